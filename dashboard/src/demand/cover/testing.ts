// An answer of the planner for tests, and where it is asked. Plainly fictional.
import type { CoverAnswer, CoverReach } from "../../live/protocol.gen";
import { WEEKEND } from "../testing";

export const COVER = "POST /api/v1/demand/cover";
export const KNOWN = "GET /api/v1/demand/earlier?board=sample";
const around = (middle: number): CoverReach["incidents"] => ({ low: middle - 2, middle, high: middle + 2 });
export const reach = (aWeek: number, hours: CoverReach["hours"], hoursAWeek: number): CoverReach => ({
  hours,
  hours_a_week: hoursAWeek,
  offered: 1_204,
  incidents: around(412),
  victims: around(371),
  by_worker: around(388),
  by_car: around(92),
  incidents_a_week: around(aWeek),
  workers_busy: 0.61,
  cars_busy: null,
  contact_wait_median_min: 7.2,
  visit_wait_median_min: null,
});
export const FRIDAY: CoverReach["hours"] = [{ day: "fri", from: "18:00", until: "02:00" }];
export const ANSWER: CoverAnswer = {
  watched_days: 343,
  calls: 7_860,
  victims: 6_902,
  calls_a_week: 160.4,
  asked: reach(52.1, FRIDAY, 8),
  now: reach(38, WEEKEND, 16),
  best: { reach: reach(44, FRIDAY, 8), chosen_on_days: 172, measured_on_days: 171, measured_a_week: around(43), now_measured_a_week: around(37), tried: 48_211 },
};
export const line = (value: object): string => `${JSON.stringify(value)}\n`;
