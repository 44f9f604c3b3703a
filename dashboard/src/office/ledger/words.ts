// What a search asked for, in one line.
import { dayAndClock } from "../../ui/time";
import { ledger as w } from "../../words/en.ledger";
import type { LedgerFilter } from "../api";

export function filterWords({ incident, user, act, from, to }: LedgerFilter, zone: string): string {
  const parts = [
    incident === undefined ? null : `${w.search.incident} ${incident}`,
    user === undefined ? null : `${w.search.user} ${user}`,
    act === undefined ? null : `${w.search.act}: ${w.formal[act]}`,
    from === undefined ? null : `${w.search.from} ${dayAndClock(from, zone)}`,
    to === undefined ? null : `${w.search.to} ${dayAndClock(to, zone)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? w.printAll : parts.join(" · ");
}
