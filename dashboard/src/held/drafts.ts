// What was typed and not yet sent, kept under a name: it survives updates, refusals, another incident, and on a tablet the page itself.
import { useCallback, useState } from "react";
import { onSignOut } from "../session/store";

/** Where drafts are kept beyond the page. The desk has none: there they live as long as the page does. */
export type DraftKeeper = { put: (key: string, draft: object) => void; remove: (key: string) => void };

const drafts = new Map<string, object>();
let keeper: DraftKeeper | null = null;
onSignOut(() => drafts.clear());

/** From now on each change is handed to this keeper as well; null: to none. */
export function keepDraftsIn(next: DraftKeeper | null): void {
  keeper = next;
}

/** What was kept before the page was. Before any form is mounted. */
export function fillDrafts(kept: Iterable<readonly [string, object]>): void {
  for (const [key, draft] of kept) drafts.set(key, draft);
}

/** Whether anything was typed under this key and not forgotten since. */
export function hasDraft(key: string): boolean {
  return drafts.has(key);
}

/** Forgets every draft whose key begins so: its job is over and its acts are taken. */
export function forgetDrafts(prefix: string): void {
  for (const key of [...drafts.keys()]) {
    if (!key.startsWith(prefix)) continue;
    drafts.delete(key);
    keeper?.remove(key);
  }
}

/**
 * Like useState, kept under a key. What nobody has typed into yet follows `initial`, so that a form which is out before the
 * file has come fills itself when it comes. The third function forgets it. Mount with `key={key}`, so that another key starts anew.
 */
export function useDraft<T extends object>(key: string, initial: () => T): [T, (change: Partial<T>) => void, () => void] {
  const [typed, setTyped] = useState<Partial<T>>(() => (drafts.get(key) as Partial<T> | undefined) ?? {});
  const change = useCallback(
    (part: Partial<T>) =>
      setTyped((before) => {
        const next = { ...before, ...part };
        drafts.set(key, next);
        keeper?.put(key, next);
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => {
    drafts.delete(key);
    keeper?.remove(key);
  }, [key]);
  return [{ ...initial(), ...typed }, change, forget];
}
