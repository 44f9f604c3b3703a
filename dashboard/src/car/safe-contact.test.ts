import { describe, expect, it } from "vitest";

import type { JobCard, PersonView, SafeContact } from "../live/protocol.gen";
import { fileOf, SAFE } from "../testing/sample";
import { NOW, sampleFile, sampleJob } from "./sample";
import { masked, peopleInOrder, ruleOf, ruleVersion, secondStepFor, trustIn, trustInNumber, vouchesFor } from "./safe-contact";

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

describe("trust in one number", () => {
  const ZONE = "Europe/London";
  // NOW is a Saturday, 16:00 in London.
  const record: SafeContact = {
    ...SAFE,
    number: "01632 960123",
    other_numbers: [
      { number: "01632 960777", whose: "her sister", safe_to_ring: true },
      { number: "01632 960778", whose: "work", safe_to_ring: false },
    ],
  };
  const job = (safety: "safe" | "unsafe" | "overtaken", part: Partial<JobCard> = {}): JobCard => sampleJob({ contact: { ...sampleJob().contact, safety, confirmed_at: NOW - 1000 }, ...part });
  const trust = (number: string, on = job("safe"), rule = record) => trustInNumber({ job: on, record: rule, number, staleMs: DAY, zone: ZONE, now: NOW });

  it("is the rule's own word for that number, however it is spaced", () => {
    expect(vouchesFor(record, "01632960123")).toBe(true);
    expect(trust("01632 960777")).toBe("safe");
    expect(trust("01632 960778")).toBe("unsafe");
    expect(trust("01632 960999")).toBe("not_vouched");
  });

  it("is not safe outside her hours, and is inside them", () => {
    expect(trust("01632 960123", job("safe"), { ...record, windows: [{ days: ["sat"], from: "18:00", until: "20:00" }] })).toBe("outside_window");
    expect(trust("01632 960123", job("safe"), { ...record, windows: [{ days: ["sat"], from: "15:00", until: "20:00" }] })).toBe("safe");
    expect(secondStepFor("outside_window")).toBe("outside_window");
    expect(secondStepFor("not_vouched")).toBe("unconfirmed");
  });

  it("does not let another number pass for safe when danger came behind an unsafe one", () => {
    const unsafe = { ...record, safe_to_ring: false };
    expect(trust("01632 960777", job("unsafe"), unsafe)).toBe("safe");
    expect(trust("01632 960777", job("unsafe", { suspect: { whereabouts: "returned", at: NOW } }), unsafe)).toBe("overtaken");
    expect(trust("01632 960777", job("overtaken"))).toBe("overtaken");
    expect(trust("01632 960123", job("unsafe"), unsafe)).toBe("unsafe");
  });
});

describe("the number", () => {
  it("shows two digits at most while masked", () => {
    expect(masked("01632 960123")).toBe("••••• ••••23");
    expect(masked("123")).toBe("••••");
  });

  it("is masked again when the rule changes", () => {
    const rule = { record: SAFE, confirmed_at: NOW, confirmed_by: "A. Example" };
    const file = sampleFile({ responses: [fileOf("resp-1", { safe_contact: rule })] });
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
