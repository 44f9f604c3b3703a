// Which rows, in which order. It orders the list; it never hides anything that its section does not say it hides.
import type { IncidentRow, SchemeView } from "../../live/protocol.gen";
import { escalationRank, gradeOf, isCarPossible, isDone, isMine } from "./rows";

export const SECTIONS = ["all", "unreviewed", "mine", "escalated", "car", "done"] as const;
export type Section = (typeof SECTIONS)[number];

type Key = readonly [done: number, escalation: number, rank: number, receivedAt: number, number: string];

export function sortKey(row: IncidentRow, scheme: SchemeView | null): Key {
  return [isDone(row) ? 1 : 0, escalationRank(row), gradeOf(scheme, row.grade).rank, row.received_at, row.number];
}

export function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < a.length; i += 1) {
    const left = a[i];
    const right = b[i];
    if (left === undefined || right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}

export function inSection(row: IncidentRow, section: Section, me: string | null): boolean {
  switch (section) {
    case "all":
      return true;
    case "unreviewed":
      return row.responses.some((response) => response.reviewed_at === null && response.state !== "closed");
    case "mine":
      return isMine(row, me) && !isDone(row);
    case "escalated":
      return escalationRank(row) < 3;
    case "car":
      return isCarPossible(row);
    case "done":
      return isDone(row);
  }
}

/** By the incident's number, or by its place. Names are not on the board and cannot be searched. */
export function matches(row: IncidentRow, search: string): boolean {
  const text = search.trim().toLowerCase();
  if (text === "") return true;
  return [row.number, row.locality ?? "", row.beat ?? "", row.opening_code].some((field) => field.toLowerCase().includes(text));
}

export type Counts = Record<Section, number>;

export function countSections(rows: readonly IncidentRow[], me: string | null): Counts {
  const counts: Counts = { all: rows.length, unreviewed: 0, mine: 0, escalated: 0, car: 0, done: 0 };
  for (const row of rows) {
    for (const section of SECTIONS) if (section !== "all" && inSection(row, section, me)) counts[section] += 1;
  }
  return counts;
}

/** Incident numbers as they should stand. */
export function wantedOrder(
  rows: readonly IncidentRow[],
  scheme: SchemeView | null,
  section: Section,
  search: string,
  me: string | null,
): string[] {
  return rows
    .filter((row) => inSection(row, section, me) && matches(row, search))
    .map((row) => sortKey(row, scheme))
    .sort(compareKeys)
    .map((key) => key[4]);
}
