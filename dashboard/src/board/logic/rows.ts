// What a row says, computed from the wire's document. Pure: no clock of its own, no words.
import type { DeploymentView, GradeView, IncidentRow, ResourceView, ResponseRow, SchemeView } from "../../live/protocol.gen";

export function gradeOf(scheme: SchemeView | null, code: string): GradeView {
  return scheme?.grades.find((grade) => grade.code === code) ?? { code, label: code, rank: 99, attend_minutes: null };
}

export function isFinished(response: Pick<ResponseRow, "state">): boolean {
  return response.state === "closed" || response.state === "outcome_recorded";
}

export function isEscalationOpen(response: Pick<ResponseRow, "escalation">): boolean {
  return response.escalation?.state === "requested" || response.escalation?.state === "acknowledged";
}

/** Nothing left for us to do. The force may have closed its own incident long before. */
export function isDone(row: IncidentRow): boolean {
  return row.responses.length > 0 && row.responses.every((response) => isFinished(response) && !isEscalationOpen(response));
}

/** Passed on to somebody outside this shift: not ours to do now, and not done either. */
export function isHandedOver(response: Pick<ResponseRow, "state">): boolean {
  return response.state === "handed_over";
}

/** Nothing left for this board to do here: done, handed over, or the work goes on under another number. */
export function isSettled(row: IncidentRow): boolean {
  if (row.responses.some(isEscalationOpen)) return false;
  return row.duplicate_of !== null || (row.responses.length > 0 && row.responses.every((response) => isFinished(response) || isHandedOver(response)));
}

/** When the next attempt is due, or the first where there was none. Null: none is planned, or nobody tries any more. */
export function contactDueAt(response: ResponseRow): number | null {
  const { contact } = response;
  if (isFinished(response) || isHandedOver(response) || contact.ended_at !== null) return null;
  return contact.next_at ?? contact.first_due_at;
}

/** The earliest of a row's. */
export function rowDueAt(row: IncidentRow): number | null {
  if (row.duplicate_of !== null) return null;
  const due = row.responses.map(contactDueAt).filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
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
    (isEscalationOpen(response) ? 0 : 10) + (isFinished(response) || isHandedOver(response) ? 5 : 0) + (response.reviewed_at === null ? 0 : 1);
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

/** Responses that this person holds and that are not finished. */
export function caseload(rows: readonly IncidentRow[], me: string | null): number {
  if (me === null) return 0;
  return rows.reduce((sum, row) => sum + row.responses.filter((response) => response.claim?.user === me && !isFinished(response)).length, 0);
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
    row.duplicate_of === null &&
    row.responses.some((response) => !isFinished(response) && !isHandedOver(response) && !hasActiveCar(response) && response.reserved.length === 0)
  );
}

/** The incident's number, from the id of a response: "TP-0412#1" → "TP-0412". */
export function incidentOf(response: string): string {
  return response.slice(0, response.lastIndexOf("#"));
}

/** The response that a deployment belongs to: "TP-0412#1.2" → "TP-0412#1". */
export function responseOf(deployment: string): string {
  return deployment.slice(0, deployment.lastIndexOf("."));
}

/** The last part of the force's number: enough to tell rows apart. */
export function shortNumber(number: string): string {
  return number.slice(number.lastIndexOf("-") + 1);
}
