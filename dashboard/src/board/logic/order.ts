// Which rows, in which order. It orders the list; it never hides anything that its section does not say it hides.
import type { IncidentRow, SchemeView } from "../../live/protocol.gen";
import { totalPoints } from "./priority";
import { contactDueAt, escalationRank, gradeOf, isCarPossible, isDone, isEscalationOpen, isHandedOver, isMine, isSettled, rowDueAt } from "./rows";

export const SECTIONS = ["all", "unreviewed", "mine", "due", "escalated", "car", "handed_over", "done"] as const;
export type Section = (typeof SECTIONS)[number];

/** The clock that waiting is ordered by moves in steps of this: rows change places at most so often by time alone. */
export const SORT_EVERY_MS = 30_000;
/** An attempt is "due" this long before its time. */
export const DUE_WITHIN_MS = 15 * 60_000;

export type ListView = {
  section: Section;
  search: string;
  /** Null: every site. */
  site: string | null;
  me: string | null;
  /** Server time, in steps of `SORT_EVERY_MS`. */
  now: number;
};

/** Smaller stands higher. The number at the end makes the order total. */
type Key = readonly [settled: number, escalation: number, standing: number, points: number, rank: number, receivedAt: number, number: string];

/** 0 a cut line without an answer, 1 another request without an answer, 2 everything else. */
export function unanswered(row: IncidentRow): number {
  return Math.min(2, escalationRank(row));
}

export function sortKey(row: IncidentRow, scheme: SchemeView | null, now: number): Key {
  const { standing } = row.priority;
  return [
    isSettled(row) ? 1 : 0,
    unanswered(row),
    standing === "pinned" ? 0 : standing === "lowered" ? 2 : 1,
    -totalPoints(row.priority, scheme?.priority, now),
    gradeOf(scheme, row.grade).rank,
    row.received_at,
    row.number,
  ];
}

export function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const left = a[i];
    const right = b[i];
    if (left === undefined || right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}

export function inSection(row: IncidentRow, section: Section, me: string | null, now: number): boolean {
  switch (section) {
    case "all":
      return true;
    case "unreviewed":
      return row.duplicate_of === null && row.responses.some((response) => response.reviewed_at === null && response.state !== "closed" && !isHandedOver(response));
    case "mine":
      return isMine(row, me) && !isDone(row);
    case "due":
      return row.duplicate_of === null && row.responses.some((response) => isDueSoon(contactDueAt(response), now));
    case "escalated":
      return row.responses.some(isEscalationOpen);
    case "car":
      return isCarPossible(row);
    case "handed_over":
      return row.responses.some(isHandedOver);
    case "done":
      return isDone(row);
  }
}

function isDueSoon(at: number | null, now: number): boolean {
  return at !== null && at <= now + DUE_WITHIN_MS;
}

/** By the incident's number, or by its place. Names are not on the board and cannot be searched. */
export function matches(row: IncidentRow, search: string, scheme: SchemeView | null): boolean {
  const text = search.trim().toLowerCase();
  if (text === "") return true;
  return [row.number, row.locality ?? "", row.beat ?? "", siteLabel(row, scheme) ?? "", row.opening_code].some((field) => field.toLowerCase().includes(text));
}

/** The site as people call it; null where the scheme has no sites, or the row belongs to none. */
export function siteLabel(row: IncidentRow, scheme: SchemeView | null): string | null {
  if (row.site === null) return null;
  return scheme?.sites.find((site) => site.id === row.site)?.label ?? row.site;
}

export type Counts = Record<Section, number>;

/** How many each section holds, of the chosen site. */
export function countSections(rows: readonly IncidentRow[], view: Pick<ListView, "me" | "site" | "now">): Counts {
  const counts: Counts = { all: 0, unreviewed: 0, mine: 0, due: 0, escalated: 0, car: 0, handed_over: 0, done: 0 };
  for (const row of rows) {
    if (view.site !== null && row.site !== view.site) continue;
    for (const section of SECTIONS) if (inSection(row, section, view.me, view.now)) counts[section] += 1;
  }
  return counts;
}

/** Incident numbers as they should stand. What is due stands by its time; everything else by what needs somebody most. */
export function wantedOrder(rows: readonly IncidentRow[], scheme: SchemeView | null, view: ListView): string[] {
  return rows
    .filter((row) => (view.site === null || row.site === view.site) && inSection(row, view.section, view.me, view.now) && matches(row, view.search, scheme))
    .map((row) => ({ number: row.number, key: view.section === "due" ? [rowDueAt(row) ?? Infinity, ...sortKey(row, scheme, view.now)] : sortKey(row, scheme, view.now) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ number }) => number);
}
