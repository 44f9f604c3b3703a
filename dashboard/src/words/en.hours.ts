// English of safe hours, said alike on the board and in the car: "Mon–Fri 09:00–17:00; Sat all day".
import { dayRuns } from "../board/logic/safety-windows";
import type { SafeWindow, Weekday } from "../live/protocol.gen";
import { en } from "./en";

export function safeHours(windows: readonly SafeWindow[]): string {
  return windows.map(({ days, from, until }) => `${daysOf(days)} ${from === until ? "all day" : `${from}–${until}`}`).join("; ");
}

function daysOf(days: readonly Weekday[]): string {
  if (days.length === 7) return "Every day";
  return dayRuns(days)
    .map(([first, last]) => (first === last ? en.weekday[first] : `${en.weekday[first]}–${en.weekday[last]}`))
    .join(", ");
}
