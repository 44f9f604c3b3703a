import { describe, expect, it } from "vitest";

import { LIMITS } from "../live/protocol.gen";
import { EMPTY, commandsOf, missing, suggestedKind } from "./outcome";

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

  it("keeps a note within the limit of the wire", () => {
    const note = "a".repeat(LIMITS.TEXT_CHARS_MAX + 1);
    expect(missing({ ...EMPTY, result: "no_answer", kind: "could_not_reach", note })).toEqual(["note_length"]);
  });

  it("records the attempt before the outcome", () => {
    const commands = commandsOf(
      {
        result: "spoke_safely",
        kind: "engaged_by_visit",
        referral: "referred",
        services: ["Example service"],
        safetyPlanMade: true,
        refugePlaced: true,
        note: "  Went well  ",
      },
      "resp-1",
    );
    expect(commands.map((command) => command.type)).toEqual(["record_contact", "record_outcome"]);
    expect(commands[1]).toMatchObject({
      outcome: { services: ["Example service"], refuge_placed: true, safety_plan_made: true, note: "Went well" },
    });
  });

  it("sends nothing of what was answered before the outcome changed to one that excludes it", () => {
    const commands = commandsOf(
      {
        ...EMPTY,
        result: "no_answer",
        kind: "could_not_reach",
        referral: "referred",
        services: ["Example service"],
        safetyPlanMade: true,
        refugePlaced: true,
      },
      "resp-1",
    );
    expect(commands[1]).toMatchObject({
      outcome: { referral: "not_offered", services: [], refuge_placed: false, safety_plan_made: false },
    });
  });

  it("suggests the likely outcome and stays silent where there is none", () => {
    expect(suggestedKind("no_answer")).toBe("could_not_reach");
    expect(suggestedKind("ended_unsafe")).toBeNull();
  });
});
