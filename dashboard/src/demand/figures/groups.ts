// The lines of a report by what they are about, each group in the server's own order. Pure.
import type { Counts, FigureRow } from "../../live/protocol.gen";

export const GROUPS = ["calls", "done", "outcome", "times", "answers", "sites", "other"] as const;
export type FigureGroup = (typeof GROUPS)[number];

const GROUP: Record<Exclude<keyof Counts, "answers" | "by_site">, FigureGroup> = {
  received: "calls",
  duplicates: "calls",
  people: "calls",
  reviewed: "done",
  contacted: "done",
  engaged: "done",
  visited: "done",
  plans_agreed: "done",
  attempts: "done",
  people_attempted: "done",
  attempts_per_person_hundredths: "done",
  escalations: "done",
  escalations_regraded: "done",
  referred: "outcome",
  already_supported: "outcome",
  declined: "outcome",
  could_not_reach: "outcome",
  refuge_placed: "outcome",
  children_placed: "outcome",
  review_ms_median: "times",
  contact_ms_median: "times",
  car_ms_median: "times",
};

export function groupOf(figure: string): FigureGroup {
  if (figure.startsWith("answer/")) return "answers";
  if (figure.startsWith("site/")) return "sites";
  return (GROUP as Readonly<Record<string, FigureGroup>>)[figure] ?? "other";
}

/** Without groups that have no line. */
export function inGroups(rows: readonly FigureRow[]): { group: FigureGroup; rows: FigureRow[] }[] {
  return GROUPS.map((group) => ({ group, rows: rows.filter(({ figure }) => groupOf(figure) === group) })).filter(({ rows: found }) => found.length > 0);
}

/** Which count of a site a line is; null: the line is of no site. */
export function siteFigure(figure: string): string | null {
  return groupOf(figure) === "sites" ? (figure.split("/").at(-1) ?? null) : null;
}
