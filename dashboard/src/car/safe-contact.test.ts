import { describe, expect, it } from "vitest";

import type { PersonView } from "../live/protocol.gen";
import { NOW, sampleFile } from "./sample";
import { masked, peopleInOrder, ruleOf, ruleVersion, trustIn } from "./safe-contact";

const DAY = 86_400_000;

describe("trust in the safe-contact rule", () => {
  it("is unknown until somebody confirmed it", () => {
    expect(trustIn("unknown", null, DAY, NOW)).toBe("unknown");
    expect(trustIn("safe", null, DAY, NOW)).toBe("unknown");
  });

  it("is overtaken by danger that came after it, however fresh", () => {
    expect(trustIn("overtaken", NOW, DAY, NOW)).toBe("overtaken");
  });

  it("goes stale, but unsafe stays unsafe", () => {
    expect(trustIn("safe", NOW - 1000, DAY, NOW)).toBe("safe");
    expect(trustIn("safe", NOW - DAY - 1, DAY, NOW)).toBe("stale");
    expect(trustIn("unsafe", NOW - DAY - 1, DAY, NOW)).toBe("unsafe");
  });
});

describe("the number", () => {
  it("shows two digits at most while masked", () => {
    expect(masked("01632 960123")).toBe("••••• ••••23");
    expect(masked("123")).toBe("••••");
  });

  it("is masked again when the rule changes", () => {
    const record = {
      number: "01632 960123",
      safe_to_ring: true,
      voicemail_allowed: false,
      text_allowed: false,
      withhold_caller_id: true,
      when_safe: "",
      code_word: "",
      language: "",
      who_may_answer: "",
    };
    const rule = { record, confirmed_at: NOW, confirmed_by: "A. Example" };
    const file = sampleFile({ responses: [{ response: "resp-1", safe_contact: rule, attempts: [], outcome: null }] });
    expect(ruleOf(file, "resp-1")).toBe(rule);
    expect(ruleOf(file, "resp-2")).toBeNull();
    expect(ruleVersion("resp-1", rule)).not.toBe(ruleVersion("resp-1", { ...rule, confirmed_at: NOW + 1 }));
    expect(ruleVersion("resp-1", null)).not.toBe(ruleVersion("resp-1", rule));
  });
});

it("lists the victim and children before the suspect and the caller", () => {
  const person = (role: PersonView["role"]): PersonView => ({
    role,
    name: null,
    age: null,
    phone: null,
    language: null,
    note: null,
  });
  const roles = peopleInOrder((["caller", "suspect", "child", "victim"] as const).map(person)).map((p) => p.role);
  expect(roles).toEqual(["victim", "child", "suspect", "caller"]);
});
