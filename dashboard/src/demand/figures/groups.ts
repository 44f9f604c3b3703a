// The lines of a report by what they are about, each group in the server's own order. Pure.
import type { Counts, FigureRow } from "../../live/protocol.gen";

export const GROUPS = ["calls", "done", "outcome", "times", "answers", "sites", "other"] as const;
export type FigureGroup = (typeof GROUPS)[number];

/** A median is told in minutes and a mean as a whole number, under names of their own. */
type Named<Field> = Field extends `${infer Wait}_ms_median` ? `${Wait}_median` : Field extends `${infer Mean}_hundredths` ? Mean : Field;
export type Figure = Named<Exclude<keyof Counts, "answers" | "by_site">>;

const GROUP: Record<Figure, FigureGroup> = {
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
  attempts_per_person: "done",
  escalations: "done",
  escalations_regraded: "done",
  referred: "outcome",
  accepted: "outcome",
  already_supported: "outcome",
  declined: "outcome",
  could_not_reach: "outcome",
  refuge_placed: "outcome",
  children_placed: "outcome",
  review_median: "times",
  contact_median: "times",
  car_median: "times",
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

/** Which count of a site or a question a line is; null: it is of neither. */
export function partOf(figure: string): string | null {
  const group = groupOf(figure);
  return group === "sites" || group === "answers" ? (figure.split("/").at(-1) ?? null) : null;
}
