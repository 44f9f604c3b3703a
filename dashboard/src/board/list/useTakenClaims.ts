// Whoever had a claim is told when a colleague has it now. The reason is a text about people: it stands in the log, not in a notice.
import { useEffect, useRef } from "react";
import { useDocs, useLive, useYou } from "../../live/hooks";
import type { IncidentRow } from "../../live/protocol.gen";
import { showToast } from "../../ui/toasts";
import { list as w } from "../../words/en.list";
import { shortNumber } from "../logic/rows";

export function useTakenClaims(rows: ReturnType<typeof useDocs<"incident">>): void {
  const live = useLive();
  const me = useYou()?.user ?? null;
  const held = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    // What this person has just handed over is no news to them.
    const given = (response: string): boolean => live.commands().some(({ command }) => command.type === "hand_over_claim" && command.response === response);
    for (const { number, response, by } of takenFrom(held.current, rows, me)) if (!given(response)) showToast(w.taken(shortNumber(number), by));
    held.current = heldBy(rows, me);
  }, [rows, me, live]);
}

/** The responses that this person holds. */
export function heldBy(rows: readonly IncidentRow[], me: string | null): Set<string> {
  return new Set(rows.flatMap((row) => row.responses.filter(({ claim }) => me !== null && claim?.user === me).map(({ response }) => response)));
}

/** Those of `before` that somebody else holds now. What was given back or has ended was taken by nobody. */
export function takenFrom(before: ReadonlySet<string>, rows: readonly IncidentRow[], me: string | null): { number: string; response: string; by: string }[] {
  return rows.flatMap((row) =>
    row.responses.flatMap(({ response, claim }) => (before.has(response) && claim !== null && claim.user !== me ? [{ number: row.number, response, by: claim.name }] : [])),
  );
}
