// One search, and what of it has come so far. Nothing is asked before somebody asks: each search is itself on record.
import { useCallback, useRef, useState } from "react";
import type { Problem } from "../../session/http";
import { signedIn } from "../../session/store";
import { searchLedger, type LedgerEntry, type LedgerFilter } from "../api";

/** Entries of one answer. */
export const PAGE_ENTRIES = 100;

export type Search = {
  /** What was asked last; null: nothing yet. */
  filter: LedgerFilter | null;
  entries: readonly LedgerEntry[];
  next: string | null;
  /** Null: at rest. */
  pending: "new" | "older" | null;
  problem: Problem | null;
  search: (filter: LedgerFilter) => void;
  older: () => void;
  again: () => void;
};

type State = Pick<Search, "filter" | "entries" | "next" | "pending" | "problem">;

export function useSearch(board: string): Search {
  const [state, setState] = useState<State>({ filter: null, entries: [], next: null, pending: null, problem: null });
  const turn = useRef(0);
  const ask = useCallback(
    async (filter: LedgerFilter, before: string | null): Promise<void> => {
      const mine = ++turn.current;
      const isNew = before === null;
      setState((was) => ({ ...was, filter, pending: isNew ? "new" : "older", problem: null, ...(isNew ? { entries: [], next: null } : {}) }));
      const answer = await signedIn(() => searchLedger(board, filter, before, PAGE_ENTRIES));
      if (mine !== turn.current) return;
      setState((was) => (answer.ok ? { ...was, pending: null, entries: [...was.entries, ...answer.value.entries], next: answer.value.next } : { ...was, pending: null, problem: answer.problem }));
    },
    [board],
  );
  const { filter, next } = state;
  return {
    ...state,
    search: useCallback((asked: LedgerFilter) => void ask(asked, null), [ask]),
    older: () => {
      if (filter !== null && next !== null) void ask(filter, next);
    },
    again: () => {
      if (filter !== null) void ask(filter, next);
    },
  };
}
