import { describe, expect, it } from "vitest";
import type { CoverReach, Spread } from "../../live/protocol.gen";
import { cover } from "../../words/en.demand.cover";
import { difference, plansOf } from "./compare";
import { painted, EMPTY, stretchesOf } from "./week";
import { headline } from "./words";

const spread = (low: number, middle: number, high: number): Spread => ({ low, middle, high });
const reach = (week: Spread): CoverReach => ({ hours: [], hours_a_week: 16, offered: 0, incidents: week, victims: week, by_worker: week, by_car: week, incidents_a_week: week, workers_busy: null, cars_busy: null, contact_wait_median_min: null, visit_wait_median_min: null });
const plans = (asked: Spread, now: Spread) => ({ asked: reach(asked), now: reach(now) });

describe("two plans", () => {
  it("differ by their middles, and their spreads may overlap", () => {
    expect(difference(plans(spread(50, 52, 54), spread(36, 38, 40)))).toEqual({ aWeek: 14, isOverlapping: false });
    expect(difference(plans(spread(38, 40, 42), spread(36, 38, 40))).isOverlapping).toBe(true);
    expect(difference(plans(spread(30, 31, 32), spread(36, 38, 40)))).toEqual({ aWeek: -7, isOverlapping: false });
  });

  it("are told with the difference first, whichever way it goes", () => {
    const now = spread(36, 38, 40);
    expect(headline(plans(spread(50, 52.1, 54), now))).toBe("14.1 more incidents a week than now: 52.1 instead of 38.0");
    expect(headline(plans(spread(30, 31, 32), now))).toBe("7.0 fewer incidents a week than now: 31.0 instead of 38.0");
    expect(headline(plans(spread(36, 38.04, 40), now))).toBe("As many as now: 38.0 incidents a week");
  });

  it("stand beside the best hours only where these were asked for", () => {
    const answer = { watched_days: 1, calls: 1, victims: 1, calls_a_week: 1, ...plans(spread(1, 2, 3), spread(1, 2, 3)), best: null };
    expect(plansOf(answer).map(({ name }) => name)).toEqual(["asked", "now"]);
    const best = { reach: answer.asked, chosen_on_days: 1, measured_on_days: 1, measured_a_week: spread(1, 2, 3), now_measured_a_week: spread(1, 2, 3), tried: 1 };
    expect(plansOf({ ...answer, best }).map(({ name }) => name)).toEqual(["asked", "now", "best"]);
  });
});

describe("hours in words", () => {
  const said = cover.hours.said;

  it("put days with the same hours together", () => {
    expect(said([])).toBe("no hours");
    expect(
      said([
        { day: "sat", from: "14:00", until: "22:00" },
        { day: "fri", from: "18:00", until: "02:00" },
        { day: "sun", from: "14:00", until: "22:00" },
      ]),
    ).toBe("Fri 18:00–02:00; Sat, Sun 14:00–22:00");
    expect(said(stretchesOf(EMPTY.map(() => true)))).toBe("every day all day");
  });

  it("call a day around the clock all day only from midnight", () => {
    const long = painted(EMPTY, 4 * 24 + 14, 4 * 24 + 23, true).map((on, hour) => on || (hour >= 5 * 24 && hour < 6 * 24 + 20));
    expect(said(stretchesOf(long))).toBe("Fri, Sat 14:00–14:00 next day; Sun 14:00–20:00");
    expect(said(stretchesOf(painted(EMPTY, 5 * 24, 6 * 24 + 23, true)))).toBe("Sat, Sun all day");
  });
});
