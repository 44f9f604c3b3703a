// When to try again after a socket closed, and whether to.
import { CLOSE } from "./protocol.gen";

export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MAX_MS = 15_000;

/** Full-jitter exponential wait; never sooner than the server asked. `failures` counts from 1. */
export function waitBeforeRetry(failures: number, retryAfterMs: number | undefined, random: () => number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(10, Math.max(0, failures - 1)));
  // At least half of the ceiling, so that a first failure does not come back at once.
  const spread = ceiling / 2 + random() * (ceiling / 2);
  return Math.max(Math.round(spread), retryAfterMs ?? 0);
}

export type AfterClose = "come_back" | "come_back_fresh" | "sign_in" | "reload" | "stop";

/** Codes from 4500 mean: do not come back (4502 sign in again, 4504 reload the page). */
export function afterClose(code: number): AfterClose {
  if (code === CLOSE.resync_needed) return "come_back_fresh";
  if (code === CLOSE.signed_out) return "sign_in";
  if (code === CLOSE.version_unsupported) return "reload";
  if (code >= 4500 && code <= 4999) return "stop";
  return "come_back";
}
