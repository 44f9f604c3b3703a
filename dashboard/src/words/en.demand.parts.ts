// English that the views of demand share: counts that may be hidden, spreads, hours of the week, days and periods.
import { DAYS } from "../demand/coverage";
import { dayFromText } from "../demand/parts/days";
import { demand } from "./en.demand";

const NUMBER = new Intl.NumberFormat("en-GB");
const ONE = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
// A day is read in the scheme's zone by the server already: here it is a name of three numbers, in no zone.
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const DAY_SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

function dayWith(format: Intl.DateTimeFormat, text: string): string {
  const day = dayFromText(text);
  return day === null ? text : format.format(day);
}

const two = (value: number): string => String(value).padStart(2, "0");
const hour = (value: number): string => `${two(value)}:00`;
const hourSpan = (from: number, until: number): string => `${hour(from)}–${hour(until % 24)}`;
const whole = (value: number): string => NUMBER.format(value);
/** As sure as its size allows: 0.42, 6.2, 41. */
const rate = (value: number): string => (value >= 9.95 ? NUMBER.format(Math.round(value)) : value > 0 && value < 0.995 ? TWO.format(value) : ONE.format(value));

export const parts = {
  whole,
  rate,
  /** One decimal, whatever the size. */
  one: (value: number): string => ONE.format(value),
  two: (value: number): string => TWO.format(value),
  percent: (share: number): string => `${Math.round(share * 100)} %`,
  /** As it was typed, without needless noughts. */
  plain: (value: number): string => String(value),
  unknown: "–",

  /** A count, or that it is not shown: it may be small, or larger and hidden so that a small one cannot be worked out. */
  count: (count: number | null, small: number | null): string => (count !== null ? whole(count) : small === null ? "–" : "not shown"),
  /** The same where there is room for a few letters only. The note below says what the star means. */
  countTiny: (small: number | null): string => (small === null ? "–" : `<${small}*`),
  /** Of a number that is hidden for its own size alone. */
  countSaid: (count: number | null, small: number | null): string => (count !== null ? whole(count) : small === null ? "an unknown number of" : `under ${small}`),
  smallNote: (small: number): string => `Not shown, or <${small}*: under ${small}, or a larger number hidden with one that is, so that no single person can be worked out.`,

  /** "412, between 398 and 431". */
  spread: (middle: string, low: string, high: string): string => (low === high ? middle : `${middle}, between ${low} and ${high}`),

  hour,
  hourSpan,
  /** Of 168: "Saturday 21:00–22:00". */
  hourOfWeek: (at: number): string => `${demand.day[DAYS[Math.floor(at / 24)] ?? "mon"]} ${hourSpan(at % 24, (at % 24) + 1)}`,

  day: (text: string): string => dayWith(DAY, text),
  dayShort: (text: string): string => dayWith(DAY_SHORT, text),
  month: (text: string): string => dayWith(MONTH, text),
  weekday: (text: string): string => dayWith(WEEKDAY, text),
  days: (from: string, to: string): string => (from === to ? dayWith(DAY, from) : `${from.slice(0, 4) === to.slice(0, 4) ? dayWith(DAY_SHORT, from) : dayWith(DAY, from)} – ${dayWith(DAY, to)}`),

  csv: "CSV",
  csvOf: (title: string): string => `Save as a table for a spreadsheet: ${title}`,
  csvSaved: "Saved. The file is with your browser’s downloads.",

  away: "No link to the server",
  awayWords: "This is asked again as soon as the link is back.",
  old: "These could not be renewed.",
  counting: "Counting…",

  period: {
    label: "Period",
    from: "From",
    to: "Until, this day included",
    other: "Other days",
    show: "Show",
    needBoth: "Enter both days.",
    backwards: "The last day must not be before the first.",
    fault: (found: string, allowed: string): string => `${found} cannot be asked for. Allowed: ${allowed}`,
  },
};
