// Which referrals stand in the list. Pure.
import type { ReferralLine } from "../../live/protocol.gen";
import { fitsTyped } from "../typed";

export const SHOWN = ["waiting", "accepted", "rejected", "all"] as const;
export type Shown = (typeof SHOWN)[number];

/** Nothing heard yet, or heard that it has come in. */
export function waits({ answer }: ReferralLine): boolean {
  return answer === null || answer === "acknowledged";
}

function fits(line: ReferralLine, shown: Shown): boolean {
  return shown === "all" || (shown === "waiting" ? waits(line) : line.answer === shown);
}

export function countsOf(lines: readonly ReferralLine[]): Record<Shown, number> {
  const count = (shown: Shown): number => lines.filter((line) => fits(line, shown)).length;
  return { waiting: count("waiting"), accepted: count("accepted"), rejected: count("rejected"), all: lines.length };
}

/**
 * In the order in which they came. Every typed word stands somewhere in the number, the service or a colleague's name. One that is held
 * stays where it was answered: no other line comes under the hand that has just pressed.
 */
export function linesShown(lines: readonly ReferralLine[], shown: Shown, typed: string, held: ReadonlySet<string> = new Set()): readonly ReferralLine[] {
  const holds = fitsTyped(typed);
  return lines.filter((line) => (fits(line, shown) || held.has(keyOf(line))) && holds(line.incident, line.service, line.referred_by, line.answered_by ?? ""));
}

/** One line and no other: a response may have been referred to several services. */
export function keyOf({ response, service }: ReferralLine): string {
  return `${response} ${service}`;
}
