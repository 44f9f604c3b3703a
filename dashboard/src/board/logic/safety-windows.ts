// Whether a moment lies inside the hours that she called safe, and when it is next safe. Pure.
import type { SafeWindow, Weekday } from "../../live/protocol.gen";
import { DAY_MS, intervalsOf, minutesOf, WEEKDAYS } from "./contact-time";

export type WindowState =
  /** No hours were given: safe at any time, as far as hours go. */
  | { state: "any" }
  /** `until`: when the safe hours end; null where no end is in sight. */
  | { state: "inside"; until: number | null }
  /** `next`: when it is next safe; null where no window can be read. */
  | { state: "outside"; next: number | null };

/** A week and a day: every weekday's window has come by then. */
const DAYS_AHEAD = 8;

export function windowState(windows: readonly SafeWindow[], now: number, zone: string): WindowState {
  if (windows.length === 0) return { state: "any" };
  const intervals = intervalsOf(windows, now, zone, DAYS_AHEAD);
  const next = intervals.find(({ end }) => end > now);
  if (next === undefined) return { state: "outside", next: null };
  if (next.start > now) return { state: "outside", next: next.start };
  return { state: "inside", until: next === intervals.at(-1) && next.end - now > (DAYS_AHEAD - 1) * DAY_MS ? null : next.end };
}

/** Days as they are said: runs of neighbours, Monday first. `["mon","tue","wed","sat"]` → `[["mon","wed"],["sat","sat"]]`. */
export function dayRuns(days: readonly Weekday[]): [Weekday, Weekday][] {
  const runs: [Weekday, Weekday][] = [];
  WEEKDAYS.forEach((day, index) => {
    if (!days.includes(day)) return;
    const last = runs.at(-1);
    if (last !== undefined && WEEKDAYS[index - 1] === last[1]) last[1] = day;
    else runs.push([day, day]);
  });
  return runs;
}

export type WindowFault = "days" | "time";

/** Why a window cannot be saved; null: it can. */
export function windowFault({ days, from, until }: SafeWindow): WindowFault | null {
  if (days.length === 0) return "days";
  return minutesOf(from) === null || minutesOf(until) === null ? "time" : null;
}
