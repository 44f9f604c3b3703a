// What a press elsewhere in the pane asks of the form that it opens: whose consent, or which entry to correct or to share. In memory alone.
import { useEffect, useSyncExternalStore } from "react";
import type { ConsentDecision, ResponseId } from "../../../live/protocol.gen";
import { onSignOut } from "../../../session/store";
import { useBoard } from "../../state";

export type ConsentAsk = { tray: "consent"; response: ResponseId; recipient: string; purpose: string | null; decision: ConsentDecision | null };
export type CorrectAsk = { tray: "correct"; response: ResponseId; seq: number };
export type ShareAsk = { tray: "share"; response: ResponseId; seq: number };
type Ask = ConsentAsk | CorrectAsk | ShareAsk;

let asked: Ask | null = null;
const listeners = new Set<() => void>();

function set(next: Ask | null): void {
  if (asked === next) return;
  asked = next;
  for (const listener of [...listeners]) listener();
}
onSignOut(() => set(null));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the form with what it is asked for. */
export function useAsk(): (ask: Ask) => void {
  const { change } = useBoard();
  return (ask) => {
    set(ask);
    change({ type: "tray", tray: ask.tray });
  };
}

/** What the form was opened for; null where it was opened by its key or its own button. */
export function useAsked<T extends Ask["tray"]>(tray: T, response: ResponseId): Extract<Ask, { tray: T }> | null {
  const now = useSyncExternalStore(subscribe, () => asked);
  return now?.tray === tray && now.response === response ? (now as Extract<Ask, { tray: T }>) : null;
}

/** An ask dies with its form, however that was put away, so that the next opening starts with nothing chosen. */
export function useForgetAsk(): void {
  const { tray } = useBoard().state;
  useEffect(() => {
    if (asked !== null && asked.tray !== tray) set(null);
  }, [tray]);
}
