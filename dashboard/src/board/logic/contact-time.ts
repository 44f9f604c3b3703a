// Local time in the scheme's zone, right over both clock changes: when a stretch of local hours begins and ends. Pure.
import type { Weekday } from "../../live/protocol.gen";

export const MIN_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Local hours on some days of the week. Not later than `from` means that it ends on the next day. */
export type Stretch = { days: readonly string[]; from: string; until: string };
/** From `start`, up to and without `end`, ms. */
export type Interval = { start: number; end: number };

/** No zone has moved its clock by less than this, or at another moment than a whole one of these. */
const STEP_MS = 15 * MIN_MS;
const CACHED_MAX = 4_096;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let made = formats.get(zone);
  if (made === undefined) {
    made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    formats.set(zone, made);
  }
  return made;
}

/** ms east of UTC. Asked every second for every window, so it is remembered. */
function offset(at: number, zone: string): number {
  const step = Math.floor(at / STEP_MS) * STEP_MS;
  const key = `${zone}|${step}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = formatOf(zone).formatToParts(step);
  const value = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const found = Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute")) - step;
  if (offsets.size >= CACHED_MAX) offsets.clear();
  offsets.set(key, found);
  return found;
}

/** The local calendar day, named by the midnight that it would have in UTC. */
export function localDay(at: number, zone: string): number {
  return Math.floor((at + offset(at, zone)) / DAY_MS) * DAY_MS;
}

/** Minutes since local midnight, as a clock on the wall shows them. */
export function localMinutes(at: number, zone: string): number {
  return Math.floor((at + offset(at, zone)) / MIN_MS) % 1_440;
}

export function weekdayOf(day: number): Weekday {
  // The first of January 1970 was a Thursday.
  return WEEKDAYS[(day / DAY_MS + 3) % 7] ?? "mon";
}

/** "17:30" → 1050; null for what is no time of day. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (found === null) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2]);
  return hours > 23 || minutes > 59 ? null : hours * 60 + minutes;
}

/**
 * The moment at which a wall clock shows that time on that day. An hour that comes twice has two: `which` chooses.
 * An hour that is left out has none: it is the moment of the change.
 */
export function instantOf(day: number, minutes: number, zone: string, which: "earlier" | "later"): number {
  const wall = day + minutes * MIN_MS;
  const before = wall - offset(wall - DAY_MS, zone);
  const after = wall - offset(wall + DAY_MS, zone);
  const found = [before, after].filter((at) => at + offset(at, zone) === wall);
  if (found.length > 0) return which === "earlier" ? Math.min(...found) : Math.max(...found);
  // Left out: the change lies between the two guesses.
  let low = Math.floor(Math.min(before, after) / STEP_MS);
  let high = Math.ceil(Math.max(before, after) / STEP_MS);
  const old = offset(low * STEP_MS, zone);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle * STEP_MS, zone) === old) low = middle;
    else high = middle;
  }
  return high * STEP_MS;
}

/**
 * The stretches as intervals, from the day before `now` (a night may still be running) over the days ahead, joined where
 * they meet. Where an hour comes twice the shorter reading counts: nothing is inside that might be outside.
 */
export function intervalsOf(stretches: readonly Stretch[], now: number, zone: string, daysAhead: number): Interval[] {
  const today = localDay(now, zone);
  const found: Interval[] = [];
  for (let ahead = -1; ahead <= daysAhead; ahead += 1) {
    const day = today + ahead * DAY_MS;
    const name = weekdayOf(day);
    for (const { days, from, until } of stretches) {
      const first = minutesOf(from);
      const last = minutesOf(until);
      if (first === null || last === null || !days.includes(name)) continue;
      const start = instantOf(day, first, zone, "later");
      const end = instantOf(last > first ? day : day + DAY_MS, last, zone, "earlier");
      if (end > start) found.push({ start, end });
    }
  }
  return joined(found);
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** Where both lie. */
export function intersection(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const a of one) {
    for (const b of other) {
      const start = Math.max(a.start, b.start);
      const end = Math.min(a.end, b.end);
      if (end > start) result.push({ start, end });
    }
  }
  return result.sort((a, b) => a.start - b.start);
}

const shown = new Map<string, Intl.DateTimeFormat>();

function shownIn(zone: string, far: boolean): Intl.DateTimeFormat {
  const key = `${zone}|${far}`;
  let made = shown.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(far ? { day: "numeric", month: "short" } : {}) });
    shown.set(key, made);
  }
  return made;
}

/** "Sun 17:30"; with its date once the weekday alone could be taken for another week's: "Sun 29 Nov 17:30". */
export function dayAndTime(at: number, zone: string, now: number): string {
  const days = (localDay(at, zone) - localDay(now, zone)) / DAY_MS;
  return shownIn(zone, days < 0 || days > 6).format(at).replace(/,/g, "");
}
