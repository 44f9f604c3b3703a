// What the outcome form fills in from the records, what it reads out of its fields, and where the records say otherwise. Pure.
import type { Outcome, OutcomeKind, OutcomeQuestion, ReferralDecision, ResponseFile, ResponseRow } from "../live/protocol.gen";
import { mayShareWith } from "./consent";

/** By the question's id: "" is not asked. */
export type AnswerFields = Readonly<Record<string, string>>;

export const CHILDREN_MAX = 99;
/** The most that the server takes of a number. */
const NUMBER_MAX = 1_000_000;

/** The services of drafted referrals, each once, as long as the directory has them. */
export function draftedServices(part: ResponseFile | undefined, directory: readonly { name: string }[]): string[] {
  const names = (part?.referrals ?? []).filter((each) => each.state === "drafted").map((each) => each.draft.service);
  return [...new Set(names)].filter((name) => directory.some((service) => service.name === name));
}

/** Whether a plan that was gone through is on record. */
export function planAgreed(response: ResponseRow, part: ResponseFile | undefined): boolean {
  return response.plan_agreed || part?.plan?.plan.agreed === true;
}

/** A whole number in a field; null where it is none. */
export function wholeNumber(text: string, max = NUMBER_MAX): number | null {
  const trimmed = text.trim();
  const value = /^\d+$/.test(trimmed) ? Number(trimmed) : null;
  return value !== null && value <= max ? value : null;
}

export function fieldsOf(answers: Outcome["answers"]): AnswerFields {
  return Object.fromEntries(Object.entries(answers ?? {}).map(([id, value]) => [id, value === undefined ? "" : String(value)]));
}

/** Questions whose field holds something that is no answer. */
export function wrongFields(questions: readonly OutcomeQuestion[], fields: AnswerFields): string[] {
  return questions.filter(({ id, kind }) => kind === "number" && (fields[id] ?? "").trim() !== "" && wholeNumber(fields[id] ?? "") === null).map(({ id }) => id);
}

/** What was asked, by id; the rest is left out. */
export function answersOf(questions: readonly OutcomeQuestion[], fields: AnswerFields): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const { id } of questions) {
    const value = wholeNumber(fields[id] ?? "");
    if (value !== null) answers[id] = value;
  }
  return answers;
}

export type Hint =
  | { about: "consent"; services: string[] }
  | { about: "drafts"; services: string[] }
  | { about: "plan_missing" }
  | { about: "plan_unticked" }
  | { about: "spoke_missing" }
  | { about: "reached" };

type HintsIn = {
  kind: OutcomeKind | null;
  referral: ReferralDecision | null;
  services: readonly string[];
  plan: boolean;
  /** The scheme's purpose under which a service may be told of a referral. */
  forReferral: string | null;
  response: ResponseRow;
  /** Without the file nothing is known, and so nothing is hinted at. */
  part: ResponseFile | undefined;
};

/** Where form and records disagree. Hints: the person may know better, and nothing is refused for them. */
export function hintsOf({ kind, referral, services, plan, forReferral, response, part }: HintsIn): Hint[] {
  if (part === undefined) return [];
  const hints: Hint[] = [];
  const drafted = part.referrals.filter((each) => each.state === "drafted");
  if (referral === "referred") {
    const mayShare = (service: string): boolean => mayShareWith(part.consents, service, forReferral) || drafted.some((each) => each.draft.service === service && each.may_share);
    const without = services.filter((service) => !mayShare(service));
    if (without.length > 0) hints.push({ about: "consent", services: without });
  }
  if (referral !== null) {
    const left = [...new Set(drafted.map((each) => each.draft.service))].filter((service) => referral !== "referred" || !services.includes(service));
    if (left.length > 0) hints.push({ about: "drafts", services: left });
  }
  const agreed = planAgreed(response, part);
  if (plan && !agreed) hints.push({ about: "plan_missing" });
  if (!plan && agreed) hints.push({ about: "plan_unticked" });
  const spoke = part.attempts.some(({ attempt }) => attempt.result === "spoke_safely");
  if (kind === "engaged_by_phone" && !spoke) hints.push({ about: "spoke_missing" });
  if (kind === "could_not_reach" && (spoke || response.contacted_at !== null)) hints.push({ about: "reached" });
  return hints;
}
