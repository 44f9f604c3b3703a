import { expect, it } from "vitest";

import { climbOf, openEscalations } from "./escalations";
import { MINUTE, NOW, sampleBrief, sampleEscalation, sampleResponse } from "./sample";

const withEscalation = (id: string, change: Parameters<typeof sampleEscalation>[0]) =>
  sampleBrief({ number: id, responses: [sampleResponse({ escalation: sampleEscalation({ escalation: id, ...change }) })] });

it("puts the unanswered first, the highest climb before the longest wait, the answered last", () => {
  const list = openEscalations(
    [
      withEscalation("answered", { state: "acknowledged", climb: 2, due_at: null, answered_by: "Desk" }),
      withEscalation("old", { climb: 1, requested_at: NOW - 9 * MINUTE }),
      withEscalation("climbed", { climb: 2 }),
      withEscalation("settled", { state: "regraded" }),
      withEscalation("refused", { state: "declined" }),
      withEscalation("young", { climb: 1 }),
    ],
    NOW,
  );
  expect(list.map((entry) => entry.escalation)).toEqual(["climbed", "old", "young", "answered"]);
});

it("says how long until it climbs, below zero once it is overdue, nothing once answered", () => {
  const due = (change: Parameters<typeof sampleEscalation>[0]) =>
    openEscalations([withEscalation("x", change)], NOW)[0]?.dueInMs;
  expect(due({ due_at: NOW + MINUTE })).toBe(MINUTE);
  expect(due({ climb: 2, due_at: NOW - MINUTE })).toBe(-MINUTE);
  expect(due({ state: "acknowledged", due_at: null })).toBeNull();
});

it("names the climb", () => {
  expect([0, 1, 2, 3].map(climbOf)).toEqual(["desk", "desk_again", "inspector", "inspector"]);
});
