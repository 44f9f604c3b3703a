// How many alarms began at the board within the last ten minutes. Pure.
import { FLOOD, isOnIt, UNREVIEWED_AFTER_MS, watchedRanks } from "../../board/logic/alarms";
import { isEscalationOpen, isFinished, isHandedOver } from "../../board/logic/rows";
import type { IncidentBrief, ResponseBrief, SchemeView } from "../../live/protocol.gen";

const MINUTE = 60_000;

/** The board's kinds, as they stand: requests and their climbs, gates that closed on a car, cars wanted, tries that are due, the first grade unlooked at, promises that ran out. What somebody has acted on since is told at the board alone. */
export function alarmsBegun(briefs: readonly IncidentBrief[], scheme: Pick<SchemeView, "grades" | "escalation_climb_ms">, now: number): number {
  const isFresh = (at: number): boolean => at <= now && at > now - FLOOD.within_ms;
  const watched = watchedRanks(scheme);
  return briefs
    .flatMap((brief) => {
      const grade = scheme.grades.find(({ code }) => code === brief.grade);
      const promise = grade?.attend_minutes ?? null;
      const due = promise === null || grade === undefined || !watched.has(grade.rank) ? null : brief.graded_at + promise * MINUTE;
      // Where somebody has asked the force already there is nothing more to ask.
      const isOver = brief.duplicate || brief.state === "closed" || brief.state === "resulted" || brief.responses.some(isEscalationOpen) || brief.responses.every((response) => isFinished(response) || isHandedOver(response));
      const ranOut = due !== null && !isOver && (brief.first_at_scene_at === null || brief.first_at_scene_at > due) ? [due] : [];
      const closedOn = brief.gate === "revoked" && brief.gate_since !== null ? brief.responses.filter(({ car }) => isOnIt(car)).map(() => brief.gate_since) : [];
      return [...ranOut, ...closedOn, ...brief.responses.flatMap((response) => begunOf(response, grade?.rank === 1, scheme.escalation_climb_ms))];
    })
    .filter((at) => at !== null && isFresh(at)).length;
}

function begunOf({ escalation, notified_at: notified, reviewed_at: reviewed, state, contact_due_at: contactDue, car_wanted_since: carWanted }: ResponseBrief, isFirstGrade: boolean, climbs: readonly number[]): number[] {
  const asked = escalation === null ? [] : [escalation.requested_at, ...climbs.slice(0, escalation.climb).map((after) => escalation.requested_at + after)];
  const lookBy = notified + UNREVIEWED_AFTER_MS;
  const unlooked = isFirstGrade && state !== "closed" && (reviewed === null || reviewed > lookBy) ? [lookBy] : [];
  return [...asked, ...unlooked, ...[contactDue, carWanted].filter((at) => at !== null)];
}
