// Periods as people say them, and what must be typed before something is erased. Pure.
import { office as w } from "../../words/en.office";

const YEAR_DAYS = 365.25;
const MONTH_DAYS = YEAR_DAYS / 12;
/** A period this near to whole years or months is said in them, days. */
const NEAR_DAYS = 3;

/** "7 years", "18 months", "90 days". */
export function periodWords(days: number): string {
  const years = Math.round(days / YEAR_DAYS);
  if (years >= 1 && Math.abs(days - years * YEAR_DAYS) <= NEAR_DAYS) return w.retention.years(years);
  const months = Math.round(days / MONTH_DAYS);
  if (months >= 3 && Math.abs(days - months * MONTH_DAYS) <= NEAR_DAYS) return w.retention.months(months);
  return w.retention.days(days);
}

/** What the dialog is about: some incidents by their numbers, or all that are due. */
export type Target = { incidents: readonly string[] } | { all: number };

export function countOf(target: Target): number {
  return "all" in target ? target.all : target.incidents.length;
}

/** What must be typed: the number of the one incident, or how many there are. */
export function proofOf(target: Target): string {
  if ("incidents" in target && target.incidents.length === 1) return target.incidents[0] ?? "";
  return String(countOf(target));
}

export function isProven(target: Target, typed: string): boolean {
  return typed.trim().toLocaleLowerCase("en") === proofOf(target).toLocaleLowerCase("en");
}
