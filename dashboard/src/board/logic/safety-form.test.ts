import { describe, expect, it } from "vitest";
import { SAFE } from "../../testing/sample";
import { draftOf, faultsOf, holdsMore, isWhole, recordOf, WINDOW_PRESETS, type SafeDraft } from "./safety-form";
import { windowFault } from "./safety-windows";

const RECORD = {
  ...SAFE,
  windows: [WINDOW_PRESETS.weekday],
  other_numbers: [{ number: "01632 960777", whose: "her sister", safe_to_ring: true }],
  email: "ada@example.org",
  email_allowed: true,
  visit_allowed: true,
  code_word: "marmalade",
};
const draft = (part: Partial<SafeDraft> = {}): SafeDraft => ({ ...draftOf(undefined, "01632 960101", null), safe: "yes", ...part });

describe("the safe-contact form", () => {
  it("asks anew whether it is safe, and keeps everything else of the last record", () => {
    const again = draftOf(RECORD, "01632 960999", "Polish");
    expect(again.safe).toBeNull();
    expect(recordOf({ ...again, safe: "yes" })).toEqual({ ...RECORD });
  });

  it("starts strict, with the force's number and language", () => {
    expect(recordOf(draftOf(undefined, "01632 960999", "Polish"))).toEqual({ ...SAFE, number: "01632 960999", safe_to_ring: false, language: "Polish" });
  });

  it("unfolds where the last record holds more than the essentials", () => {
    expect(holdsMore(draft())).toBe(false);
    expect(holdsMore(draftOf(RECORD, null, null))).toBe(true);
    expect(holdsMore(draft({ visit: true }))).toBe(true);
  });

  it.each([
    ["nothing is wrong", {}, true],
    ["nobody said whether it is safe", { safe: null }, false],
    ["a safe number is missing", { number: "" }, false],
    ["a number that is not safe may be unknown", { number: "", safe: "no" }, true],
    ["the number is no number", { number: "ask her mother" }, false],
    ["emails are allowed to no address", { emailAllowed: true }, false],
    ["the address is no address", { email: "ada at example" }, false],
    ["a window has no day", { windows: [{ days: [], from: "09:00", until: "17:00" }] }, false],
    ["a window has no time", { windows: [{ days: ["mon"], from: "", until: "17:00" }] }, false],
    ["another number is no number", { others: [{ number: "", whose: "her sister", safe_to_ring: true }] }, false],
  ] as [string, Partial<SafeDraft>, boolean][])("%s", (_why, part, whole) => {
    expect(isWhole(faultsOf(draft(part)))).toBe(whole);
  });

  it("offers hours that can be saved as they are", () => {
    expect(Object.values(WINDOW_PRESETS).map(windowFault)).toEqual([null, null, null, null]);
  });
});
