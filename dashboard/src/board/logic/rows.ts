// What a row says, computed from the wire's document. Pure: no clock of its own, no words.
import type { DeploymentView, GradeView, IncidentRow, ResourceView, ResponseRow, SchemeView } from "../../live/protocol.gen";

export function gradeOf(scheme: SchemeView | null, code: string): GradeView {
  return scheme?.grades.find((grade) => grade.code === code) ?? { code, label: code, rank: 99, attend_minutes: null };
}

export function isFinished(response: ResponseRow): boolean {
  return response.state === "closed" || response.state === "outcome_recorded";
}

export function isEscalationOpen(response: ResponseRow): boolean {
  return response.escalation?.state === "requested" || response.escalation?.state === "acknowledged";
}

/** Nothing left for us to do. The force may have closed its own incident long before. */
export function isDone(row: IncidentRow): boolean {
  return row.responses.length > 0 && row.responses.every((response) => isFinished(response) && !isEscalationOpen(response));
}

/** How loud an escalation is: 0 line cut unanswered, 1 asked, 2 acknowledged, 3 none. */
export function escalationRank(row: IncidentRow): number {
  let rank = 3;
  for (const { escalation } of row.responses) {
    if (escalation === null) continue;
    if (escalation.state === "requested") rank = Math.min(rank, escalation.kind === "line_cut" ? 0 : 1);
    else if (escalation.state === "acknowledged") rank = Math.min(rank, 2);
  }
  return rank;
}

/** The response that a row speaks of when there are several victims: the one that needs somebody most. */
export function leadingResponse(row: IncidentRow): ResponseRow | undefined {
  const weight = (response: ResponseRow): number =>
    (isEscalationOpen(response) ? 0 : 10) + (isFinished(response) ? 5 : 0) + (response.reviewed_at === null ? 0 : 1);
  return [...row.responses].sort((a, b) => weight(a) - weight(b) || a.ordinal - b.ordinal)[0];
}

export type FirstResponse = { unit: ResourceView; others: number };

const RESOURCE_ORDER: Record<ResourceView["status"], number> = { at_scene: 0, en_route: 1, assigned: 2, resumed: 3, recalled: 4 };

/** The police unit worth naming: one at scene, else the one that will be there first, else who was there. */
export function firstResponse(row: IncidentRow): FirstResponse | null {
  const units = row.resources.filter((unit) => unit.status !== "recalled");
  const best = [...units].sort(
    (a, b) =>
      RESOURCE_ORDER[a.status] - RESOURCE_ORDER[b.status] ||
      (a.eta_at ?? Infinity) - (b.eta_at ?? Infinity) ||
      (a.status === "at_scene" ? a.at - b.at : b.at - a.at),
  )[0];
  return best === undefined ? null : { unit: best, others: units.length - 1 };
}

export type GradeClock = { state: "running"; due: number } | { state: "attended" } | { state: "none" };

/** The force's promise for this grade, until police are there. */
export function gradeClock(row: IncidentRow, grade: GradeView): GradeClock {
  if (row.resources.some((unit) => unit.status === "at_scene" || unit.status === "resumed")) return { state: "attended" };
  if (grade.attend_minutes === null || row.state === "closed" || row.state === "resulted") return { state: "none" };
  return { state: "running", due: row.graded_at + grade.attend_minutes * 60_000 };
}

/** Clocks turn amber in the last quarter of their time, five minutes at most for short ones and an hour for long. */
export function amberMs(grade: GradeView): number {
  const whole = (grade.attend_minutes ?? 60) * 60_000;
  return Math.min(whole / 4, 60 * 60_000);
}

export function isMine(row: IncidentRow, me: string | null): boolean {
  return me !== null && row.responses.some((response) => response.claim?.user === me);
}

/** Whether a car is bound by it now. */
export function isActive({ state }: DeploymentView): boolean {
  return state === "offered" || state === "acknowledged" || state === "en_route" || state === "at_scene";
}

export function hasActiveCar(response: ResponseRow): boolean {
  return response.deployment !== null && isActive(response.deployment);
}

/** A car could be sent now and none is on its way. */
export function isCarPossible(row: IncidentRow): boolean {
  return (
    row.gate.state === "open" &&
    row.responses.some((response) => !isFinished(response) && !hasActiveCar(response) && response.reserved.length === 0)
  );
}
