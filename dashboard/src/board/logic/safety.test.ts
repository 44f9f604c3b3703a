import { describe, expect, it } from "vitest";
import type { SafeContact, SafeContactView, Weekday } from "../../live/protocol.gen";
import { SAFE } from "../../testing/sample";
import { contactSafety, isDialable, isEmail, maskEmail, maskNumber, mayDialAtOnce, secondStepFor } from "./safety";
import { windowState } from "./safety-windows";

const NOW = 1_795_300_000_000;
const HOUR = 3_600_000;

const ZONE = "Europe/London";

function view(confirmed_at: number, part: Partial<SafeContact> = {}): SafeContactView {
  return { record: { ...SAFE, ...part }, confirmed_at, confirmed_by: "A. Colleague" };
}

const decide = (record: SafeContactView | null | undefined, staleAfterMs: number | undefined = 24 * HOUR) => contactSafety({ record, staleAfterMs, zone: ZONE, now: NOW });

describe("the safe-contact decision", () => {
  it("lets a number be rung at once only when it is confirmed, fresh and safe", () => {
    expect(decide(view(NOW - HOUR)).state).toBe("safe");
    expect(mayDialAtOnce(decide(view(NOW - HOUR)))).toBe(true);
  });

  it.each([
    ["nobody has asked", decide(null), "unconfirmed"],
    ["the file is not here", decide(undefined), "unknown"],
    ["the number is known not to be safe", decide(view(NOW, { safe_to_ring: false })), "unsafe"],
    ["the record is exactly at its age", decide(view(NOW - 24 * HOUR)), "stale"],
    ["the record is old", decide(view(NOW - 30 * HOUR)), "stale"],
    ["the record comes from the future", decide(view(NOW + HOUR)), "stale"],
    ["danger came after it was confirmed", contactSafety({ record: view(NOW - HOUR), staleAfterMs: 24 * HOUR, overtaken: true, zone: ZONE, now: NOW }), "overtaken"],
    ["the scheme's rule is not known yet", contactSafety({ record: view(NOW), staleAfterMs: undefined, zone: undefined, now: NOW }), "unknown"],
  ])("asks for the second step when %s", (_why, safety, state) => {
    expect(safety.state).toBe(state);
    expect(mayDialAtOnce(safety)).toBe(false);
  });

  it("judges each number and channel by its own word, and all by the same record", () => {
    const record = view(NOW - HOUR, { safe_to_ring: false });
    const by = (allowed: boolean) => contactSafety({ record, staleAfterMs: 24 * HOUR, zone: ZONE, allowed, now: NOW });
    expect(by(true).state).toBe("safe");
    expect(by(false).state).toBe("unsafe");
    expect(contactSafety({ record: view(NOW - 30 * HOUR), staleAfterMs: 24 * HOUR, zone: ZONE, allowed: true, now: NOW }).state).toBe("stale");
  });

  it("names what the second step is recorded for", () => {
    expect(secondStepFor(decide(view(NOW)))).toBeNull();
    expect(secondStepFor(decide(null))).toBe("unconfirmed");
    expect(secondStepFor(decide(view(NOW, { safe_to_ring: false })))).toBe("unsafe");
  });

  it("says unsafe, not stale, for an old record that says unsafe", () => {
    expect(decide(view(NOW - 300 * HOUR, { safe_to_ring: false })).state).toBe("unsafe");
  });
});

describe("the safe hours", () => {
  const at = (iso: string): number => Date.parse(iso);
  const weekdays = { days: ["mon", "tue", "wed", "thu", "fri"] as const, from: "09:00", until: "17:00" };
  const night = { days: ["fri", "sat"] as const, from: "22:00", until: "06:00" };
  const small = { days: ["sun"] as const, from: "01:15", until: "01:45" };
  const list = (...windows: { days: readonly Weekday[]; from: string; until: string }[]) => windows.map((each) => ({ ...each, days: [...each.days] }));

  it.each([
    ["inside", list(weekdays), "2026-11-20T10:00:00Z", "inside", "2026-11-20T17:00:00Z"],
    ["at the first minute", list(weekdays), "2026-11-20T09:00:00Z", "inside", "2026-11-20T17:00:00Z"],
    ["at the end", list(weekdays), "2026-11-20T17:00:00Z", "outside", "2026-11-23T09:00:00Z"],
    ["before it, on the same day", list(weekdays), "2026-11-20T08:59:59Z", "outside", "2026-11-20T09:00:00Z"],
    ["over a weekend", list(weekdays), "2026-11-21T12:00:00Z", "outside", "2026-11-23T09:00:00Z"],
    ["past midnight", list(night), "2026-11-21T02:00:00Z", "inside", "2026-11-21T06:00:00Z"],
    ["the morning after a night that is not in it", list(night), "2026-11-20T02:00:00Z", "outside", "2026-11-20T22:00:00Z"],
    ["the soonest of several", list(weekdays, night), "2026-11-20T20:00:00Z", "outside", "2026-11-20T22:00:00Z"],
    ["in summer, by the wall clock", list(weekdays), "2026-06-05T08:30:00Z", "inside", "2026-06-05T16:00:00Z"],
    ["on the morning of the spring change", list({ days: ["sun"], from: "09:00", until: "12:00" }), "2026-03-29T08:00:00Z", "inside", "2026-03-29T11:00:00Z"],
    ["in a night that spring makes shorter", list(night), "2026-03-29T04:59:00Z", "inside", "2026-03-29T05:00:00Z"],
    ["in a night that autumn makes longer", list(night), "2026-10-25T05:59:00Z", "inside", "2026-10-25T06:00:00Z"],
    ["inside an hour that spring leaves out: not until next week", list(small), "2026-03-29T01:20:00Z", "outside", "2026-04-05T00:15:00Z"],
    ["inside an hour that autumn brings twice: neither counts", list(small), "2026-10-25T00:30:00Z", "outside", "2026-11-01T01:15:00Z"],
  ])("%s", (_why, windows, now, state, edge) => {
    const found = windowState(windows, at(now), ZONE);
    expect(found.state).toBe(state);
    expect(found.state === "inside" ? found.until : found.state === "outside" ? found.next : null).toBe(at(edge));
  });

  it("asks for the second step outside them, and says when it is next safe", () => {
    const now = at("2026-11-21T12:00:00Z");
    const record = view(now - HOUR, { windows: list(weekdays) });
    const safety = contactSafety({ record, staleAfterMs: 24 * HOUR, zone: ZONE, now });
    expect(safety).toEqual({ state: "outside_window", confirmedAt: now - HOUR, next: at("2026-11-23T09:00:00Z") });
    expect(mayDialAtOnce(safety)).toBe(false);
    expect(secondStepFor(safety)).toBe("outside_window");
    expect(contactSafety({ record, staleAfterMs: 24 * HOUR, zone: ZONE, now: at("2026-11-23T09:00:00Z") }).state).toBe("stale");
  });

  it("knows hours that never end, none at all, and none that can be read", () => {
    const always = list({ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", until: "00:00" });
    expect(windowState(always, NOW, ZONE)).toEqual({ state: "inside", until: null });
    expect(windowState([], NOW, ZONE)).toEqual({ state: "any" });
    expect(windowState(list({ days: [], from: "09:00", until: "10:00" }), NOW, ZONE)).toEqual({ state: "outside", next: null });
  });
});

describe("numbers", () => {
  it("masks all but the first and last two digits", () => {
    expect(maskNumber("07700 900123")).toBe("07••• ••••23");
    expect(maskNumber("+44 7700 900123")).toBe("+44 •••• ••••23");
  });

  it("knows what cannot be a number", () => {
    expect(isDialable("07700 900123")).toBe(true);
    expect(isDialable("ask her mother")).toBe(false);
    expect(isDialable("12")).toBe(false);
  });

  it("masks an address and knows what cannot be one", () => {
    expect(maskEmail("ada@example.org")).toBe("a•••@•••.org");
    expect(isEmail("ada@example.org")).toBe(true);
    expect(isEmail("ada at example")).toBe(false);
  });
});
