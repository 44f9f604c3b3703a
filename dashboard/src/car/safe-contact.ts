// How far the safe-contact rule can be trusted now, and whether a number may be shown. Pure.

import { windowState } from "../board/logic/safety-windows";
import type { ContactSafety, IncidentFile, JobCard, PersonView, SafeContact, SafeContactView, SafeWindow, SecondStep } from "../live/protocol.gen";

export type Trust = "safe" | "overtaken" | "stale" | "outside_window" | "unsafe" | "unknown";

/** Her safe hours, once the file is open; the job's card does not hold them. */
export type Hours = { windows: readonly SafeWindow[]; zone: string };

/** A rule older than the scheme allows counts as unconfirmed, whatever it says. */
export function trustIn(safety: ContactSafety, confirmedAt: number | null, staleMs: number, now: number, hours?: Hours): Trust {
  if (safety === "unknown" || confirmedAt === null) return "unknown";
  if (safety === "unsafe") return "unsafe";
  if (safety === "overtaken") return "overtaken";
  if (now - confirmedAt > staleMs) return "stale";
  return hours !== undefined && windowState(hours.windows, now, hours.zone).state === "outside" ? "outside_window" : "safe";
}

/** What one number is worth. `not_vouched`: the rule stands, and does not speak for this number. */
export type NumberTrust = Trust | "not_vouched";

type Known = { job: Pick<JobCard, "contact" | "suspect" | "gate">; record: SafeContact | undefined; number: string; staleMs: number; zone: string; now: number };

export function trustInNumber({ job, record, number, staleMs, zone, now }: Known): NumberTrust {
  const { confirmed_at: confirmedAt } = job.contact;
  const vouched = vouchesFor(record, number);
  if (vouched === false) return "unsafe";
  const hours = { windows: record?.windows ?? [], zone };
  if (vouched === true) return trustIn(safetyOfOthers(job), confirmedAt, staleMs, now, hours);
  const trust = trustIn(job.contact.safety, confirmedAt, staleMs, now, hours);
  return trust === "safe" || trust === "outside_window" ? "not_vouched" : trust;
}

/** The card speaks of her own number. Where that one is unsafe, danger since then stands behind it unsaid and is looked for here. */
function safetyOfOthers({ contact, suspect, gate }: Pick<JobCard, "contact" | "suspect" | "gate">): ContactSafety {
  if (contact.safety !== "unsafe" || contact.confirmed_at === null) return contact.safety;
  const since = contact.confirmed_at;
  const back = suspect?.whereabouts === "returned" && suspect.at > since;
  const revoked = gate.state === "revoked" && (gate.since ?? since) >= since;
  return contact.overtaken_because !== undefined || back || revoked ? "overtaken" : "safe";
}

/** Whether the rule allows this number; null: it does not know it. */
export function vouchesFor(record: SafeContact | undefined, number: string): boolean | null {
  if (record === undefined) return null;
  if (sameNumber(record.number, number)) return record.safe_to_ring;
  return record.other_numbers.find((other) => sameNumber(other.number, number))?.safe_to_ring ?? null;
}

/** What a second step is recorded for. */
export function secondStepFor(trust: Exclude<NumberTrust, "safe">): SecondStep {
  return trust === "unknown" || trust === "not_vouched" ? "unconfirmed" : trust;
}

export function ruleOf(file: IncidentFile, response: string): SafeContactView | null {
  return file.responses.find((entry) => entry.response === response)?.safe_contact ?? null;
}

/**
 * Names the rule that was read. When the rule changes the name changes, and numbers are masked again until
 * the new rule has been read.
 */
export function ruleVersion(response: string, rule: SafeContactView | null): string {
  return rule === null ? `${response}:none` : `${response}:${rule.confirmed_at}`;
}

/** Dots for all but the last two digits: enough to tell two numbers apart, not enough to dial. */
export function masked(number: string): string {
  const digits = number.replace(/\D/g, "");
  return digits.length <= 4 ? "••••" : `••••• ••••${digits.slice(-2)}`;
}

/** People in the order a crew needs them at a door: the victim, children, then who might hurt them, then others. */
const ORDER: Record<PersonView["role"], number> = { victim: 0, child: 1, suspect: 2, caller: 3, witness: 4, other: 5 };

export function peopleInOrder(people: readonly PersonView[]): PersonView[] {
  return [...people].sort((a, b) => ORDER[a.role] - ORDER[b.role]);
}

/** What the dialler is given. */
export function dialled(number: string): string {
  return number.replace(/[^\d+]/g, "");
}

/** The same line, however it is spaced. */
export function sameNumber(one: string, other: string): boolean {
  return dialled(one) !== "" && dialled(one) === dialled(other);
}
