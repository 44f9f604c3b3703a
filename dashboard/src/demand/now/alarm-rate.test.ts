import { expect, it } from "vitest";
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
});
