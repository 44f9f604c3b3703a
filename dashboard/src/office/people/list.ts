// Who stands in the list and in which order. Pure.
import type { Account } from "../api";
import { fitsTyped } from "../typed";

export const SHOWN = ["all", "signed_in", "locked", "closed"] as const;
export type Shown = (typeof SHOWN)[number];

export function isLocked(account: Account, now: number): boolean {
  return account.locked_until !== null && account.locked_until > now;
}

function fits(account: Account, shown: Shown, now: number): boolean {
  switch (shown) {
    case "all":
      return true;
    case "signed_in":
      return account.sessions.length > 0;
    case "locked":
      return isLocked(account, now);
    case "closed":
      return account.is_disabled;
  }
}

export function countsOf(accounts: readonly Account[], now: number): Record<Shown, number> {
  const count = (shown: Shown): number => accounts.filter((each) => fits(each, shown, now)).length;
  return { all: count("all"), signed_in: count("signed_in"), locked: count("locked"), closed: count("closed") };
}

/** By name. Every typed word stands somewhere in the name, the user name, the car or a role. */
export function peopleShown(accounts: readonly Account[], shown: Shown, typed: string, now: number, roleWords: (account: Account) => string): readonly Account[] {
  const holds = fitsTyped(typed);
  return accounts
    .filter((each) => fits(each, shown, now))
    .filter((each) => holds(each.name, each.username, each.car ?? "", roleWords(each)))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** When somebody last did anything here, as far as open sign-ins tell. */
export function lastUsed(account: Account): number | null {
  return account.sessions.length === 0 ? null : Math.max(...account.sessions.map((each) => each.last_at));
}
