import { expect, it } from "vitest";
import type { DeploymentView } from "../../live/protocol.gen";
import { alarmsBegun } from "./alarm-rate";
import { GRADES, MINUTE, NOW, sampleBrief, sampleEscalation, sampleResponse } from "./sample";

const SCHEME = { grades: GRADES, escalation_climb_ms: [2 * MINUTE, 5 * MINUTE] as [number, number] };
const begun = (...briefs: Parameters<typeof alarmsBegun>[0]): number => alarmsBegun(briefs, SCHEME, NOW);
const looked = (change: Parameters<typeof sampleResponse>[0] = {}) => sampleResponse({ reviewed_at: NOW - 30 * MINUTE, ...change });

it("counts a request and each of its climbs at its own time", () => {
  const asked = (minutes: number, climb: number) => sampleBrief({ grade: "4", responses: [looked({ escalation: sampleEscalation({ requested_at: NOW - minutes * MINUTE, climb }) })] });
  expect(begun(asked(3, 1))).toBe(2);
  expect(begun(asked(12, 2))).toBe(1);
  expect(begun(asked(20, 2))).toBe(0);
});

it("counts the first grade that nobody looked at in time, and looks that came late", () => {
  const brief = (change: Parameters<typeof sampleResponse>[0]) => sampleBrief({ graded_at: NOW, responses: [sampleResponse(change)] });
  expect(begun(brief({ notified_at: NOW - 6 * MINUTE }))).toBe(1);
  expect(begun(brief({ notified_at: NOW - 4 * MINUTE }))).toBe(0);
  expect(begun(brief({ notified_at: NOW - 8 * MINUTE, reviewed_at: NOW - MINUTE }))).toBe(1);
  expect(begun(brief({ notified_at: NOW - 8 * MINUTE, reviewed_at: NOW - 7 * MINUTE }))).toBe(0);
});

it("counts a promise that ran out with no unit there", () => {
  const brief = (change: Parameters<typeof sampleBrief>[0]) => sampleBrief({ graded_at: NOW - 20 * MINUTE, responses: [looked()], ...change });
  expect(begun(brief({}))).toBe(1);
  expect(begun(brief({ first_at_scene_at: NOW - 10 * MINUTE }))).toBe(0);
  expect(begun(brief({ grade: "4" }))).toBe(0);
  expect(begun(brief({ state: "closed" }))).toBe(0);
  expect(begun(brief({ state: "resulted" }))).toBe(0);
  expect(begun(brief({ duplicate: true }))).toBe(0);
  expect(begun(brief({ responses: [looked({ state: "outcome_recorded" })] }))).toBe(0);
  // Asked already: the request is the alarm, long ago.
  expect(begun(brief({ responses: [looked({ escalation: sampleEscalation({ state: "acknowledged", requested_at: NOW - 30 * MINUTE, climb: 0 }) })] }))).toBe(0);
});

it("counts a try that is due and a car that is wanted, from when they are", () => {
  const of = (change: Parameters<typeof sampleResponse>[0]) => sampleBrief({ grade: "4", responses: [looked(change)] });
  expect(begun(of({ contact_due_at: NOW - MINUTE }))).toBe(1);
  expect(begun(of({ contact_due_at: NOW + MINUTE }))).toBe(0);
  expect(begun(of({ car_wanted_since: NOW - 9 * MINUTE }))).toBe(1);
  expect(begun(of({ car_wanted_since: NOW - 11 * MINUTE }))).toBe(0);
});

it("counts a gate that closed on a car, and not one that closed on nobody", () => {
  const car: DeploymentView = { deployment: "EX-0001#1.1", car: "car-1", call_sign: "DA01", state: "en_route", at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: null, next_best: false };
  const closed = (on: DeploymentView | null, minutes: number) => sampleBrief({ grade: "4", gate: "revoked", gate_since: NOW - minutes * MINUTE, responses: [looked({ car: on })] });
  expect(begun(closed(car, 2))).toBe(1);
  expect(begun(closed({ ...car, state: "recalled", recall_unconfirmed: true }, 2))).toBe(1);
  expect(begun(closed({ ...car, state: "recalled" }, 2))).toBe(0);
  expect(begun(closed(null, 2))).toBe(0);
  expect(begun(closed(car, 12))).toBe(0);
});
