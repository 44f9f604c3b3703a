import { describe, expect, it } from "vitest";
import { EMPTY, hoursIn, isWhole, painted, stretchesOf, untilMidnight, weekFromText, weekOf, weekText, withFriday, type Week } from "./week";

const WEEKEND = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];
const at = (day: number, hour: number): number => day * 24 + hour;
const hoursOf = (week: Week): number[] => [...week.keys()].filter((hour) => week[hour]);

describe("stretches and the grid", () => {
  it("are the same either way", () => {
    for (const hours of [
      [],
      WEEKEND,
      [{ day: "fri", from: "18:00", until: "02:00" }],
      [{ day: "sun", from: "22:00", until: "06:00" }],
      [
        { day: "mon", from: "00:00", until: "01:00" },
        { day: "wed", from: "23:00", until: "00:00" },
      ],
    ]) {
      expect(stretchesOf(weekOf(hours))).toEqual(hours);
    }
  });

  it("wrap from Sunday night to Monday as one stretch", () => {
    const week = weekOf([{ day: "sun", from: "22:00", until: "02:00" }]);
    expect(hoursOf(week)).toEqual([0, 1, at(6, 22), at(6, 23)]);
    expect(stretchesOf(week)).toEqual([{ day: "sun", from: "22:00", until: "02:00" }]);
  });

  it("part what is longer than a day, and the whole week into its days", () => {
    const long = painted(EMPTY, at(4, 14), at(4, 23), true).map((on, hour) => on || (hour >= at(5, 0) && hour < at(6, 20)));
    expect(stretchesOf(long)).toEqual([
      { day: "fri", from: "14:00", until: "14:00" },
      { day: "sat", from: "14:00", until: "14:00" },
      { day: "sun", from: "14:00", until: "20:00" },
    ]);
    const always = EMPTY.map(() => true);
    expect(stretchesOf(always)).toHaveLength(7);
    expect(weekOf(stretchesOf(always))).toEqual(always);
    expect(weekOf(stretchesOf(long))).toEqual(long);
  });

  it("take a begun hour as a whole one, and say so", () => {
    const half = [{ day: "sat", from: "14:30", until: "22:15" }];
    expect(hoursIn(weekOf(half))).toBe(9);
    expect([isWhole(half), isWhole(WEEKEND), isWhole([])]).toEqual([false, true, true]);
  });

  it("go into the address and come back", () => {
    for (const hours of [[], WEEKEND, [{ day: "sun", from: "22:00", until: "02:00" }], stretchesOf(EMPTY.map(() => true))]) {
      const week = weekOf(hours);
      expect(weekFromText(weekText(week))).toEqual(week);
    }
    expect(weekText(weekOf(WEEKEND))).toBe("sat14-22,sun14-22");
    expect([weekFromText(null), weekFromText("rubbish"), weekFromText(",")]).toEqual([null, null, null]);
    expect(weekFromText("")).toEqual(EMPTY);
    expect(weekFromText("sat14-25,<script>,funday1-2,sat20-22")).toEqual(weekOf([{ day: "sat", from: "20:00", until: "22:00" }]));
  });
});

describe("painting", () => {
  it("fills the block between two corners, whichever came first, and leaves the rest", () => {
    const block = painted(EMPTY, at(6, 21), at(5, 14), true);
    expect(block).toEqual(weekOf(WEEKEND));
    expect(painted(block, at(5, 0), at(5, 23), false)).toEqual(weekOf(WEEKEND.slice(1)));
  });

  it("adds Friday evening, and goes on until midnight where an evening is covered", () => {
    expect(hoursIn(withFriday(weekOf(WEEKEND)))).toBe(20);
    expect(stretchesOf(untilMidnight(weekOf(WEEKEND)))).toEqual([
      { day: "sat", from: "14:00", until: "00:00" },
      { day: "sun", from: "14:00", until: "00:00" },
    ]);
    const morning = weekOf([{ day: "mon", from: "08:00", until: "12:00" }]);
    expect(untilMidnight(morning)).toEqual(morning);
    expect(untilMidnight(EMPTY)).toEqual(EMPTY);
  });
});
