// The hours of a plan as the 168 whole hours of a week, and as stretches. Pure.
import type { HoursView } from "../../live/protocol.gen";
import { coveredShares, DAYS } from "../coverage";
import { HOURS_OF_WEEK } from "../parts/week-keys";

/** By hour of the week, Monday from midnight. */
export type Week = readonly boolean[];

/** One stretch on the wire is a day at most. */
const STRETCH_HOURS_MOST = 24;

export const EMPTY: Week = Array.from({ length: HOURS_OF_WEEK }, () => false);

/** Hours that begin or end within an hour take the whole of it. */
export function weekOf(hours: readonly HoursView[]): Week {
  return coveredShares(hours).map((share) => share > 0);
}

/** Whether the hours begin and end on full hours, so that `weekOf` keeps them as they are. */
export function isWhole(hours: readonly HoursView[]): boolean {
  return coveredShares(hours).every((share) => share === 0 || share === 1);
}

/** Each run of hours, over midnight and over Sunday night too; a longer one than a day as several. In the order of the week. */
export function stretchesOf(week: Week): HoursView[] {
  const on = (hour: number): boolean => week[(hour + HOURS_OF_WEEK) % HOURS_OF_WEEK] === true;
  // Around the clock it begins nowhere: there each day is one.
  const begins = week.every(Boolean) ? [0] : [...week.keys()].filter((hour) => on(hour) && !on(hour - 1));
  return begins.flatMap((from) => {
    let length = 1;
    while (length < HOURS_OF_WEEK && on(from + length)) length += 1;
    const parts: HoursView[] = [];
    for (let done = 0; done < length; done += STRETCH_HOURS_MOST) {
      const start = (from + done) % HOURS_OF_WEEK;
      parts.push({ day: DAYS[Math.floor(start / 24)] ?? "mon", from: clock(start), until: clock(start + Math.min(STRETCH_HOURS_MOST, length - done)) });
    }
    return parts;
  });
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

export function hoursIn(week: Week): number {
  return week.filter(Boolean).length;
}

/** The block of days and hours between two corners set to one value. */
export function painted(week: Week, corner: number, other: number, value: boolean): Week {
  const [days, hours] = [range(Math.floor(corner / 24), Math.floor(other / 24)), range(corner % 24, other % 24)];
  return week.map((was, hour) => (within(Math.floor(hour / 24), days) && within(hour % 24, hours) ? value : was));
}

function range(a: number, b: number): [number, number] {
  return a <= b ? [a, b] : [b, a];
}

function within(value: number, [from, to]: [number, number]): boolean {
  return value >= from && value <= to;
}

const FRIDAY = 4;
const EVENING: readonly [number, number] = [18, 22];

/** Friday evening as well. */
export function withFriday(week: Week): Week {
  return painted(week, FRIDAY * 24 + EVENING[0], FRIDAY * 24 + EVENING[1] - 1, true);
}

/** Each stretch that ends in the evening goes on until midnight. */
export function untilMidnight(week: Week): Week {
  let next: Week = week;
  for (let day = 0; day < 7; day += 1) {
    const last = week.slice(day * 24, day * 24 + 24).lastIndexOf(true);
    if (last >= EVENING[0] - 1) next = painted(next, day * 24 + last, day * 24 + 23, true);
  }
  return next;
}

/** "sat14-22,sun14-2": for the address. */
export function weekText(week: Week): string {
  return stretchesOf(week)
    .map(({ day, from, until }) => `${day}${Number(from.slice(0, 2))}-${Number(until.slice(0, 2))}`)
    .join(",");
}

/** What cannot be read is left out; null: none of it can. Empty is a week without hours. */
export function weekFromText(text: string | null): Week | null {
  if (text === null) return null;
  const hours = text.split(",").flatMap((part) => {
    const found = /^(mon|tue|wed|thu|fri|sat|sun)(\d{1,2})-(\d{1,2})$/.exec(part);
    if (found === null || Number(found[2]) > 23 || Number(found[3]) > 23) return [];
    return [{ day: found[1] ?? "", from: clock(Number(found[2])), until: clock(Number(found[3])) }];
  });
  if (hours.length === 0 && text !== "") return null;
  return weekOf(hours);
}
