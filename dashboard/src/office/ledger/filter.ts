// What was typed into the search, and what it asks the server. Pure.
import { isRecord } from "../../session/http";
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

/** The word that the record has for what was done. */
export function doneOf({ detail }: LedgerEntry): string | null {
  return isRecord(detail) && typeof detail["what"] === "string" ? detail["what"] : null;
}

/** Both records count from one: a key that is one entry's alone. */
export function keyOf({ of, seq }: LedgerEntry): string {
  return `${of} ${seq}`;
}
