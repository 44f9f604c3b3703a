// The handover sheet as data: which responses are open, in the order of their risk, what is next on each, and what fits one page. Pure.
import type { IncidentFile, IncidentRow, ResponseRow, SchemeView } from "../../live/protocol.gen";
import { allows, standing } from "../../records/consent";
import { totalPoints } from "./priority";
import { contactDueAt, gradeOf, isActive, isEscalationOpen, isFinished, isHandedOver } from "./rows";

/** Open risks first. */
export const HANDOVER_GROUPS = ["escalation", "high_risk", "not_safe", "attempt_due", "rest"] as const;
export type HandoverGroup = (typeof HANDOVER_GROUPS)[number];

export type Caution = "do_not_ring" | "confirm_again" | "windows_only" | "unconfirmed";

export type NextStep = {
  what: "desk_answers" | "desk_regrades" | "crew_clears" | "try_again" | "first_try" | "look" | "car_reports" | "record_outcome";
  /** By when, where a time was set. */
  at: number | null;
};

export type HandoverLine = {
  row: IncidentRow;
  response: ResponseRow;
  /** Which victim of several; null where there is one. */
  ordinal: number | null;
  group: HandoverGroup;
  points: number;
  caution: Caution | null;
  next: NextStep;
};

export type Handover = {
  lines: HandoverLine[];
  /** Finished, and so counted and not listed. */
  done: number;
  /** Of those, with an outcome and not closed yet. */
  toClose: number;
  /** Numbers joined to another one. */
  joined: number;
};

export function handoverOf(rows: readonly IncidentRow[], scheme: SchemeView | null, now: number): Handover {
  const found: Handover = { lines: [], done: 0, toClose: 0, joined: 0 };
  const open: Omit<HandoverLine, "group">[] = [];
  for (const row of rows) {
    for (const response of row.responses) {
      const asked = isEscalationOpen(response);
      if (isFinished(response) && !asked) {
        found.done += 1;
        if (response.state !== "closed") found.toClose += 1;
      } else if (row.duplicate_of !== null && !asked) {
        found.joined += 1;
      } else {
        open.push({
          row,
          response,
          ordinal: row.responses.length > 1 ? response.ordinal : null,
          points: totalPoints(row.priority, scheme?.priority, now),
          caution: cautionOf(response),
          next: nextStep(response),
        });
      }
    }
  }
  const middle = median(open.map((line) => line.points));
  found.lines = open.map((line) => ({ ...line, group: groupOf(line, middle) })).sort((a, b) => compare(a, b, scheme));
  return found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** "Many points" is measured by what else is open: each scheme weighs its factors as it likes. */
function groupOf(line: Omit<HandoverLine, "group">, middle: number): HandoverGroup {
  const { response } = line;
  if (isEscalationOpen(response)) return "escalation";
  if (response.risk?.band === "high") return "high_risk";
  if (response.contact.safety !== "safe" && line.points >= middle) return "not_safe";
  return contactDueAt(response) === null ? "rest" : "attempt_due";
}

function compare(a: HandoverLine, b: HandoverLine, scheme: SchemeView | null): number {
  const due = (line: HandoverLine): number => (line.group === "attempt_due" ? (contactDueAt(line.response) ?? Infinity) : 0);
  return (
    HANDOVER_GROUPS.indexOf(a.group) - HANDOVER_GROUPS.indexOf(b.group) ||
    due(a) - due(b) ||
    b.points - a.points ||
    gradeOf(scheme, a.row.grade).rank - gradeOf(scheme, b.row.grade).rank ||
    a.row.received_at - b.row.received_at ||
    (a.response.response < b.response.response ? -1 : 1)
  );
}

export function cautionOf({ contact }: ResponseRow): Caution | null {
  if (contact.safety === "unsafe") return "do_not_ring";
  if (contact.safety === "overtaken") return "confirm_again";
  return contact.safety === "unknown" ? "unconfirmed" : null;
}

export function nextStep(response: ResponseRow): NextStep {
  const { escalation, deployment, contact } = response;
  if (escalation?.state === "requested") return { what: "desk_answers", at: escalation.due_at };
  if (deployment?.recall_unconfirmed === true) return { what: "crew_clears", at: null };
  if (escalation?.state === "acknowledged") return { what: "desk_regrades", at: null };
  // After a pass-on nothing is due here, but the plan that goes with it is.
  const due = isHandedOver(response) ? (contact.next_at ?? contact.first_due_at) : contactDueAt(response);
  if (due !== null) return { what: contact.attempts === 0 ? "first_try" : "try_again", at: due };
  if (response.reviewed_at === null) return { what: "look", at: null };
  if (deployment !== null && isActive(deployment)) return { what: "car_reports", at: null };
  if (response.contacted_at !== null || contact.ended_at !== null) return { what: "record_outcome", at: null };
  return { what: contact.attempts === 0 ? "first_try" : "try_again", at: null };
}

/** What only the file knows, kept in memory while a sheet with names is open. */
export type FileFacts = {
  /** The victims' names in the file's order. */
  names: readonly string[];
  byResponse: ReadonlyMap<string, { windows: boolean; consents: number }>;
};

export function factsOf(file: IncidentFile): FileFacts {
  return {
    names: file.people.filter((person) => person.role === "victim" && person.name !== null).map((person) => person.name ?? ""),
    byResponse: new Map(
      file.responses.map((part) => [part.response, { windows: (part.safe_contact?.record.windows.length ?? 0) > 0, consents: standing(part.consents).filter(allows).length }]),
    ),
  };
}

/** The name of the victim whom a line speaks of; null where the file has none. */
export function nameOf(line: HandoverLine, facts: FileFacts | undefined): string | null {
  if (facts === undefined) return null;
  return facts.names[line.response.ordinal - 1] ?? (facts.names.length === 1 ? (facts.names[0] ?? null) : null);
}

/** With the file, "safe" may turn out to hold at some hours only. */
export function cautionWith(line: HandoverLine, facts: FileFacts | undefined): Caution | null {
  if (line.caution !== null) return line.caution;
  return facts?.byResponse.get(line.response.response)?.windows === true ? "windows_only" : null;
}

export type PageFit = {
  /** So many lines stand in full; the rest are one row each. */
  full: number;
  /** Lines on each page. One entry: all is on one page. */
  pages: number[];
};

export type PageRoom = {
  /** One row for a line that was shortened, and the sentence that says so. */
  short: number;
  notice: number;
  /** Room for lines on the first page, and on each further one. */
  first: number;
  further: number;
};

/** How the lines fit: in full if they can, else the least urgent are shortened, and only then is there a second page. */
export function fitPage(heights: readonly number[], room: PageRoom): PageFit {
  const count = heights.length;
  const upTo = (lines: number): number => heights.slice(0, lines).reduce((sum, each) => sum + each, 0);
  if (upTo(count) <= room.first) return { full: count, pages: [count] };
  const used = (full: number): number => upTo(full) + (count - full) * room.short + room.notice;
  for (let full = count - 1; full >= 0; full -= 1) if (used(full) <= room.first) return { full, pages: [count] };
  // Even shortened they need more than a page. The gravest keep their words on the first half of it.
  let full = count;
  while (full > 0 && upTo(full) > room.first / 2) full -= 1;
  const onFirst = full + Math.max(0, Math.floor((room.first - room.notice - upTo(full)) / room.short));
  const onFurther = Math.max(1, Math.floor(room.further / room.short));
  const pages = [Math.min(count, onFirst)];
  for (let left = count - onFirst; left > 0; left -= onFurther) pages.push(Math.min(left, onFurther));
  return { full, pages };
}
