// Days of the calendar as the wire has them, YYYY-MM-DD. They name local days of the scheme, so that no zone comes into it here. Pure.

const DAY_MS = 86_400_000;
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** As midnight UTC, ms, to be reckoned with; null: that is no day. */
export function dayFromText(text: string): number | null {
  const found = WRITTEN.exec(text);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const at = Date.UTC(year, month - 1, day);
  return dayText(at) === text ? at : null;
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  const at = dayFromText(day);
  return at === null ? day : dayText(at + days * DAY_MS);
}

/** How many days from the first to the last, both counted. */
export function daysBetween(from: string, to: string): number {
  const [first, last] = [dayFromText(from), dayFromText(to)];
  return first === null || last === null ? 0 : Math.round((last - first) / DAY_MS) + 1;
}

/** The local day in that zone at that moment. */
export function dayAt(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** First and last day, both included. */
export type Days = { from: string; to: string };

/** The month that holds a day, or one so many months later or earlier. */
export function monthOf(day: string, months = 0): Days {
  return run(day, 1, months);
}

/** The quarter of the year that holds a day, or one so many quarters later or earlier. */
export function quarterOf(day: string, quarters = 0): Days {
  return run(day, 3, quarters);
}

function run(day: string, length: number, shift: number): Days {
  const at = new Date(dayFromText(day) ?? 0);
  const first = Math.floor(at.getUTCMonth() / length) * length + shift * length;
  return { from: dayText(Date.UTC(at.getUTCFullYear(), first, 1)), to: dayText(Date.UTC(at.getUTCFullYear(), first + length, 0)) };
}

/** The address's `from` and `to`; null where either is missing or no day. */
export function daysOf(query: string): Days | null {
  const asked = new URLSearchParams(query);
  const [from, to] = [asked.get("from") ?? "", asked.get("to") ?? ""];
  return dayFromText(from) === null || dayFromText(to) === null ? null : { from, to };
}
