import { describe, expect, it } from "vitest";
import type { HeatCell } from "../../live/protocol.gen";
import { coveredShares } from "../coverage";
import { busiest, coveredTimes, largestRate, levelOf, scaleOf, stateOf } from "./heat";

const cell = (rate: number | null, watched = 10): HeatCell => ({ calls: rate === null ? null : rate * watched, watched_hours: watched, calls_per_hour: rate });
const WEEKEND = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];
/** 1 an hour, and 2 in the hours of the weekend's shifts. */
const week = Array.from({ length: 168 }, (_, hour) => cell(coveredShares(WEEKEND)[hour] === 1 ? 2 : 1));

describe("the heat of the week", () => {
  it("tells hours that nobody watched from those without calls, and from those that are not shown", () => {
    expect([cell(0), cell(null, 0), cell(null)].map(stateOf)).toEqual(["known", "none", "hidden"]);
  });

  it("has six steps, and none for no call", () => {
    expect([0, 0.01, 1, 1.01, 5, 6].map((rate) => levelOf(rate, 6))).toEqual([0, 1, 1, 2, 5, 6]);
    expect(levelOf(1, 0)).toBe(0);
    expect(scaleOf(6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(scaleOf(0)).toEqual([]);
  });

  it("names its busiest hour, the first of equals", () => {
    expect(busiest(week)).toEqual({ hour: 5 * 24 + 14, rate: 2 });
    expect(busiest([cell(0), cell(null)])).toBeNull();
    expect(largestRate([cell(null), cell(3)])).toBe(3);
  });

  it("says how much busier the covered hours are than the average hour", () => {
    expect(coveredTimes(week, coveredShares(WEEKEND))).toBeCloseTo(2 / (184 / 168));
    expect(coveredTimes(week, coveredShares([]))).toBeNull();
    expect(coveredTimes([cell(null), ...week.slice(1)], coveredShares(WEEKEND))).toBeNull();
  });

  it("lays hours that cross midnight on both days, Sunday night's at Monday's start", () => {
    const shares = coveredShares([{ day: "sun", from: "23:00", until: "01:00" }]);
    expect([...shares.keys()].filter((hour) => shares[hour] === 1)).toEqual([0, 167]);
  });
});
