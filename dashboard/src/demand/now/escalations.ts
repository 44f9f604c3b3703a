// Requests for a quicker response that the force has not settled, loudest first. Pure.

import type { EscalationView, IncidentBrief } from "../../live/protocol.gen";

export interface OpenEscalation {
  escalation: string;
  number: string;
  beat: string | null;
  grade: string;
  kind: EscalationView["kind"];
  answered: boolean;
  answeredBy: string | null;
  requestedBy: string;
  requestedAt: number;
  waitedMs: number;
  climb: Climb;
  /** Until it climbs, or below zero once it is overdue at the top; `null` when answered. */
  dueInMs: number | null;
}

/** Who has been told so far. */
export type Climb = "desk" | "desk_again" | "inspector";

export function climbOf(climb: number): Climb {
  if (climb <= 0) return "desk";
  return climb === 1 ? "desk_again" : "inspector";
}

/** Unanswered before answered; among them the highest climb, then the longest wait. */
export function openEscalations(briefs: readonly IncidentBrief[], now: number): OpenEscalation[] {
  const list: { height: number; entry: OpenEscalation }[] = [];
  for (const brief of briefs) {
    for (const response of brief.responses) {
      const view = response.escalation;
      if (view === null || (view.state !== "requested" && view.state !== "acknowledged")) continue;
      const entry: OpenEscalation = {
        escalation: view.escalation,
        number: brief.number,
        beat: brief.beat,
        grade: brief.grade,
        kind: view.kind,
        answered: view.state === "acknowledged",
        answeredBy: view.answered_by,
        requestedBy: view.requested_by,
        requestedAt: view.requested_at,
        waitedMs: Math.max(0, now - view.requested_at),
        climb: climbOf(view.climb),
        dueInMs: view.state === "requested" && view.due_at !== null ? view.due_at - now : null,
      };
      list.push({ height: view.climb, entry });
    }
  }
  list.sort(
    (a, b) =>
      Number(a.entry.answered) - Number(b.entry.answered) || b.height - a.height || a.entry.requestedAt - b.entry.requestedAt,
  );
  return list.map(({ entry }) => entry);
}

/** How many requests stand with the inspector and have no answer. */
export function climbedToInspector(briefs: readonly IncidentBrief[]): number {
  let count = 0;
  for (const brief of briefs) {
    for (const { escalation } of brief.responses) {
      if (escalation?.state === "requested" && climbOf(escalation.climb) === "inspector") count += 1;
    }
  }
  return count;
}
