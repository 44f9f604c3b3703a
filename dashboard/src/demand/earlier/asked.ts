// Which earlier days are asked for, as the address has it. Pure.
import { addDays, daysOf, type Days } from "../parts/days";

/** `year`: as many as the server takes by itself, the last 365 of which anything is known. */
export const LAST = ["4w", "12w", "year"] as const;
export type Last = (typeof LAST)[number];

const WEEK_DAYS: Record<Exclude<Last, "year">, number> = { "4w": 28, "12w": 84 };

/** `last` null: the days themselves were chosen. */
export type AskedDays = { last: Last | null; days: Days | null };

/** `today` is not over, so that the last whole day is the one before. */
export function askedOf(query: string, today: string): AskedDays {
  const days = daysOf(query);
  if (days !== null) return { last: null, days };
  const last = LAST.find((each) => each === new URLSearchParams(query).get("last")) ?? "year";
  return { last, days: daysOfLast(last, today) };
}

export function daysOfLast(last: Last, today: string): Days | null {
  return last === "year" ? null : { from: addDays(today, -WEEK_DAYS[last]), to: addDays(today, -1) };
}

export function queryOf(asked: Last | Days): string {
  if (typeof asked !== "string") return new URLSearchParams({ from: asked.from, to: asked.to }).toString();
  return asked === "year" ? "" : `last=${asked}`;
}
