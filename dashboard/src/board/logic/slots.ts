// When to try again: at another time of day than the tries before, inside her safe hours and the scheme's covered ones. Pure.
import type { ContactResult, DaySlot, HoursView, SafeWindow } from "../../live/protocol.gen";
import { HOUR_MS, MIN_MS, intersection, intervalsOf, localMinutes, minutesOf, WEEKDAYS, type Interval } from "./contact-time";

export type Try = { at: number; result: ContactResult };

export type ProposalInput = {
  /** In any order. The one that is being written counts, with the time of now. */
  attempts: readonly Try[];
  windows: readonly SafeWindow[];
  slots: readonly DaySlot[];
  hours: readonly HoursView[];
  now: number;
  zone: string;
};

export type Proposal = {
  at: number;
  /** The slot's label; null where the scheme names none for that time. */
  slot: string | null;
  /** Tries at that time of day so far. */
  tries: number;
};

/** Least time until the next try. A line that rang out is not rung again within the hour. */
const WAIT_MS: Record<ContactResult, number> = {
  no_answer: HOUR_MS,
  someone_else: HOUR_MS,
  ended_unsafe: HOUR_MS,
  declined_for_now: HOUR_MS,
  wrong_number: 15 * MIN_MS,
  spoke_safely: 15 * MIN_MS,
};
/** A try needs some time before the hour is over. */
const ROOM_MS = 15 * MIN_MS;
/** Proposed times lie on whole quarters of an hour. */
const STEP_MS = 15 * MIN_MS;
/** Two weekends ahead for schemes that are covered on two days of the week. */
const DAYS_AHEAD = 14;

/** Whether the next try is asked for by itself after this. */
export function needsAnotherTry(result: ContactResult | null): boolean {
  return result === "no_answer" || result === "someone_else" || result === "wrong_number" || result === "ended_unsafe";
}

/** Which slot a moment lies in; -1: none. */
export function slotAt(at: number, slots: readonly DaySlot[], zone: string): number {
  const minutes = localMinutes(at, zone);
  return slots.findIndex(({ from, until }) => {
    const first = minutesOf(from);
    const last = minutesOf(until);
    return first !== null && last !== null && minutes >= first && minutes < last;
  });
}

export function proposeNext({ attempts, windows, slots, hours, now, zone }: ProposalInput): Proposal | null {
  const last = attempts.reduce<Try | null>((latest, each) => (latest === null || each.at >= latest.at ? each : latest), null);
  const earliest = Math.max(now, last === null ? now : last.at + WAIT_MS[last.result]);
  const everyDay = (from: string, until: string) => ({ days: WEEKDAYS, from, until });
  const open = (stretches: Parameters<typeof intervalsOf>[0]): Interval[] => intervalsOf(stretches, now, zone, DAYS_AHEAD);
  let free: Interval[] = [{ start: earliest, end: Infinity }];
  if (windows.length > 0) free = intersection(free, open(windows));
  if (hours.length > 0) free = intersection(free, open(hours.map(({ day, from, until }) => ({ days: [day], from, until }))));

  const tries = slots.map((_, index) => attempts.filter(({ at }) => slotAt(at, slots, zone) === index).length);
  const lastSlot = last === null ? -1 : slotAt(last.at, slots, zone);
  const found = slots.flatMap(({ label, from, until }, index) => {
    const at = firstIn(intersection(free, open([everyDay(from, until)])));
    return at === null ? [] : [{ at, slot: label, tries: tries[index] ?? 0, again: index === lastSlot }];
  });
  // The time of day tried least; of two the one not tried last; of two the sooner.
  found.sort((a, b) => a.tries - b.tries || Number(a.again) - Number(b.again) || a.at - b.at);
  const best = found[0];
  if (best !== undefined) return { at: best.at, slot: best.slot, tries: best.tries };
  // Her safe hours may lie at no time of day that the scheme names. They count for more.
  const any = firstIn(free);
  return any === null ? null : { at: any, slot: null, tries: attempts.filter(({ at }) => slotAt(at, slots, zone) < 0).length };
}

function firstIn(intervals: readonly Interval[]): number | null {
  for (const { start, end } of intervals) {
    const at = Math.ceil(start / STEP_MS) * STEP_MS;
    if (end - at >= ROOM_MS) return at;
  }
  return null;
}
