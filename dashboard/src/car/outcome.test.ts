import { describe, expect, it } from "vitest";

import { LIMITS } from "../live/protocol.gen";
import { EMPTY, attemptOf, missing, outcomeOf, suggestedKind } from "./outcome";

describe("the outcome form", () => {
  it("asks for everything where the victim was met", () => {
    expect(missing({ ...EMPTY, result: "spoke_safely", kind: "engaged_by_visit" })).toEqual(["referral", "safety_plan"]);
    expect(
      missing({ ...EMPTY, result: "spoke_safely", kind: "engaged_by_visit", referral: "referred", safetyPlanMade: true }),
    ).toEqual(["services"]);
  });

  it("asks for no referral where nobody was met", () => {
    expect(missing({ ...EMPTY, result: "no_answer", kind: "could_not_reach" })).toEqual([]);
  });

  it("asks for a number of children with a refuge place alone, and takes none typed for none", () => {
    const met = { ...EMPTY, result: "spoke_safely" as const, kind: "engaged_by_visit" as const, referral: "not_offered" as const, safetyPlanMade: true };
    expect(missing({ ...met, refugePlaced: true })).toEqual([]);
    expect(missing({ ...met, refugePlaced: true, childrenPlaced: "two" })).toEqual(["children"]);
    expect(missing({ ...met, refugePlaced: false, childrenPlaced: "two" })).toEqual([]);
  });

  it("keeps a note within the limit of the wire", () => {
    const note = "a".repeat(LIMITS.TEXT_CHARS_MAX + 1);
    expect(missing({ ...EMPTY, result: "no_answer", kind: "could_not_reach", note })).toEqual(["note_length"]);
  });

  it("records the attempt once, and not again when the outcome is changed", () => {
    const draft = { ...EMPTY, result: "spoke_safely" as const, kind: "engaged_by_visit" as const };
    expect(attemptOf(draft, "resp-1")).toMatchObject({ type: "record_contact", attempt: { channel: "in_person" } });
    expect(attemptOf({ ...draft, attemptSent: true }, "resp-1")).toBeNull();
    expect(missing({ ...EMPTY, kind: "could_not_reach", attemptSent: true })).toEqual([]);
  });

  it("records what was answered, the note without stray blanks", () => {
    const outcome = outcomeOf(
      {
        ...EMPTY,
        kind: "engaged_by_visit",
        referral: "referred",
        services: ["Example service"],
        safetyPlanMade: true,
        refugePlaced: true,
        childrenPlaced: "2",
        note: "  Went well  ",
      },
      "resp-1",
    );
    expect(outcome).toMatchObject({
      type: "record_outcome",
      outcome: { services: ["Example service"], refuge_placed: true, children_placed: 2, safety_plan_made: true, note: "Went well" },
    });
  });

  it("sends nothing of what was answered before the outcome changed to one that excludes it", () => {
    const outcome = outcomeOf(
      {
        ...EMPTY,
        kind: "could_not_reach",
        referral: "referred",
        services: ["Example service"],
        safetyPlanMade: true,
        refugePlaced: true,
        childrenPlaced: "2",
      },
      "resp-1",
    );
    expect(outcome).toMatchObject({
      outcome: { referral: "not_offered", services: [], refuge_placed: false, children_placed: 0, safety_plan_made: false },
    });
  });

  it("suggests the likely outcome and stays silent where there is none", () => {
    expect(suggestedKind("no_answer")).toBe("could_not_reach");
    expect(suggestedKind("ended_unsafe")).toBeNull();
  });
});
