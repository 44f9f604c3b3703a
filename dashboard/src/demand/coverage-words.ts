// The covered hours and the scheme's own clock in words.

import type { SchemeView } from "../live/protocol.gen";
import { clockTime } from "../ui/time";
import { demand as words } from "../words/en.demand";
import { coverageAt, DAYS, minuteOfWeek } from "./coverage";

export function coverageWords(scheme: Pick<SchemeView, "hours" | "time_zone">, now: number): { clock: string; short: string } {
  const minute = minuteOfWeek(now, scheme.time_zone);
  const day = DAYS[Math.floor(minute / 1440)] ?? "mon";
  const clock = words.time(words.day[day], clockTime(now, scheme.time_zone));
  const { covered, changes } = coverageAt(scheme.hours, minute);
  if (scheme.hours.length === 0) return { clock, short: words.coverage.none };
  if (changes === null) return { clock, short: `${words.coverage.covered}, ${words.coverage.always}` };
  const on = changes.today ? null : words.day[changes.day];
  const rest = covered ? words.coverage.until(on, changes.time) : words.coverage.next(on, changes.time);
  return { clock, short: `${covered ? words.coverage.covered : words.coverage.notCovered}, ${rest}` };
}
