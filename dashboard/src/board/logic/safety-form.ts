// What the safe-contact form holds, what is still wrong with it, and the record that it becomes. Pure.
import type { OtherNumber, SafeContact, SafeWindow, Weekday } from "../../live/protocol.gen";
import { isDialable, isEmail } from "./safety";
import { windowFault, type WindowFault } from "./safety-windows";

export type SafeDraft = {
  number: string;
  safe: "yes" | "no" | null;
  voicemail: boolean;
  text: boolean;
  withhold: boolean;
  when: string;
  code: string;
  email: string;
  emailAllowed: boolean;
  visit: boolean;
  windows: readonly SafeWindow[];
  others: readonly OtherNumber[];
  language: string;
  who: string;
};

/** Filled from the last record, but for the question whether it is safe: an old answer must not be confirmed by habit. */
export function draftOf(record: SafeContact | undefined, forceNumber: string | null, language: string | null): SafeDraft {
  return {
    number: record === undefined || record.number.trim() === "" ? (forceNumber ?? "") : record.number,
    safe: null,
    voicemail: record?.voicemail_allowed ?? false,
    text: record?.text_allowed ?? false,
    withhold: record?.withhold_caller_id ?? true,
    when: record?.when_safe ?? "",
    code: record?.code_word ?? "",
    email: record?.email ?? "",
    emailAllowed: record?.email_allowed ?? false,
    visit: record?.visit_allowed ?? false,
    windows: record?.windows ?? [],
    others: record?.other_numbers ?? [],
    language: record?.language ?? language ?? "",
    who: record?.who_may_answer ?? "",
  };
}

/** Whether there is something in the part of the form that is folded away. */
export function holdsMore(draft: SafeDraft): boolean {
  return draft.windows.length > 0 || draft.others.length > 0 || draft.emailAllowed || draft.visit || [draft.email, draft.language, draft.who].some((text) => text.trim() !== "");
}

export type SafeFaults = {
  number: "need" | "bad" | null;
  safe: boolean;
  email: "need" | "bad" | null;
  /** By their place. */
  windows: readonly (WindowFault | null)[];
  others: readonly boolean[];
};

export function faultsOf(draft: SafeDraft): SafeFaults {
  const empty = draft.number.trim() === "";
  const mail = draft.email.trim();
  return {
    // Her own number may be none that is safe, and not even known, where another one is.
    number: empty ? (draft.safe === "no" ? null : "need") : isDialable(draft.number) ? null : "bad",
    safe: draft.safe === null,
    email: mail === "" ? (draft.emailAllowed ? "need" : null) : isEmail(mail) ? null : "bad",
    windows: draft.windows.map(windowFault),
    others: draft.others.map(({ number }) => !isDialable(number)),
  };
}

export function isWhole({ number, safe, email, windows, others }: SafeFaults): boolean {
  return number === null && !safe && email === null && windows.every((fault) => fault === null) && !others.includes(true);
}

export function recordOf(draft: SafeDraft): SafeContact {
  return {
    number: draft.number.trim(),
    safe_to_ring: draft.safe === "yes",
    voicemail_allowed: draft.voicemail,
    text_allowed: draft.text,
    email_allowed: draft.emailAllowed,
    visit_allowed: draft.visit,
    withhold_caller_id: draft.withhold,
    when_safe: draft.when.trim(),
    windows: [...draft.windows],
    other_numbers: draft.others.map(({ number, whose, safe_to_ring }) => ({ number: number.trim(), whose: whose.trim(), safe_to_ring })),
    email: draft.email.trim(),
    code_word: draft.code.trim(),
    language: draft.language.trim(),
    who_may_answer: draft.who.trim(),
  };
}

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/** What is said most often, one press each. */
export const WINDOW_PRESETS = {
  weekday: { days: [...WEEK], from: "09:00", until: "17:00" },
  evening: { days: [...WEEK], from: "17:00", until: "21:00" },
  weekend: { days: ["sat", "sun"], from: "09:00", until: "17:00" },
  nights: { days: [...WEEK, "sat", "sun"], from: "22:00", until: "06:00" },
} satisfies Record<string, SafeWindow>;
export type WindowPreset = keyof typeof WINDOW_PRESETS;
