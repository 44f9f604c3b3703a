// What the outcome form holds and the acts it becomes. Pure.

import { LIMITS } from "../live/protocol.gen";
import type { Command, ContactResult, OutcomeKind, OutcomeQuestion, ReferralDecision, SchemeView } from "../live/protocol.gen";
import { mayShareWith } from "../records/consent";
import { answersOf, wrongFields, type AnswerFields } from "../records/outcome";
import type { Known } from "./doorstep/known";

/** Nobody went to the door: there is no contact there to record. */
export const NO_VISIT = "no_visit";
export type DoorResult = ContactResult | typeof NO_VISIT;

export interface OutcomeDraft {
  /** It is on record as it stands here; nothing was typed since. */
  saved: boolean;
  /** What came of the contact at the door; empty until chosen. */
  result: DoorResult | null;
  kind: OutcomeKind | null;
  referral: ReferralDecision | null;
  services: string[];
  safetyPlanMade: boolean | null;
  refugePlaced: boolean;
  /** As typed; children who went into the refuge too. */
  childrenPlaced: string;
  note: string;
  /** The attempt at the door is on its way or recorded. It is kept for ever, so it is not sent a second time. */
  attemptSent: boolean;
  /** To the scheme's own questions; none of them has to be answered. */
  answers: AnswerFields;
  /** Referral and plan are said here, and not taken from what was recorded at the door. */
  otherwise: boolean;
}

export const EMPTY: OutcomeDraft = {
  saved: false,
  result: null,
  kind: null,
  referral: null,
  services: [],
  safetyPlanMade: null,
  refugePlaced: false,
  childrenPlaced: "",
  note: "",
  attemptSent: false,
  answers: {},
  otherwise: false,
};

/** What was recorded at the door, or waits to be sent, and is not asked again. */
export type Recorded = {
  result: ContactResult | null;
  /** Null: no plan is known of. */
  plan: "agreed" | "prepared" | null;
  services: string[];
  /** Of these services, those without consent that is known of here. */
  lacksConsent: string[];
};

export function recordedOf(known: Pick<Known, "contacts" | "plan" | "drafted" | "consents">, scheme: Pick<SchemeView, "services" | "consent">): Recorded {
  const services = known.drafted.filter((name) => scheme.services.some((service) => service.name === name));
  return {
    // A call from the car says nothing of the door.
    result: known.contacts.findLast((each) => each.channel === "in_person")?.result ?? null,
    plan: known.plan === null ? null : known.plan.agreed ? "agreed" : "prepared",
    services,
    lacksConsent: services.filter((name) => !mayShareWith(known.consents, name, scheme.consent.for_referral)),
  };
}

/** The draft as it counts: what was recorded stands in it, unless somebody says otherwise. */
export function filledWith(draft: OutcomeDraft, recorded: Recorded): OutcomeDraft {
  if (draft.otherwise) return draft;
  return {
    ...draft,
    ...(recorded.services.length === 0 ? {} : { referral: "referred" as const, services: recorded.services }),
    ...(recorded.plan === null ? {} : { safetyPlanMade: recorded.plan === "agreed" }),
  };
}

/** Results that make sense face to face. A wrong number cannot happen at a door. */
export const AT_THE_DOOR: readonly ContactResult[] = [
  "spoke_safely",
  "ended_unsafe",
  "declined_for_now",
  "someone_else",
  "no_answer",
];

export type Missing = "result" | "kind" | "referral" | "services" | "safety_plan" | "children" | "answers" | "note_length";

/** Above any family: a slip of the finger is caught. */
const CHILDREN_MAX = 20;

/** What is still to be answered, in the order of the form. */
export function missing(draft: OutcomeDraft, questions: readonly OutcomeQuestion[] = []): Missing[] {
  const list: Missing[] = [];
  if (draft.result === null && !draft.attemptSent) list.push("result");
  if (draft.kind === null) list.push("kind");
  if (asksReferral(draft) && draft.referral === null) list.push("referral");
  if (draft.referral === "referred" && draft.services.length === 0) list.push("services");
  if (asksReferral(draft) && draft.safetyPlanMade === null) list.push("safety_plan");
  if (asksReferral(draft) && draft.refugePlaced && childrenOf(draft) === null) list.push("children");
  if (wrongFields(questions, draft.answers).length > 0) list.push("answers");
  if (draft.note.length > LIMITS.TEXT_CHARS_MAX) list.push("note_length");
  return list;
}

/** Nobody can be referred, or plan for safety, who was not met. */
export function asksReferral(draft: OutcomeDraft): boolean {
  return draft.kind === "engaged_by_visit" || draft.kind === "engaged_by_phone" || draft.kind === "declined";
}

/** None typed is none; null: what was typed is no number of children. */
export function childrenOf(draft: OutcomeDraft): number | null {
  const text = draft.childrenPlaced.trim();
  if (text === "") return 0;
  return /^\d{1,2}$/.test(text) && Number(text) <= CHILDREN_MAX ? Number(text) : null;
}

/** The likely outcome of a result, offered and never imposed. */
export function suggestedKind(result: DoorResult): OutcomeKind | null {
  switch (result) {
    case "spoke_safely":
      return "engaged_by_visit";
    case "declined_for_now":
      return "declined";
    case "no_answer":
      return "could_not_reach";
    default:
      return null;
  }
}

/** Records the attempt at the door; `null` when it has been sent before, nothing was chosen, or nobody went there. */
export function attemptOf(draft: OutcomeDraft, response: string): Command | null {
  if (draft.result === null || draft.result === NO_VISIT || draft.attemptSent) return null;
  return { type: "record_contact", response, attempt: { channel: "in_person", result: draft.result, number: "", note: "" } };
}

/** Records the outcome, without what was answered before the outcome came to exclude it. */
export function outcomeOf(draft: OutcomeDraft, response: string, questions: readonly OutcomeQuestion[] = []): Command | null {
  if (draft.kind === null) return null;
  const answers = answersOf(questions, draft.answers);
  const met = asksReferral(draft);
  const referral = met ? (draft.referral ?? "not_offered") : "not_offered";
  return {
    type: "record_outcome",
    response,
    outcome: {
      kind: draft.kind,
      referral,
      services: referral === "referred" ? draft.services : [],
      refuge_placed: met && draft.refugePlaced,
      children_placed: met && draft.refugePlaced ? (childrenOf(draft) ?? 0) : 0,
      safety_plan_made: met && draft.safetyPlanMade === true,
      ...(Object.keys(answers).length === 0 ? {} : { answers }),
      note: draft.note.trim(),
    },
  };
}
