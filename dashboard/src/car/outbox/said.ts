// What an act says, in words: for a note in its place, for the clipboard, to be read out over the radio. Nothing that was typed or ticked is left out. Pure.

import { LIMITS, type Answer, type Command, type RiskAssessment, type SchemeView } from "../../live/protocol.gen";
import { en } from "../../words/en";
import { car as words } from "../../words/en.car";
import { door } from "../../words/en.door";
import { outbox } from "../../words/en.outbox";

/** Null: the act says nothing that its name does not. */
export function saidIn(command: Command, scheme: Pick<SchemeView, "risk" | "safety_topics" | "consent" | "needs" | "outcome_questions" | "time_zone"> | null): string | null {
  const lines = linesOf(command, scheme).filter((line) => line.trim() !== "");
  return lines.length === 0 ? null : lines.join("\n");
}

/** As many texts as it takes for a server that takes no longer ones. */
export function inNotes(head: string, said: string): string[] {
  const room = LIMITS.TEXT_CHARS_MAX - head.length - 16;
  const parts: string[] = [];
  for (let from = 0; from < said.length; from += room) parts.push(said.slice(from, from + room));
  return parts.map((part, at) => (parts.length === 1 ? `${head}\n${part}` : `${head} ${at + 1}/${parts.length}\n${part}`));
}

type Rules = Parameters<typeof saidIn>[1];

function zoneOf(scheme: Rules): string {
  return scheme?.time_zone ?? "Europe/London";
}

function linesOf(command: Command, scheme: Rules): string[] {
  const named = (list: readonly { id: string; label: string }[] | undefined, id: string): string => list?.find((each) => each.id === id)?.label ?? id;
  switch (command.type) {
    case "add_note":
      return [command.text];
    case "decline_offer":
      return [command.reason];
    case "request_escalation":
      return [command.reason];
    case "record_contact": {
      const { channel, result, number, note, next_at: next } = command.attempt;
      return [`${en.channel[channel]}: ${en.contact[result]}`, number, note, next === undefined ? "" : outbox.tryAgain(new Date(next).toLocaleString("en-GB", { timeZone: zoneOf(scheme) }))];
    }
    case "record_risk":
      return riskLines(command.assessment, scheme);
    case "record_safety_plan": {
      const { steps, agreed, note } = command.plan;
      return [...steps.map(({ topic, text }) => [named(scheme?.safety_topics, topic), text].filter((part) => part !== "").join(": ")), agreed ? outbox.agreed : outbox.prepared, note];
    }
    case "record_consent": {
      const { purpose, recipient, decision, how, basis, note } = command.entry;
      return [
        `${outbox.consent[decision]}: ${recipient}, ${named(scheme?.consent.purposes, purpose)}`,
        how === undefined ? "" : outbox.how[how], basis === undefined ? "" : named(scheme?.consent.bases, basis), note];
    }
    case "draft_referral": {
      const { service, needs, note } = command.draft;
      return [outbox.referral(service), needs.map((need) => named(scheme?.needs, need)).join(", "), note];
    }
    case "record_welfare": {
      const { children_present: present, children_seen: seen, concerns, no_concern: none, note } = command.seen;
      return [
        present == null ? "" : outbox.children(present),
        seen == null ? "" : outbox.childrenSeen(seen),
        none ? outbox.noConcern : concerns.map((each) => door.concern[each]).join(", "),
        note,
      ];
    }
    case "record_hazards": {
      const list = (hazards: typeof command.found): string => hazards.map((each) => en.hazard[each]).join(", ");
      return [list(command.found) === "" ? "" : outbox.hazards(list(command.found)), list(command.ruled_out) === "" ? "" : outbox.ruledOut(list(command.ruled_out)), command.reason];
    }
    case "record_outcome": {
      const { kind, referral, services, refuge_placed: refuge, children_placed: placed, safety_plan_made: planned, answers, note } = command.outcome;
      return [
        words.outcome.kinds[kind],
        words.outcome.referrals[referral] + (services.length === 0 ? "" : `: ${services.join(", ")}`),
        refuge ? words.outcome.refuge : "",
        placed === 0 ? "" : `${words.outcome.childrenPlaced}: ${placed}`,
        planned ? words.outcome.safetyPlan : outbox.noPlan,
        ...Object.entries(answers ?? {}).map(([id, answer]) => `${named(scheme?.outcome_questions, id)}: ${answer ?? ""}`),
        note,
      ];
    }
    default:
      return [];
  }
}

const ANSWERS: readonly Answer[] = ["yes", "no", "dont_know"];

function riskLines({ set, received_from: from, answers, judgement, reason, note }: RiskAssessment, scheme: Rules): string[] {
  const known = scheme?.risk.sets.find((each) => each.id === set);
  const byAnswer = ANSWERS.map((answer) => {
    const codes = Object.entries(answers).filter(([, given]) => given === answer);
    const topics = codes.map(([code]) => known?.questions.find((each) => each.code === code)?.label ?? code);
    return topics.length === 0 ? "" : `${outbox.answer[answer]}: ${topics.join("; ")}`;
  });
  return [known?.name ?? set, from, ...byAnswer, judgement == null ? "" : outbox.judged(judgement), reason, note];
}
