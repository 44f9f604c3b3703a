// May she be reached this way now? Wrong here can cost a life, so the answer is "no" unless everything speaks for "yes".
import type { SafeContactView, SecondStep } from "../../live/protocol.gen";
import { windowState } from "./safety-windows";

export type Safety =
  | { state: "safe"; confirmedAt: number }
  /** Somebody said that this must not be done: this number rung, a text or an email sent. */
  | { state: "unsafe"; confirmedAt: number }
  /** Was safe, too long ago. */
  | { state: "stale"; confirmedAt: number }
  /** Was safe, and danger has come since that it could not know of. */
  | { state: "overtaken"; confirmedAt: number }
  /** Safe, and not at this hour. `next`: when it is again, where that can be said. */
  | { state: "outside_window"; confirmedAt: number; next: number | null }
  /** Nobody has asked yet. */
  | { state: "unconfirmed" }
  /** The record is not here: the file is still coming, or may not be seen. */
  | { state: "unknown" };

export type SafetyInput = {
  record: SafeContactView | null | undefined;
  /** How long a record holds, ms; undefined while the scheme is not known. */
  staleAfterMs: number | undefined;
  /** The scheme's zone, in which the safe hours are; undefined while it is not known. */
  zone: string | undefined;
  /** Danger came after it was confirmed, as the server says. */
  overtaken?: boolean;
  /** Whether the record allows this number or channel; left out: its main number. */
  allowed?: boolean | undefined;
  now: number;
};

export function contactSafety({ record, staleAfterMs, zone, overtaken = false, allowed, now }: SafetyInput): Safety {
  if (record === undefined) return { state: "unknown" };
  if (record === null) return { state: "unconfirmed" };
  const confirmedAt = record.confirmed_at;
  if (!(allowed ?? record.record.safe_to_ring)) return { state: "unsafe", confirmedAt };
  if (overtaken) return { state: "overtaken", confirmedAt };
  if (staleAfterMs === undefined || zone === undefined) return { state: "unknown" };
  // A confirmation from the future is a wrong clock, and does not count as fresh.
  const age = now - confirmedAt;
  if (age >= staleAfterMs || age < -120_000) return { state: "stale", confirmedAt };
  const hours = windowState(record.record.windows, now, zone);
  if (hours.state === "outside") return { state: "outside_window", confirmedAt, next: hours.next };
  return { state: "safe", confirmedAt };
}

/** Whether the number stands open, or behind the deliberate second step. */
export function mayDialAtOnce(safety: Safety): boolean {
  return safety.state === "safe";
}

/** Why the second step is asked for, as it is recorded; null where none is. */
export function secondStepFor(safety: Safety): SecondStep | null {
  return safety.state === "safe" ? null : safety.state;
}

/** The first and last two digits stay, so that two numbers can be told apart: "07••• ••••03". */
export function maskNumber(number: string): string {
  const digits = number.replace(/\D/g, "").length;
  let seen = 0;
  return number.replace(/\d/g, (digit) => {
    seen += 1;
    return seen <= 2 || seen > digits - 2 ? digit : "•";
  });
}

/** The first letter and the end stay: "a•••@•••.org". */
export function maskEmail(email: string): string {
  const [name = "", host = ""] = email.split("@");
  const end = /\.[^.]*$/.exec(host)?.[0] ?? "";
  return `${name.slice(0, 1)}•••@•••${end}`;
}

/** Whether that many digits can be a telephone number at all. */
export function isDialable(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  return /^[+\d][\d\s().-]*$/.test(number.trim()) && digits.length >= 5 && digits.length <= 15;
}

/** Whether that can be an address at all. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}
