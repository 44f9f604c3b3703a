// The forms of the doorstep: which act each of them makes, under which keys its drafts lie, and how it stands. Pure.
import type { CommandRecord } from "../../live";
import type { Command, JobCard, Refusal, ResponseFile, ResponseId, SchemeView } from "../../live/protocol.gen";

/** In the order in which a crew comes to them. */
export const DOOR_FORMS = ["contact", "risk", "plan", "consent", "referral", "welfare", "hazards"] as const;
export type DoorForm = (typeof DOOR_FORMS)[number];

const FORM_OF: Partial<Record<Command["type"], DoorForm>> = {
  record_contact: "contact",
  record_risk: "risk",
  record_safety_plan: "plan",
  record_consent: "consent",
  draft_referral: "referral",
  record_welfare: "welfare",
  record_hazards: "hazards",
};

/** Null: no form of the doorstep makes this act. */
export function formOf(command: Command): DoorForm | null {
  return FORM_OF[command.type] ?? null;
}

/** What the scheme has no words for is not asked. */
export function formsOf(scheme: SchemeView): DoorForm[] {
  const without: Partial<Record<DoorForm, boolean>> = {
    risk: scheme.risk.sets.length === 0,
    plan: scheme.safety_topics.length === 0,
    consent: scheme.consent.purposes.length === 0,
    referral: scheme.services.length === 0,
  };
  return DOOR_FORMS.filter((form) => without[form] !== true);
}

export function draftKey(response: ResponseId, form: DoorForm): string {
  return `${response}/${form}`;
}

/** By job: the same person on another day is another visit. */
export function outcomeKey({ response, deployment }: Pick<JobCard, "response" | "deployment">): string {
  return `${response}/outcome/${deployment}`;
}

/** What one act was made of, until the server has taken it. */
export function sentKey(response: ResponseId, form: DoorForm, id: string): string {
  return `${draftKey(response, form)}/sent/${id}`;
}

/** The act whose draft lies under this key; null: it is not sent yet. */
export function sentId(key: string): string | null {
  return /\/sent\/([^/]+)$/.exec(key)?.[1] ?? null;
}

export type DoorState = "none" | "begun" | "waiting" | "recorded" | "refused";

export type DoorLine = {
  form: DoorForm;
  state: DoorState;
  /** Of what was recorded or waits. */
  at: number | null;
  /** How many such acts, of what was recorded or waits. */
  count: number;
  refusal: Refusal | null;
  /** Which draft the line opens. */
  key: string;
  /** What a colleague has on the open file already. */
  before: { at: number; by: string } | null;
};

type LinesIn = {
  response: ResponseId;
  forms: readonly DoorForm[];
  commands: readonly CommandRecord[];
  /** Of this response. */
  keys: readonly string[];
  /** Undefined: the file is not open. */
  part: ResponseFile | undefined;
  /** Whose acts are the crew's. */
  me: string | null;
};

export function linesOf({ response, forms, commands, keys, part, me }: LinesIn): DoorLine[] {
  return forms.map((form) => {
    const main = draftKey(response, form);
    const acts = commands.filter((record) => record.subject === response && formOf(record.command) === form);
    const drafts = keys.filter((key) => key === main || key.startsWith(`${main}/`));
    const actOf = (key: string): CommandRecord | undefined => acts.find((record) => record.id === sentId(key));
    const refused = drafts.find((key) => actOf(key)?.status === "refused");
    const waiting = acts.filter((record) => record.status === "pending");
    const accepted = acts.filter((record) => record.status === "accepted");
    // Also one whose act is not known any more: better asked twice than lost.
    const begun = drafts.find((key) => actOf(key) === undefined);
    const filed = filedOf(form, part);
    const ours = filed.filter((each) => each.by === me);
    const last = Math.max(...accepted.map((record) => record.at), ...ours.map((each) => each.at), -Infinity);
    const line = { form, refusal: null, key: begun ?? main, at: null, count: 0, before: filed.findLast((each) => each.by !== me) ?? null };
    if (refused !== undefined) return { ...line, state: "refused", key: refused, refusal: actOf(refused)?.refusal ?? null };
    if (waiting.length > 0) return { ...line, state: "waiting", at: waiting[0]?.at ?? null, count: waiting.length };
    if (begun !== undefined) return { ...line, state: "begun" };
    if (last > -Infinity) return { ...line, state: "recorded", at: last, count: Math.max(accepted.length, ours.length) };
    return { ...line, state: "none" };
  });
}

function filedOf(form: DoorForm, part: ResponseFile | undefined): { at: number; by: string }[] {
  if (part === undefined) return [];
  switch (form) {
    case "contact":
      return part.attempts;
    case "risk":
      return part.risk;
    case "plan":
      return part.plan === null ? [] : [part.plan];
    case "consent":
      return part.consents;
    case "referral":
      return part.referrals.filter((each) => each.state === "drafted");
    case "welfare":
      // A server from before this record says nothing of it.
      return part.welfare == null ? [] : [part.welfare];
    case "hazards":
      return [];
  }
}
