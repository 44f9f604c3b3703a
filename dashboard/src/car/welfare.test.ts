import { describe, expect, it } from "vitest";

import type { CheckInView, SosView } from "../live/protocol.gen";
import { NOW, sampleCar } from "./sample";
import { asksAloud, checkInShown, SOON_MS, sosEnding, sosShown, stageOf, type Acted } from "./welfare";

const EVERY = 15 * 60_000;
const sos = (part: Partial<SosView> = {}): SosView => ({ at: NOW, by: "A. Example", deployment: null, climb: 0, answered_at: null, answered_by: null, ...part });
const raised = (status: Acted["status"], at = NOW): Acted => ({ command: { type: "raise_sos", car: "car-1" }, status, at });
const timer = (part: Partial<CheckInView> = {}): CheckInView => ({ deployment: "dep-1", since: NOW, due_at: NOW + EVERY, missed: 0, ...part });
const said = (status: Acted["status"], at: number): Acted => ({ command: { type: "check_in", deployment: "dep-1" }, status, at });

describe("the crew's SOS", () => {
  it("waits until the server has it, is then sent, and is in the end in somebody's hands", () => {
    const states = [
      sosShown(sampleCar(), []),
      sosShown(sampleCar(), [raised("pending")]),
      sosShown(sampleCar({ sos: sos() }), [raised("accepted")]),
      sosShown(sampleCar({ sos: sos({ answered_at: NOW + 5_000, answered_by: "Dale Fulmar" }) }), [raised("accepted")]),
    ];
    expect(states).toEqual([{ state: "none" }, { state: "waiting", at: NOW }, { state: "sent", at: NOW, climb: 0 }, { state: "answered", at: NOW + 5_000, by: "Dale Fulmar" }]);
  });

  it("is over when the server says so, whatever was pressed before", () => {
    expect(sosShown(sampleCar(), [raised("accepted")]).state).toBe("none");
    expect(sosShown(sampleCar(), [raised("refused")]).state).toBe("none");
  });

  it("is not another car's", () => {
    expect(sosShown(sampleCar({ car: "car-2" }), [raised("pending")]).state).toBe("none");
  });

  it("ends when the server has been told", () => {
    const end = (status: Acted["status"]): Acted => ({ command: { type: "end_sos", car: "car-1", how: "mistake" }, status, at: NOW });
    expect([sosEnding("car-1", [end("pending")]), sosEnding("car-1", [end("refused")]), sosEnding("car-2", [end("pending")])]).toEqual([true, false, false]);
  });
});

describe("the check-in timer", () => {
  it("runs, nears, is due, and is missed in two steps", () => {
    const at = (now: number, missed = 0) => stageOf({ dueAt: NOW + EVERY, missed }, now);
    expect([at(NOW), at(NOW + EVERY - SOON_MS - 1), at(NOW + EVERY - SOON_MS), at(NOW + EVERY), at(NOW + EVERY, 1), at(NOW + EVERY, 2)]).toEqual(["running", "running", "soon", "due", "desk", "inspector"]);
  });

  it("makes itself heard from when word is due", () => {
    expect((["running", "soon", "due", "desk", "inspector"] as const).filter(asksAloud)).toEqual(["due", "desk", "inspector"]);
  });

  it("starts anew with the crew's word, and says that nobody knows it yet", () => {
    const shown = checkInShown(timer({ missed: 1 }), [said("pending", NOW + 60_000)], EVERY);
    expect(shown).toMatchObject({ dueAt: NOW + 60_000 + EVERY, missed: 0, waiting: true });
    expect(checkInShown(timer(), [said("accepted", NOW + 60_000)], EVERY)?.waiting).toBe(false);
  });

  it("goes by the server where the word is older, or was refused", () => {
    expect(checkInShown(timer(), [said("accepted", NOW - 1)], EVERY)?.dueAt).toBe(NOW + EVERY);
    expect(checkInShown(timer({ missed: 1 }), [said("refused", NOW + 60_000)], EVERY)?.missed).toBe(1);
  });

  it("stops when the crew has left, and where the scheme has none", () => {
    const left: Acted = { command: { type: "resume_car", deployment: "dep-1" }, status: "pending", at: NOW };
    expect(checkInShown(timer(), [left], EVERY)).toBeNull();
    expect(checkInShown(null, [], null)).toBeNull();
  });
});
