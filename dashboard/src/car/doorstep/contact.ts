// When to try again, in words that a crew says, at times of the scheme's zone. Pure.
import { DAY_MS, HOUR_MS, MIN_MS, instantOf, localDay, localMinutes, minutesOf } from "../../board/logic/contact-time";
import type { ContactChannel, ContactResult, DaySlot } from "../../live/protocol.gen";

export type Next = "later" | "morning" | "evening" | "none";
export type NextTime = { next: Exclude<Next, "none">; at: number };

const LATER_MS = 2 * HOUR_MS;
const STEP_MS = 15 * MIN_MS;
/** Nobody is rung later than this unless they asked for it. */
const LATEST_MIN = 21 * 60;
const NOON_MIN = 12 * 60;
/** Where the scheme names no such time of day. */
const MORNING_MIN = 9 * 60;
const EVENING_MIN = 18 * 60;

/** Later today only as long as today has a fit hour left. */
export function nextTimes(now: number, zone: string, slots: readonly DaySlot[]): NextTime[] {
  const starts = slots.map((slot) => minutesOf(slot.from)).filter((start) => start !== null);
  const tomorrow = localDay(now, zone) + DAY_MS;
  const at = (minutes: number): number => instantOf(tomorrow, minutes, zone, "earlier");
  const later = Math.ceil((now + LATER_MS) / STEP_MS) * STEP_MS;
  const today = localDay(later, zone) < tomorrow && localMinutes(later, zone) <= LATEST_MIN;
  return [
    ...(today ? [{ next: "later", at: later } as const] : []),
    { next: "morning", at: at(starts.find((start) => start < NOON_MIN) ?? MORNING_MIN) },
    { next: "evening", at: at(starts.findLast((start) => start >= NOON_MIN + 4 * 60) ?? EVENING_MIN) },
  ];
}

/** What can come of each way. Nobody dials at a door. */
export function resultsOf(channel: ContactChannel): ContactResult[] {
  const all: ContactResult[] = ["spoke_safely", "ended_unsafe", "no_answer", "someone_else", "declined_for_now"];
  return channel === "in_person" ? all : [...all, "wrong_number"];
}
