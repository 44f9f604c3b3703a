// How many alarms began at the board within the last ten minutes. Pure.
import { FLOOD, UNREVIEWED_AFTER_MS } from "../../board/logic/alarms";
import { isActive } from "../../board/logic/rows";
import type { IncidentBrief, ResponseBrief, SchemeView } from "../../live/protocol.gen";

/** Whose promise running out is an alarm: the two most urgent grades. */
const GRADES_WATCHED = 2;
const MINUTE = 60_000;

/** The board's kinds, as they stand: requests and their climbs, gates that closed on a car, cars wanted, tries that are due, the first grade unlooked at, promises that ran out. What somebody has acted on since is told at the board alone. */
export function alarmsBegun(briefs: readonly IncidentBrief[], scheme: Pick<SchemeView, "grades" | "escalation_climb_ms">, now: number): number {
  const isFresh = (at: number): boolean => at <= now && at > now - FLOOD.within_ms;
  const ranks = [...new Set(scheme.grades.map((grade) => grade.rank))].sort((a, b) => a - b).slice(0, GRADES_WATCHED);
  return briefs
    .flatMap((brief) => {
      const grade = scheme.grades.find(({ code }) => code === brief.grade);
      const promise = grade?.attend_minutes ?? null;
      const due = promise === null || grade === undefined || !ranks.includes(grade.rank) ? null : brief.graded_at + promise * MINUTE;
      const isOver = brief.duplicate || brief.state === "closed" || brief.state === "resulted" || brief.responses.some(isAsked) || brief.responses.every(isDone);
      const ranOut = due !== null && !isOver && (brief.first_at_scene_at === null || brief.first_at_scene_at > due) ? [due] : [];
      const closedOn = brief.gate === "revoked" && brief.gate_since !== null ? brief.responses.filter(hasCar).map(() => brief.gate_since) : [];
      return [...ranOut, ...closedOn, ...brief.responses.flatMap((response) => begunOf(response, grade?.rank === 1, scheme.escalation_climb_ms))];
    })
    .filter((at) => at !== null && isFresh(at)).length;
}

/** Somebody has asked the force already: there is nothing more to ask. */
function isAsked({ escalation }: ResponseBrief): boolean {
  return escalation?.state === "requested" || escalation?.state === "acknowledged";
}

function isDone({ state }: ResponseBrief): boolean {
  return state === "closed" || state === "outcome_recorded" || state === "handed_over";
}

/** There, on its way, or not known to be clear. */
function hasCar({ car }: ResponseBrief): boolean {
  return car !== null && (isActive(car) || car.recall_unconfirmed);
}

function begunOf({ escalation, notified_at: notified, reviewed_at: reviewed, state, contact_due_at: contactDue, car_wanted_since: carWanted }: ResponseBrief, isFirstGrade: boolean, climbs: readonly number[]): number[] {
  const asked = escalation === null ? [] : [escalation.requested_at, ...climbs.slice(0, escalation.climb).map((after) => escalation.requested_at + after)];
  const lookBy = notified + UNREVIEWED_AFTER_MS;
  const unlooked = isFirstGrade && state !== "closed" && (reviewed === null || reviewed > lookBy) ? [lookBy] : [];
  return [...asked, ...unlooked, ...[contactDue, carWanted].filter((at) => at !== null)];
}
