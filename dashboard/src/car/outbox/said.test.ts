import { describe, expect, it } from "vitest";
import type { Command } from "../../live/protocol.gen";
import { SCHEME } from "../../testing/sample";
import { saidIn } from "./said";

const response = "EX-0001#1";

describe("what an act says", () => {
  it.each<[string, Command, readonly string[]]>([
    ["a contact", { type: "record_contact", response, attempt: { channel: "in_person", result: "spoke_safely", number: "", note: "in the kitchen" } }, ["In person", "in the kitchen"]],
    [
      "a plan",
      { type: "record_safety_plan", response, plan: { steps: [{ topic: "no_such_topic", text: "to her sister" }], agreed: true, note: "keys ready" } },
      ["no_such_topic: to her sister", "Gone through together", "keys ready"],
    ],
    ["a consent", { type: "record_consent", response, entry: { purpose: "referral", recipient: "Harbour House", decision: "given", how: "spoken", note: "said twice" } }, ["Consent given: Harbour House", "said twice"]],
    ["a referral", { type: "draft_referral", response, draft: { service: "Harbour House", needs: ["legal_help"], note: "mornings" } }, ["Referral to Harbour House", "mornings"]],
    [
      "a welfare record",
      { type: "record_welfare", response, seen: { children_present: 2, children_seen: 1, concerns: ["no_food"], no_concern: false, note: "asleep" } },
      ["2 children in the home", "1 of them seen", "No food", "asleep"],
    ],
    ["hazards", { type: "record_hazards", response, found: ["dog"], ruled_out: ["weapon"], reason: "a toy" }, ["Hazards found: ", "Ruled out: ", "a toy"]],
    [
      "risk",
      { type: "record_risk", response, assessment: { set: "set.v1", source: "taken_here", received_from: "", answers: { q1: "yes", q2: "no", q3: "dont_know" }, judgement: "high", reason: "worse since spring", note: "asked twice" } },
      ["Yes: q1", "No: q2", "Don’t know: q3", "high", "worse since spring", "asked twice"],
    ],
    [
      "an outcome",
      { type: "record_outcome", response, outcome: { kind: "engaged_by_visit", referral: "referred", services: ["Harbour House"], refuge_placed: true, children_placed: 1, safety_plan_made: true, note: "come again" } },
      ["Engaged, by visit", "Harbour House", "A refuge place was found", "come again"],
    ],
  ])("%s: everything that was typed or ticked", (_, command, words) => {
    const said = saidIn(command, SCHEME) ?? "";
    for (const word of words) expect(said).toContain(word);
  });

  it("is nothing for a step of the job", () => {
    expect(saidIn({ type: "go_en_route", deployment: `${response}.1` }, SCHEME)).toBeNull();
  });
});
