// The words of one line of the sheet. Names come in only where the sheet is one with names.
import type { IncidentRow, SchemeView } from "../../live/protocol.gen";
import { clockTime } from "../../ui/time";
import { en } from "../../words/en";
import { board as wb } from "../../words/en.board";
import { handover as w } from "../../words/en.handover";
import { dayAndTime, localDay } from "../logic/contact-time";
import { nameOf, type FileFacts, type HandoverLine } from "../logic/handover";
import { markersOf } from "../logic/markers";
import { firstResponse, isActive } from "../logic/rows";

/** "21:40", with its day once that is another one. */
export function timeWords(at: number, zone: string, now: number): string {
  return localDay(at, zone) === localDay(now, zone) ? clockTime(at, zone) : dayAndTime(at, zone, now);
}

export function nextWords({ next }: HandoverLine, zone: string, now: number): string {
  const what = w.next[next.what];
  return next.at === null ? what : w.nextAt(what, next.what === "desk_answers" ? w.by(timeWords(next.at, zone, now)) : timeWords(next.at, zone, now));
}

/** Null: a sheet without names. */
export function nameWords(line: HandoverLine, facts: FileFacts | null | undefined, withNames: boolean): string | null {
  if (!withNames) return null;
  if (facts === undefined || facts === null) return w.level.notOpened;
  return nameOf(line, facts) ?? w.level.noName;
}

export function markerWords({ row, response }: HandoverLine): string[] {
  const inYear = row.repeat?.incidents_in_12_months ?? 0;
  const newCalls = row.repeat?.new_calls ?? 0;
  const hazards = markersOf(row).map(({ kind, count, hazards: all }) =>
    kind === "children" ? (count === null ? en.hazard.children : en.children(count)) : kind === "language" ? (row.language ?? "") : all.map((each) => en.hazard[each]).join(", "),
  );
  return [
    ...(response.escalation !== null && (response.escalation.state === "requested" || response.escalation.state === "acknowledged")
      ? [`${en.escalationKind[response.escalation.kind].toLowerCase()} ${en.escalation[response.escalation.state]}`]
      : []),
    ...(newCalls > 0 ? [wb.row.newCalls(newCalls)] : []),
    ...hazards,
    ...(inYear > 1 ? [w.repeat(inYear)] : []),
  ];
}

export function standsWords({ row, response, ordinal }: HandoverLine, facts: FileFacts | null | undefined, scheme: SchemeView | null, now: number): string[] {
  const zone = scheme?.time_zone ?? "Europe/London";
  const { contact, deployment, claim, referrals, plan_agreed } = response;
  const consents = facts?.byResponse.get(response.response)?.consents ?? 0;
  return [
    ...(ordinal === null ? [] : [w.stands.victim(ordinal, en.personWord(scheme?.person_word ?? "victim"))]),
    contact.last_result === null || contact.last_at === null ? w.stands.notTried : w.stands.tried(en.contact[contact.last_result], contact.attempts, timeWords(contact.last_at, zone, now)),
    ...(contact.ended_at === null ? [] : [w.stands.ended]),
    ...policeWords(row),
    ...(deployment !== null && (isActive(deployment) || deployment.recall_unconfirmed) ? [`${deployment.call_sign} ${deployment.recall_unconfirmed ? wb.row.recallOpen : en.deployment[deployment.state]}`] : []),
    ...(plan_agreed ? [w.stands.plan] : []),
    ...(consents > 0 ? [w.stands.consents(consents)] : []),
    ...(referrals > 0 ? [w.stands.referrals(referrals)] : []),
    ...(claim === null ? [] : [w.stands.claimed(claim.name)]),
  ];
}

function policeWords(row: IncidentRow): string[] {
  const first = firstResponse(row);
  return [
    first === null ? w.stands.noUnit : `${first.unit.call_sign} ${en.resource[first.unit.status]}`,
    ...(row.suspect === null ? [] : [w.stands.suspect(en.suspect[row.suspect.whereabouts])]),
  ];
}
