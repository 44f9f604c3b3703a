// Which days a report is of. The address holds the days themselves, so that a link is the same report tomorrow. Pure.
import { daysOf, monthOf, quarterOf, type Days } from "../parts/days";

export const PERIODS = ["month", "last_month", "quarter", "last_quarter"] as const;
export type FigurePeriod = (typeof PERIODS)[number];

/** What runs still ends today. */
export function daysOfPeriod(period: FigurePeriod, today: string): Days {
  switch (period) {
    case "month":
      return { ...monthOf(today), to: today };
    case "last_month":
      return monthOf(today, -1);
    case "quarter":
      return { ...quarterOf(today), to: today };
    case "last_quarter":
      return quarterOf(today, -1);
  }
}

/** Period null: other days. Without days in the address: this month. */
export function periodOf(query: string, today: string): { period: FigurePeriod | null; days: Days } {
  const days = daysOf(query) ?? daysOfPeriod("month", today);
  const period = PERIODS.find((each) => {
    const { from, to } = daysOfPeriod(each, today);
    return from === days.from && to === days.to;
  });
  return { period: period ?? null, days };
}
