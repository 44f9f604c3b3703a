// The hours a scheme covers, laid on one local week that starts on Monday, and where now falls in it. Pure.

import type { HoursView } from "../live/protocol.gen";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

const DAY_MIN = 1440;
const WEEK_MIN = 7 * DAY_MIN;

/** Covered minutes of one day, for drawing: `from` and `until` in minutes of that day, until at most 1440. */
export interface Span {
  day: number;
  from: number;
  until: number;
}

/** A covered stretch of the week in minutes; `until` may run past Sunday midnight. */
interface Stretch {
  from: number;
  until: number;
}

function minuteOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute <= DAY_MIN ? minute : null;
}

function stretches(hours: readonly HoursView[]): Stretch[] {
  const list: Stretch[] = [];
  for (const entry of hours) {
    const day = DAYS.indexOf(entry.day as Day);
    const from = minuteOf(entry.from);
    const until = minuteOf(entry.until);
    if (day < 0 || from === null || until === null) continue;
    const length = until > from ? until - from : until + DAY_MIN - from;
    list.push({ from: day * DAY_MIN + from, until: day * DAY_MIN + from + length });
  }
  list.sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const next of list) {
    const last = joined[joined.length - 1];
    if (last !== undefined && next.from <= last.until) last.until = Math.max(last.until, next.until);
    else joined.push({ ...next });
  }
  return joined;
}

/** A span to be framed: open on the side where the stretch goes on over midnight. */
export interface Box extends Span {
  begins: boolean;
  ends: boolean;
}

/** The spans to draw, a stretch over midnight cut in two, Sunday night's rest put at Monday's start. */
export function boxes(hours: readonly HoursView[]): Box[] {
  const list: Box[] = [];
  for (const stretch of stretches(hours)) {
    let from = stretch.from;
    while (from < stretch.until) {
      const day = Math.floor(from / DAY_MIN);
      const until = Math.min(stretch.until, (day + 1) * DAY_MIN);
      list.push({ day: day % 7, from: from - day * DAY_MIN, until: until - day * DAY_MIN, begins: from === stretch.from, ends: until === stretch.until });
      from = until;
    }
  }
  return list.sort((a, b) => a.day - b.day || a.from - b.from);
}

export function spans(hours: readonly HoursView[]): Span[] {
  return boxes(hours).map(({ day, from, until }) => ({ day, from, until }));
}

/** How much of each of the week's 168 hours is covered, 0 to 1. */
export function coveredShares(hours: readonly HoursView[]): number[] {
  const shares = new Array<number>(168).fill(0);
  for (const { day, from, until } of spans(hours)) {
    for (let hour = Math.floor(from / 60); hour * 60 < until; hour += 1) {
      const at = day * 24 + hour;
      shares[at] = Math.min(1, (shares[at] ?? 0) + (Math.min(until, (hour + 1) * 60) - Math.max(from, hour * 60)) / 60);
    }
  }
  return shares;
}

/** Minutes since local Monday 00:00 in the scheme's own zone. Follows clock changes, since it reads the wall clock. */
export function minuteOfWeek(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((entry) => entry.type === type)?.value ?? "";
  const day = Math.max(0, DAYS.indexOf(part("weekday").toLowerCase() as Day));
  return day * DAY_MIN + Number(part("hour")) * 60 + Number(part("minute"));
}

export interface Coverage {
  covered: boolean;
  /** When this stretch ends (covered) or the next begins (not), as a day and local time; `null` without hours. */
  changes: { day: Day; time: string; today: boolean } | null;
  /** Covered hours in the week. */
  hoursInWeek: number;
}

export function coverageAt(hours: readonly HoursView[], minute: number): Coverage {
  const list = stretches(hours);
  const hoursInWeek = list.reduce((sum, stretch) => sum + (stretch.until - stretch.from), 0) / 60;
  if (list.length === 0) return { covered: false, changes: null, hoursInWeek };
  // Seven days a week around the clock never changes.
  if (hoursInWeek >= WEEK_MIN / 60) return { covered: true, changes: null, hoursInWeek };
  for (const stretch of list) {
    for (const shifted of [minute, minute + WEEK_MIN]) {
      if (shifted >= stretch.from && shifted < stretch.until) {
        return { covered: true, changes: moment(stretch.until, minute), hoursInWeek };
      }
    }
  }
  const next = list.find((stretch) => stretch.from > minute) ?? list[0];
  return { covered: false, changes: next ? moment(next.from, minute) : null, hoursInWeek };
}

function moment(minute: number, now: number): { day: Day; time: string; today: boolean } {
  const inWeek = minute % WEEK_MIN;
  const day = Math.floor(inWeek / DAY_MIN);
  const rest = inWeek % DAY_MIN;
  const time = `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`;
  const ahead = (inWeek - now + WEEK_MIN) % WEEK_MIN;
  const today = day === Math.floor(now / DAY_MIN) && ahead < DAY_MIN;
  return { day: DAYS[day] ?? "mon", time, today };
}
