// What is asked of the planner: as typed, as the address keeps it, and as the server takes it. Pure.
import type { CoverQuestion, HoursView } from "../../live/protocol.gen";
import type { Days } from "../parts/days";
import { isWhole, stretchesOf, weekFromText, weekOf, weekText, type Week } from "./week";

/** Numbers as typed. Least and most as the server has them; `whole`: no fractions. */
export const FIELDS = {
  workers: { at: "w", least: 0, most: 50, whole: true },
  cars: { at: "c", least: 0, most: 50, whole: true },
  contact_min: { at: "cm", least: 1, most: 480, whole: false },
  visit_min: { at: "vm", least: 1, most: 480, whole: false },
  visit_share_pct: { at: "vs", least: 0, most: 100, whole: false },
  contact_target_min: { at: "ct", least: 1, most: 1440, whole: false },
  visit_target_min: { at: "vt", least: 1, most: 1440, whole: false },
  best_hours: { at: "bh", least: 1, most: 168, whole: true },
  best_stretch: { at: "bs", least: 1, most: 24, whole: true },
} as const satisfies Record<string, { at: string; least: number; most: number; whole: boolean }>;

export type PlanField = keyof typeof FIELDS;
export const PLAN_FIELDS = Object.keys(FIELDS) as PlanField[];

export type Plan = { week: Week; numbers: Readonly<Record<PlanField, string>>; isBestAsked: boolean };

/** How often it is played, and the number that makes the same question give the same answer. */
export const RUNS = 40;
const SEED = 1;

/** Where no word of the address says otherwise. */
export function planOf(query: string, usual: Plan): Plan {
  const asked = new URLSearchParams(query);
  const number = (field: PlanField): string => {
    const text = asked.get(FIELDS[field].at);
    return text !== null && numberOf(text) !== null ? plain(text) : usual.numbers[field];
  };
  return {
    week: weekFromText(asked.get("h")) ?? usual.week,
    numbers: Object.fromEntries(PLAN_FIELDS.map((field) => [field, number(field)])) as Record<PlanField, string>,
    isBestAsked: asked.has("b") ? asked.get("b") === "1" : usual.isBestAsked,
  };
}

/** What differs from the usual plan, after what says the days. Usual null: all of it, so that it is the same whatever is usual then. */
export function planQuery(plan: Plan, usual: Plan | null, days: string): string {
  const asked = new URLSearchParams(days);
  const hours = weekText(plan.week);
  if (usual === null || hours !== weekText(usual.week)) asked.set("h", hours);
  for (const field of PLAN_FIELDS) {
    const typed = plain(plan.numbers[field]);
    if (usual === null ? plan.isBestAsked || !isOfBest(field) : typed !== usual.numbers[field]) asked.set(FIELDS[field].at, typed);
  }
  if (plan.isBestAsked !== usual?.isBestAsked) asked.set("b", plan.isBestAsked ? "1" : "0");
  // Commas are plain in an address, and the hours are there to be read.
  return asked.toString().replaceAll("%2C", ",");
}

/** Fields whose number cannot be asked. Those of the best hours only where they are asked for. */
export function unfit({ numbers, isBestAsked }: Plan): PlanField[] {
  return PLAN_FIELDS.filter((field) => {
    if (!isBestAsked && isOfBest(field)) return false;
    const { least, most, whole } = FIELDS[field];
    const value = numberOf(numbers[field]);
    return value === null || value < least || value > most || (whole && !Number.isInteger(value));
  });
}

export function isOfBest(field: PlanField): boolean {
  return field === "best_hours" || field === "best_stretch";
}

/** As a field takes it and as the address does: what is asked by hand can be asked by a link. */
const WRITTEN = /^\d{1,4}(\.\d{1,2})?$/;

function numberOf(text: string): number | null {
  return WRITTEN.test(plain(text)) ? Number(plain(text)) : null;
}

/** Some write twelve and a half with a comma. */
function plain(text: string): string {
  return text.trim().replace(",", ".");
}

export function questionOf(board: string, plan: Plan, days: Days): CoverQuestion {
  const number = (field: PlanField): number => numberOf(plan.numbers[field]) ?? 0;
  return {
    board,
    ...days,
    hours: stretchesOf(plan.week),
    workers: number("workers"),
    cars: number("cars"),
    contact_min: number("contact_min"),
    visit_min: number("visit_min"),
    visit_share_pct: number("visit_share_pct"),
    contact_target_min: number("contact_target_min"),
    visit_target_min: number("visit_target_min"),
    runs: RUNS,
    seed: SEED,
    best: plan.isBestAsked ? { hours: number("best_hours"), stretch_hours_min: number("best_stretch") } : null,
  };
}

/** Which of our fields the server's word for one means; null: none of them. */
export function fieldOf(name: string | undefined): PlanField | null {
  if (name === "best.hours") return "best_hours";
  if (name === "best.stretch_hours_min" || name === "stretch_hours_min") return "best_stretch";
  return PLAN_FIELDS.find((field) => field === name) ?? null;
}

/** A usual plan: the scheme's hours, one worker, its cars, and times that most schemes know. */
export function usualPlan(week: Week, cars: number, jobMs: number): Plan {
  /** To the job and back. */
  const waysMin = 30;
  return {
    week,
    numbers: {
      workers: "1",
      cars: String(Math.max(1, cars)),
      contact_min: "20",
      visit_min: String(Math.min(FIELDS.visit_min.most, Math.max(FIELDS.visit_min.least, Math.round(jobMs / 60_000) + waysMin))),
      visit_share_pct: "25",
      contact_target_min: "60",
      visit_target_min: "120",
      best_hours: String(Math.max(1, week.filter(Boolean).length || 16)),
      best_stretch: "4",
    },
    isBestAsked: false,
  };
}

/** Whether two lots of hours are the same ones, however they are parted. */
export function isSame(a: readonly HoursView[], b: readonly HoursView[]): boolean {
  if (isWhole(a) && isWhole(b)) return weekText(weekOf(a)) === weekText(weekOf(b));
  const text = (hours: readonly HoursView[]): string => [...hours].map(({ day, from, until }) => `${day} ${from} ${until}`).sort().join();
  return text(a) === text(b);
}
