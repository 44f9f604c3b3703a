import { describe, expect, it } from "vitest";
import { SAFE } from "../../testing/sample";
import { channelAllowed, linesOf, ringingLine } from "./contact-lines";

const OTHERS = [
  { number: "01632 960777", whose: "her sister", safe_to_ring: true },
  { number: "01632 960778", whose: "work", safe_to_ring: false },
];

describe("the ways to reach her", () => {
  it("are her own number, the others, then her address, each with its own word", () => {
    const lines = linesOf({ ...SAFE, safe_to_ring: false, other_numbers: OTHERS, email: "ada@example.org", email_allowed: true }, "01632 960999");
    expect(lines.map(({ to, whose, allowed }) => [to, whose, allowed])).toEqual([
      ["01632 960101", null, false],
      ["01632 960777", "her sister", true],
      ["01632 960778", "work", false],
      ["ada@example.org", null, true],
    ]);
  });

  it("are the force's number alone while nobody has asked, and that is not confirmed", () => {
    expect(linesOf(undefined, "01632 960999")).toEqual([{ channel: "phone", to: "01632 960999", whose: null, allowed: false, confirmed: false }]);
    expect(linesOf({ ...SAFE, number: "", safe_to_ring: false }, "01632 960999")[0]).toMatchObject({ to: "01632 960999", confirmed: false });
    expect(linesOf(undefined, null)).toEqual([]);
  });

  it("ring her own number unless another is chosen", () => {
    const lines = linesOf({ ...SAFE, other_numbers: OTHERS }, null);
    expect(ringingLine(lines, null)?.to).toBe("01632 960101");
    expect(ringingLine(lines, { channel: "text", to: "01632 960777" })?.to).toBe("01632 960101");
    expect(ringingLine(lines, { channel: "phone", to: "01632 960777" })?.allowed).toBe(true);
    // Never a friend's by itself.
    expect(ringingLine(linesOf({ ...SAFE, number: "", other_numbers: OTHERS }, null), null)).toBeNull();
  });

  it("does not vouch for a number that has left the record during the call", () => {
    expect(ringingLine(linesOf(SAFE, null), { channel: "phone", to: "01632 960777" })).toMatchObject({ to: "01632 960777", allowed: false });
  });

  it("follow the record by channel, and say nothing where nobody has asked", () => {
    expect(channelAllowed("text", undefined)).toBeNull();
    expect(channelAllowed("text", SAFE)).toBe(false);
    expect(channelAllowed("email", { ...SAFE, email_allowed: true })).toBe(true);
    expect(channelAllowed("in_person", { ...SAFE, visit_allowed: true })).toBe(true);
    expect(channelAllowed("phone", { ...SAFE, safe_to_ring: false, other_numbers: OTHERS })).toBe(true);
  });
});
