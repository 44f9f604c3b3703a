// What was typed into the search, and what it asks the server. Pure.
import { fromLocalField } from "../../ui/time";
import type { LedgerAct, LedgerEntry, LedgerFilter } from "../api";

/** As typed; empty: anything. Times are local ones of the given zone. */
export type Typed = { incident: string; user: string; act: LedgerAct | ""; from: string; to: string };

export const EMPTY: Typed = { incident: "", user: "", act: "", from: "", to: "" };

export function filterOf(typed: Typed, zone: string): LedgerFilter {
  const [incident, user] = [typed.incident.trim(), typed.user.trim()];
  const [from, to] = [fromLocalField(typed.from, zone), fromLocalField(typed.to, zone)];
  return {
    ...(incident === "" ? {} : { incident }),
    ...(user === "" ? {} : { user }),
    ...(typed.act === "" ? {} : { act: typed.act }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

export function isBackwards({ from, to }: LedgerFilter): boolean {
  return from !== undefined && to !== undefined && from >= to;
}

/** The word of the record for what was done: of an event its kind, of anything else what it says. */
export function doneOf({ detail }: LedgerEntry): string | null {
  if (typeof detail === "string") return detail;
  if (typeof detail !== "object" || detail === null) return null;
  const { kind, what } = detail as { kind?: unknown; what?: unknown };
  return typeof kind === "string" ? kind : typeof what === "string" ? what : null;
}

/** Rows of both tables share their numbers: a key that is one row's alone. */
export function keyOf(entry: LedgerEntry, place: number): string {
  return `${entry.seq} ${entry.at} ${entry.act} ${place}`;
}
