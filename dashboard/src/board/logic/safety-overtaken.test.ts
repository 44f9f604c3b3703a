import { describe, expect, it } from "vitest";
import type { ContactSummary } from "../../live/protocol.gen";
import { CONTACT, escalation, fileOf, NOW, response, row } from "../../testing/sample";
import { overtakenBy } from "./safety-overtaken";

const contact = (part: Partial<ContactSummary>): ContactSummary => ({ ...CONTACT, confirmed_at: NOW - 1_000, ...part });
const facts = (part: Partial<ContactSummary>) => ({ row: row("C1"), response: response("C1", { contact: contact(part) }), part: fileOf("C1#1") });

describe("danger since the record", () => {
  it("is what the server says, in its words", () => {
    expect(overtakenBy(facts({ safety: "overtaken", overtaken_because: "a new call came in" }))).toEqual({ said: "a new call came in" });
    expect(overtakenBy(facts({ safety: "unsafe", overtaken_because: "a new call came in" }))).toEqual({ said: "a new call came in" });
    expect(overtakenBy(facts({ safety: "safe" }))).toBeNull();
    expect(overtakenBy(facts({ safety: "unsafe" }))).toBeNull();
  });

  it("is looked for where her own number is marked unsafe, so that another one does not pass for safe", () => {
    const unsafe = facts({ safety: "unsafe" });
    expect(overtakenBy({ ...unsafe, row: row("C1", { suspect: { whereabouts: "returned", at: NOW } }) })).toEqual({ found: "suspect_back" });
    expect(overtakenBy({ ...unsafe, response: { ...unsafe.response, escalation: escalation("C1", "requested", "line_cut").escalation } })).toEqual({ found: "line_cut" });
    const attempts = [{ attempt: { channel: "phone" as const, result: "ended_unsafe" as const, number: "", note: "" }, at: NOW, by: "A. Colleague" }];
    expect(overtakenBy({ ...unsafe, part: fileOf("C1#1", { attempts }) })).toEqual({ found: "ended_unsafe" });
  });

  it("is not what came before the record", () => {
    const before = facts({ safety: "unsafe", confirmed_at: NOW + 1_000 });
    expect(overtakenBy({ ...before, row: row("C1", { suspect: { whereabouts: "returned", at: NOW } }) })).toBeNull();
  });
});
