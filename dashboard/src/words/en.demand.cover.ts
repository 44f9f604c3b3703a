// English of the cover planner: what is asked, what would have been reached, and what that rests on.
import type { HoursView } from "../live/protocol.gen";
import { DAYS, type Day } from "../demand/coverage";
import type { PlanField } from "../demand/cover/plan";
import { plural } from "./en";
import { demand } from "./en.demand";
import { parts as p } from "./en.demand.parts";

const field: Record<PlanField, { label: string; hint?: string }> = {
  workers: { label: "Support workers", hint: "in the control room, at the same time" },
  cars: { label: "Support cars", hint: "crewed, at the same time" },
  contact_min: { label: "A call takes a worker, minutes", hint: "on average, notes included" },
  visit_min: { label: "A visit takes a car, minutes", hint: "on average, with its ways" },
  visit_share_pct: { label: "Calls that need a car, per cent" },
  contact_target_min: { label: "Worker in time: within, minutes", hint: "of the call" },
  visit_target_min: { label: "Car in time: within, minutes", hint: "of the call" },
  best_hours: { label: "Hours a week" },
  best_stretch: { label: "Shortest stretch, hours", hint: "that somebody can be rostered for" },
};

const needs = (least: number, most: number, whole: boolean): string => (whole ? `A whole number from ${least} to ${most}.` : `A number from ${least} to ${most}, with two decimals at most.`);

/** Around the clock is "all day" from midnight alone: from any other hour it ends on the day after. */
function spanSaid(from: string, until: string): string {
  if (from !== until) return `${from}–${until}`;
  return from === "00:00" ? "all day" : `${from}–${until} next day`;
}

/** "Sat, Sun 14:00–22:00; Fri 18:00–02:00". Days with the same hours stand together. */
function hoursSaid(hours: readonly HoursView[]): string {
  const spans = new Map<string, Day[]>();
  for (const { day, from, until } of hours) {
    const span = spanSaid(from, until);
    spans.set(span, [...(spans.get(span) ?? []), day as Day]);
  }
  const first = (days: readonly Day[]): number => Math.min(...days.map((day) => DAYS.indexOf(day)));
  const said = [...spans].sort(([, a], [, b]) => first(a) - first(b)).map(([span, days]) => `${days.length === 7 ? "every day" : days.map((day) => demand.dayShort[day]).join(", ")} ${span}`);
  return said.length === 0 ? "no hours" : said.join("; ");
}

const signed = (value: number): string => `${value > 0 ? "+" : value < 0 ? "−" : "±"}${p.one(Math.abs(value))}`;

export const cover = {
  title: "Cover planner",
  lead: "What would other hours, cars or workers have reached? The calls of the chosen days are played again with the cover that you draw.",

  hours: {
    title: "Hours asked about",
    sum: (hours: number, said: string): string => `${plural(hours, "hour", "hours")} a week: ${said}`,
    label: "Hours of the week that are covered",
    how: "Drag over the hours, or press one. By keys: arrows move, Space covers or clears, Shift with arrows draws a block.",
    howTouch: "Press an hour to cover or clear it. Hold, then move, to draw a block.",
    on: (hour: string): string => `${hour}: covered`,
    off: (hour: string): string => `${hour}: not covered`,
    framed: "Framed: covered now.",
    notWhole: "The scheme’s hours do not begin or end on the full hour. Drawn here they take the whole of it; the line “now” is reckoned with them as they are.",
    presets: "Start from",
    now: "As now",
    friday: "Friday evening too",
    midnight: "Until midnight",
    clear: "Clear",
    said: hoursSaid,
  },

  field,
  needs,
  /** A fault as it is said aloud, away from its field. */
  faultSaid: (label: string, fault: string): string => `${label}: ${fault}`,
  who: "Who is there",
  how: "How long it takes",
  target: "In time is",
  days: "Calls of which days",
  best: "Also find the best hours of so many a week",
  bestTitle: "The best hours",

  ask: "Ask",
  askKeys: "Ctrl ↵",
  cancel: "Cancel",
  working: "Playing the calls again…",
  progress: (done: number): string => `${Math.round(done * 100)} %`,
  nothingYet: "Nothing asked yet",
  nothingYetWords: "Draw the hours, then press Ask. The answer stands here beside what the scheme’s own hours would have reached.",
  cancelled: "Cancelled. Nothing was reckoned.",
  daysMissing: "Which days are known could not be fetched yet. It is tried again, and then asked. Or choose other days.",
  changed: "This answers the plan as it was before you changed it.",
  noDays: "None of these days was watched",
  noDaysWords: "Choose days of which calls are known. “Earlier” says which those are.",
  known: "Open “Earlier”",

  answer: {
    more: (count: string, a: string, b: string): string => `${count} more incidents a week than now: ${a} instead of ${b}`,
    fewer: (count: string, a: string, b: string): string => `${count} fewer incidents a week than now: ${a} instead of ${b}`,
    same: (a: string): string => `As many as now: ${a} incidents a week`,
    alike: "The hours asked about are the scheme’s own.",
    overlap: "The two spreads overlap.",
    basis: (calls: string, victims: string, days: number, week: string): string => `Played: ${calls} calls of ${plural(days, "watched day", "watched days")} with ${victims} different victims as far as the records tell, ${week} calls in an average week.`,
    with: (workers: string, cars: string, contact: string, visit: string, share: string, a: string, b: string): string =>
      `With ${workers} and ${cars}. A call takes ${contact} min, a visit ${visit} min, ${share} % of calls need a car. In time: a worker within ${a} min, a car within ${b} min.`,
    workers: (count: number): string => plural(count, "worker", "workers"),
    cars: (count: number): string => plural(count, "car", "cars"),

    asked: "Asked",
    now: "Now",
    best: "Best found",
    row: "Measure",
    rows: {
      hours: "Hours a week",
      week: "Incidents reached, a week",
      incidents: "Incidents reached, all days",
      victims: "Victims reached, all days",
      worker: "by a worker in time",
      car: "by a car in time",
      offered: "Came within the hours or could wait for them",
      workersBusy: "Workers busy",
      carsBusy: "Cars busy",
      contactWait: "Worker: half within, minutes",
      visitWait: "Car: half within, minutes",
    },
    difference: (difference: number): string => `${signed(difference)} against now`,
    spread: (low: string, high: string): string => (low === high ? "in every run" : `${low} to ${high}`),
    eight: "Large: the middle of all runs. Below it: between which numbers eight of ten runs lie.",
    none: "none",

    bestTitle: (hours: string): string => `Best hours found: ${hours}`,
    measured: (chosen: number, measured: number, best: string, now: string): string => `Chosen on ${plural(chosen, "day", "days")}, then measured on ${measured} others, which the choice had not seen: ${best} incidents a week, against ${now} with the scheme’s hours.`,
    tried: (count: string): string => `${count} ways of laying the hours were tried. Others may do nearly as well: look at who can work them.`,
    noBest: "No best hours",
    noBestWords: "No weekday was watched twice. They are chosen on every other watched day and measured on the rest, and there is no rest: choose more days.",
    take: "Draw these hours",
  },

  method: {
    title: "How it is reckoned",
    lines: (runs: number): readonly string[] => [
      `The calls of the watched days come again at their own times, ${runs} times over. All plans meet the same chances, so that what differs is the plan.`,
      "Workers and cars are two queues beside each other, first come, first served. Each call needs a worker, and the share that you gave needs a car too. How long each takes varies about your number: many are short, a few long.",
      "Reached is: a worker, or a car, began within its target. A call that both took counts once. A call that has waited its target out is let go.",
      "A call before the hours waits for them if its target allows. At their end nothing is begun that would, by its mean, end after them; what was begun is finished.",
      "Days that were not watched are left out, and a week is made of each hour as often as it comes in one.",
      "The spread is the chance of who needs a car and how long each takes. It is not that of other weeks having been watched.",
      "The best hours are chosen on every other watched day and measured on the rest, so that what is promised is not what was fitted.",
    ],
    limits:
      "What it leaves out: where calls are and how far a car drives, whether the scene is safe yet, urgency, breaks and sickness, and that people may call at other times when they know that somebody is there. A victim whom the records do not tell apart counts as somebody of their own. It looks back; what is to come is the forecast’s.",
  },
};
