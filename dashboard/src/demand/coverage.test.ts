import { describe, expect, it } from "vitest";

import { boxes, coverageAt, coveredShares, minuteOfWeek, spans } from "./coverage";

const WEEKEND = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];
const at = (day: number, hour: number, minute = 0): number => day * 1440 + hour * 60 + minute;

describe("the covered hours", () => {
  it("are drawn on their days", () => {
    expect(spans(WEEKEND)).toEqual([
      { day: 5, from: 840, until: 1320 },
      { day: 6, from: 840, until: 1320 },
    ]);
  });

  it("past midnight are cut in two, Sunday's rest at Monday's start", () => {
    expect(spans([{ day: "sun", from: "22:00", until: "02:00" }])).toEqual([
      { day: 0, from: 0, until: 120 },
      { day: 6, from: 1320, until: 1440 },
    ]);
  });

  it("past midnight are framed open on that side", () => {
    expect(boxes([{ day: "sun", from: "22:00", until: "02:00" }])).toEqual([
      { day: 0, from: 0, until: 120, begins: false, ends: true },
      { day: 6, from: 1320, until: 1440, begins: true, ends: false },
    ]);
    expect(boxes(WEEKEND).every((box) => box.begins && box.ends)).toBe(true);
  });

  it("cover each hour of the week by their share of it", () => {
    const shares = coveredShares([{ day: "sun", from: "22:30", until: "01:15" }]);
    expect([shares[166], shares[167], shares[0], shares[1], shares[2]]).toEqual([0.5, 1, 1, 0.25, 0]);
    expect(coveredShares(WEEKEND).reduce((sum, share) => sum + share, 0)).toBe(16);
  });

  it("that touch are one stretch", () => {
    const hours = [{ day: "fri", from: "18:00", until: "00:00" }, { day: "sat", from: "00:00", until: "06:00" }];
    expect(coverageAt(hours, at(4, 20)).changes).toEqual({ day: "sat", time: "06:00", today: false });
  });

  it("that cannot be read are left out", () => {
    expect(spans([{ day: "someday", from: "14:00", until: "22:00" }, { day: "sat", from: "late", until: "22:00" }])).toEqual([]);
  });
});

describe("coverage now", () => {
  it("ends today inside the hours", () => {
    expect(coverageAt(WEEKEND, at(5, 15))).toEqual({
      covered: true,
      changes: { day: "sat", time: "22:00", today: true },
      hoursInWeek: 16,
    });
  });

  it("begins next time outside them, around the end of the week too", () => {
    expect(coverageAt(WEEKEND, at(5, 22)).changes).toEqual({ day: "sun", time: "14:00", today: false });
    expect(coverageAt(WEEKEND, at(6, 23)).changes).toEqual({ day: "sat", time: "14:00", today: false });
    expect(coverageAt(WEEKEND, at(5, 9)).changes).toEqual({ day: "sat", time: "14:00", today: true });
  });

  it("runs on over Sunday midnight", () => {
    const hours = [{ day: "sun", from: "22:00", until: "02:00" }];
    expect(coverageAt(hours, at(0, 1)).covered).toBe(true);
    expect(coverageAt(hours, at(0, 2)).covered).toBe(false);
  });

  it("never changes around the clock, and never comes without hours", () => {
    const always = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => ({ day, from: "00:00", until: "00:00" }));
    expect(coverageAt(always, at(3, 12))).toMatchObject({ covered: true, changes: null });
    expect(coverageAt([], at(3, 12))).toMatchObject({ covered: false, changes: null });
  });
});

describe("now on the local week", () => {
  it("reads the scheme's wall clock through both clock changes", () => {
    // 29 March 2026: 00:59 GMT, then 02:00 BST one minute later.
    expect(minuteOfWeek(Date.UTC(2026, 2, 29, 0, 59), "Europe/London")).toBe(at(6, 0, 59));
    expect(minuteOfWeek(Date.UTC(2026, 2, 29, 1, 0), "Europe/London")).toBe(at(6, 2, 0));
    // 25 October 2026: 01:30 comes twice.
    expect(minuteOfWeek(Date.UTC(2026, 9, 25, 0, 30), "Europe/London")).toBe(at(6, 1, 30));
    expect(minuteOfWeek(Date.UTC(2026, 9, 25, 1, 30), "Europe/London")).toBe(at(6, 1, 30));
  });

  it("is another day in another zone", () => {
    const instant = Date.UTC(2026, 5, 7, 2, 0);
    expect(minuteOfWeek(instant, "Europe/London")).toBe(at(6, 3));
    expect(minuteOfWeek(instant, "America/Chicago")).toBe(at(5, 21));
  });
});
