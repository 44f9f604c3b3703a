import { describe, expect, it } from "vitest";
import type { DaySlot } from "../../live/protocol.gen";
import { nextTimes, resultsOf } from "./contact";

const ZONE = "Europe/London";
const SLOTS: readonly DaySlot[] = [
  { label: "morning", from: "09:30", until: "12:00" },
  { label: "evening", from: "17:30", until: "21:00" },
];
const utc = (text: string): number => Date.parse(`${text}:00Z`);
const times = (now: string, slots = SLOTS): Record<string, string> =>
  Object.fromEntries(nextTimes(utc(now), ZONE, slots).map(({ next, at }) => [next, new Date(at).toISOString().slice(0, 16)]));

describe("when to try again", () => {
  it("is said in the scheme's own times of day", () => {
    expect(times("2026-11-21T14:05")).toEqual({ later: "2026-11-21T16:15", morning: "2026-11-22T09:30", evening: "2026-11-22T17:30" });
  });

  it("has no later today once the evening is over", () => {
    expect(times("2026-11-21T18:59")).toHaveProperty("later", "2026-11-21T21:00");
    expect(times("2026-11-21T19:01")).not.toHaveProperty("later");
    expect(times("2026-11-21T23:30")).not.toHaveProperty("later");
  });

  it("means the zone's tomorrow, also in the night in which the clocks change", () => {
    // 00:30 on the 25th in London; the clocks go back at 02:00.
    expect(times("2026-10-24T23:30")).toEqual({ later: "2026-10-25T01:30", morning: "2026-10-26T09:30", evening: "2026-10-26T17:30" });
    expect(times("2026-06-06T22:30")).toMatchObject({ morning: "2026-06-07T08:30" });
  });

  it("has times of its own where the scheme names none", () => {
    expect(times("2026-11-21T14:05", [])).toMatchObject({ morning: "2026-11-22T09:00", evening: "2026-11-22T18:00" });
  });
});

it("offers no wrong number at a door", () => {
  expect(resultsOf("in_person")).not.toContain("wrong_number");
  expect(resultsOf("phone")).toContain("wrong_number");
});
