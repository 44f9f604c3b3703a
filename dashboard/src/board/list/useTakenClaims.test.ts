import { expect, it } from "vitest";
import type { ClaimView } from "../../live/protocol.gen";
import { NOW, response, row } from "../../testing/sample";
import { heldBy, takenFrom } from "./useTakenClaims";

const held = (number: string, claim: ClaimView | null) => row(number, { responses: [response(number, { claim })] });
const by = (user: string): ClaimView => ({ user, name: `Name of ${user}`, at: NOW });

it("tells of what a colleague has now, and of nothing that was given back, was theirs before, or stayed", () => {
  const before = heldBy([held("A", by("me")), held("B", by("me")), held("C", by("other")), held("D", by("me"))], "me");
  expect([...before]).toEqual(["A#1", "B#1", "D#1"]);
  const after = [held("A", by("other")), held("B", null), held("C", by("third")), held("D", by("me"))];
  expect(takenFrom(before, after, "me")).toEqual([{ number: "A", response: "A#1", by: "Name of other" }]);
});

it("knows nothing of anybody before the welcome", () => {
  expect(heldBy([held("A", by("me"))], null)).toEqual(new Set());
});
