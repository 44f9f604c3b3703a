// How far the safe-contact rule can be trusted now, and whether a number may be shown. Pure.

import type { ContactSafety, IncidentFile, PersonView, SafeContactView } from "../live/protocol.gen";

export type Trust = "safe" | "overtaken" | "stale" | "unsafe" | "unknown";

/** A rule older than the scheme allows counts as unconfirmed, whatever it says. */
export function trustIn(safety: ContactSafety, confirmedAt: number | null, staleMs: number, now: number): Trust {
  if (safety === "unknown" || confirmedAt === null) return "unknown";
  if (safety === "unsafe") return "unsafe";
  if (safety === "overtaken") return "overtaken";
  return now - confirmedAt > staleMs ? "stale" : "safe";
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
