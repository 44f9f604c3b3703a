import { describe, expect, it } from "vitest";
import type { QuestionSetView, RiskAssessment } from "../../live/protocol.gen";
import { answersOf, groundOf, partsOf } from "./risk";

const SET: QuestionSetView = {
  id: "sample.v1",
  name: "Sample set",
  medium_from: 2,
  high_from: 3,
  questions: ["a", "b", "c", "d"].map((code) => ({ code, label: code, section: "" })),
};
const before = (source: RiskAssessment["source"]): RiskAssessment => ({ set: "sample.v1", source, received_from: source === "taken_here" ? "" : "Sample unit", answers: { a: "yes", b: "no", c: "dont_know" }, reason: "", note: "" });
const codes = (questions: readonly { code: string }[]): string => questions.map(({ code }) => code).join("");

describe("what is asked at the door", () => {
  it("is the whole set where nobody was asked before, or by a set that the scheme no longer has", () => {
    for (const latest of [null, { ...before("received"), set: "gone.v1" }]) {
      const ground = groundOf(latest, [SET]);
      expect(ground).toEqual({ set: "sample.v1", source: "taken_here", from: "", given: null });
      expect(codes(partsOf(SET, ground).asked)).toBe("abcd");
    }
  });

  it.each(["received", "revisited"] as const)("is only what was answered no where it was %s, and nothing else changes", (source) => {
    const ground = groundOf(before(source), [SET]);
    expect(ground).toMatchObject({ source: "revisited", from: "Sample unit" });
    const parts = partsOf(SET, ground);
    expect([codes(parts.asked), codes(parts.unanswered), codes(parts.given)]).toEqual(["b", "", "acd"]);
    expect(answersOf(SET, ground, { a: "no", b: "yes", c: "yes", d: "yes" })).toEqual({ a: "yes", b: "yes", c: "dont_know" });
  });

  it("goes on with what was taken here: what was told is not asked twice, what was never answered may be", () => {
    const ground = groundOf(before("taken_here"), [SET]);
    expect(ground.source).toBe("taken_here");
    const parts = partsOf(SET, ground);
    expect([codes(parts.asked), codes(parts.unanswered), codes(parts.given)]).toEqual(["b", "cd", "a"]);
    expect(answersOf(SET, ground, { a: "no", d: "yes" })).toEqual({ a: "yes", b: "no", c: "dont_know", d: "yes" });
  });
});
