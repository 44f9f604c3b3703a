// May this number be rung now? Wrong here can cost a life, so the answer is "no" unless everything speaks for "yes".
import type { SafeContactView } from "../../live/protocol.gen";

export type Safety =
  | { state: "safe"; confirmedAt: number }
  /** Somebody said that this number must not be rung. */
  | { state: "unsafe"; confirmedAt: number }
  /** Was safe, too long ago. */
  | { state: "stale"; confirmedAt: number }
  /** Was safe, and danger has come since that it could not know of. */
  | { state: "overtaken"; confirmedAt: number }
  /** Nobody has asked yet. */
  | { state: "unconfirmed" }
  /** The record is not here: the file is still coming, or may not be seen. */
  | { state: "unknown" };

export type SafetyInput = {
  record: SafeContactView | null | undefined;
  /** How long a record holds, ms; undefined while the scheme is not known. */
  staleAfterMs: number | undefined;
  /** Danger came after it was confirmed, as the server says. */
  overtaken?: boolean;
  now: number;
};

export function contactSafety({ record, staleAfterMs, overtaken = false, now }: SafetyInput): Safety {
  if (record === undefined) return { state: "unknown" };
  if (record === null) return { state: "unconfirmed" };
  if (!record.record.safe_to_ring) return { state: "unsafe", confirmedAt: record.confirmed_at };
  if (overtaken) return { state: "overtaken", confirmedAt: record.confirmed_at };
  if (staleAfterMs === undefined) return { state: "unknown" };
  // A confirmation from the future is a wrong clock, and does not count as fresh.
  const age = now - record.confirmed_at;
  if (age >= staleAfterMs || age < -120_000) return { state: "stale", confirmedAt: record.confirmed_at };
  return { state: "safe", confirmedAt: record.confirmed_at };
}

/** Whether the number stands open, or behind the deliberate second step. */
export function mayDialAtOnce(safety: Safety): boolean {
  return safety.state === "safe";
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

/** Whether that many digits can be a telephone number at all. */
export function isDialable(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  return /^[+\d][\d\s().-]*$/.test(number.trim()) && digits.length >= 5 && digits.length <= 15;
}
