// Why a sign-in did not work, in words that say what to do.
import { serverNow } from "../live/clock";
import { clockTime, ZONE } from "../ui/time";
import { shortSpan } from "../words/en";
import { session as w, type Elsewhere } from "../words/en.session";
import type { Problem } from "./http";

export function problemWords(problem: Problem, codeAsked = false): string {
  switch (problem.code) {
    case "sign_in_failed":
    case "field_invalid":
      return codeAsked ? w.code.wrong : w.failed;
    case "account_locked":
      return lockedWords(problem);
    case "rate_limited":
      return w.limited(secondsLeft(problem));
    case "unreachable":
      return w.unreachable;
    case "journal_unavailable":
    case "overloaded":
    case "shutting_down":
    case "internal":
    case "unreadable":
      return w.unavailable;
    default:
      return w.other(problem.detail);
  }
}

/** s until it may be tried again, where the server says it in either way. */
export function secondsLeft({ when, retryAfterS }: Problem): number | null {
  return when === undefined ? retryAfterS : Math.max(1, Math.ceil((when - serverNow()) / 1000));
}

function lockedWords(problem: Problem): string {
  const seconds = secondsLeft(problem);
  return seconds === null ? w.locked : w.lockedUntil(clockTime(serverNow() + seconds * 1000, ZONE), shortSpan(seconds * 1000));
}

const ASKED = /^\?sign-in=(\w+)$/;

/** What the address says of a sign-in elsewhere that brought nobody in. Anything but the fixed words counts as refused. */
export function elsewhereOf(search: string): Elsewhere | null {
  const found = ASKED.exec(search)?.[1];
  if (found === undefined) return null;
  return found === "no_board" || found === "away" ? found : "refused";
}
