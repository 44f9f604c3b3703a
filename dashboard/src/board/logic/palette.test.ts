import { describe, expect, it } from "vitest";
import { deployment, escalation, NOW, response, row } from "../../testing/sample";
import { actsFor, ranked, score, type PaletteEntry } from "./palette";

const me = { user: "me", roles: ["support_worker"] as const };
const entry = (words: string, part: Partial<PaletteEntry> = {}): PaletteEntry => ({ id: words, group: "board", words, also: "", keys: null, act: { do: "print" }, ...part });
const words = (entries: readonly PaletteEntry[], query: string): string[] => ranked(entries, query, 10).map((each) => each.words);

const ENTRIES = [
  entry("Ask for a quicker response", { group: "incident", also: "escalate" }),
  entry("Call", { group: "incident" }),
  entry("Record contact", { group: "incident" }),
  entry("Go to 0412, Ploverthorn Road", { group: "incidents", also: "TP-0412 MB4" }),
  entry("Go to 0421, Callow Street", { group: "incidents", also: "TP-0421 MB2" }),
  entry("Show escalated"),
  entry("Open the handover sheet"),
];

describe("what was meant", () => {
  it("puts the incident's own acts first while nothing is typed", () => {
    expect(words(ENTRIES, "")[0]).toBe("Ask for a quicker response");
    expect(words(ENTRIES, "").at(-1)).toBe("Go to 0421, Callow Street");
  });

  it("finds an incident by its number and by its place", () => {
    expect(words(ENTRIES, "0412")).toEqual(["Go to 0412, Ploverthorn Road"]);
    expect(words(ENTRIES, "plover")).toEqual(["Go to 0412, Ploverthorn Road"]);
    expect(words(ENTRIES, "TP-0421")).toEqual(["Go to 0421, Callow Street"]);
  });

  it("prefers the start of a word to its middle, and the act on this incident among equals", () => {
    expect(words(ENTRIES, "call")).toEqual(["Call", "Go to 0421, Callow Street"]);
    expect(words(ENTRIES, "esc")).toEqual(["Show escalated", "Ask for a quicker response"]);
    expect(words(ENTRIES, "cont")[0]).toBe("Record contact");
  });

  it("takes letters with a few left out, in their order, and every word must fit", () => {
    expect(words(ENTRIES, "hndvr")).toEqual(["Open the handover sheet"]);
    expect(words(ENTRIES, "road plover")).toEqual(["Go to 0412, Ploverthorn Road"]);
    expect(words(ENTRIES, "plover street")).toEqual([]);
    expect(words(ENTRIES, "zzz")).toEqual([]);
    expect(score(entry("Mute"), "xq")).toBe(0);
  });

  it("returns no more than asked", () => {
    expect(ranked(ENTRIES, "", 2)).toHaveLength(2);
  });
});

describe("what an incident can do", () => {
  const acts = (part: Parameters<typeof response>[1], more: Parameters<typeof row>[1] = {}) => {
    const of = response("A", part);
    return actsFor(row("A", { responses: [of], ...more }), of, me);
  };

  it("offers to claim what is free, to release what is mine, to take over what is another's", () => {
    expect(acts({})).toContain("claim");
    expect(acts({ claim: { user: "me", name: "Me", at: NOW } })).toEqual(expect.arrayContaining(["release", "pass_on", "hand_over"]));
    const other = acts({ claim: { user: "you", name: "You", at: NOW } });
    expect(other).toContain("take_over");
    expect(other).not.toContain("claim");
    expect(other).not.toContain("release");
  });

  it("does not offer a car where the scheme has none", () => {
    expect(acts({})).toContain("send_car");
    expect(acts({}, { gate: { mode: "none", state: "not_used", words: "", conditions: [], revoked_because: null, since: null } })).not.toContain("send_car");
  });

  it("offers what can be done with a car's job, and to send one only where there is none", () => {
    expect(acts({})).toEqual(expect.arrayContaining(["send_car", "needs"]));
    expect(acts({})).not.toContain("swap_car");
    const going = acts({ deployment: deployment("A#1.1", { state: "en_route" }) });
    expect(going).toEqual(expect.arrayContaining(["stand_down", "recall", "swap_car", "needs"]));
    expect(going).not.toContain("send_car");
    // The desk sees the needs, and may not change them.
    expect(actsFor(row("A"), response("A"), { ...me, roles: ["control_room"] })).not.toContain("needs");
    const waits = acts({ reserved: [deployment("A#1.1", { state: "reserved" })] });
    expect(waits).toEqual(expect.arrayContaining(["stand_down", "swap_car"]));
    expect(waits).not.toContain("recall");
    expect(waits).not.toContain("send_car");
    expect(acts({ deployment: deployment("A#1.1", { state: "at_scene" }) })).not.toContain("swap_car");
    expect(acts({ deployment: deployment("A#1.1", { state: "declined" }) })).toContain("send_car");
  });

  it("offers to close what has an outcome, first of all, and all else that is still possible then", () => {
    const recorded = acts({ state: "outcome_recorded", claim: { user: "me", name: "Me", at: NOW } });
    expect(recorded[0]).toBe("close");
    expect(recorded).toEqual(expect.arrayContaining(["line_cut", "call", "outcome"]));
    // The server reopens only what is closed, and lets nobody close what a colleague holds.
    expect(recorded).not.toContain("reopen");
    expect(acts({ state: "outcome_recorded", claim: { user: "you", name: "You", at: NOW } })).not.toContain("close");
    expect(acts({ state: "claimed" })).not.toContain("close");
  });

  it("offers to withdraw what was asked, and to reopen what is finished", () => {
    const asked = escalation("A", "requested");
    expect(actsFor(row("A", { responses: [asked] }), asked, me)).toContain("withdraw_escalation");
    expect(actsFor(row("A", { responses: [asked] }), asked, me)).not.toContain("decline_escalation");
    expect(actsFor(row("A", { responses: [asked] }), asked, { ...me, roles: ["control_room"] })).toContain("decline_escalation");
    expect(acts({ state: "closed" })).toContain("reopen");
    expect(acts({ state: "closed" })).not.toContain("call");
  });
});
