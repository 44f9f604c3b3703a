// What is expected, hour by hour, in local days. Pure.
import type { ExpectedCalls } from "../../live/protocol.gen";
import { dayAt } from "../parts/days";

export type ExpectedDay = { day: string; hours: ExpectedCalls[]; mean: number };

/** By local day, in order. A day on which the clocks change has an hour more or less. */
export function byDay(hours: readonly ExpectedCalls[], zone: string): ExpectedDay[] {
  const days = new Map<string, ExpectedCalls[]>();
  for (const hour of hours) {
    const day = dayAt(hour.from, zone);
    days.set(day, [...(days.get(day) ?? []), hour]);
  }
  return [...days].map(([day, list]) => ({ day, hours: list, mean: list.reduce((sum, { mean }) => sum + mean, 0) }));
}

/** The hour with most calls expected; the first of equals. */
export function fullest(hours: readonly ExpectedCalls[]): ExpectedCalls | null {
  return hours.reduce<ExpectedCalls | null>((found, hour) => (found === null || hour.mean > found.mean ? hour : found), null);
}
