// What was typed and not yet sent, kept under a name: it survives updates, refusals, another incident, and on a tablet the page itself.
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { onSignOut } from "../session/store";

/** Where drafts are kept beyond the page. The desk has none: there they live as long as the page does. */
export type DraftKeeper = { put: (key: string, draft: object) => void; remove: (key: string) => void };

const drafts = new Map<string, object>();
let keeper: DraftKeeper | null = null;
const listeners = new Set<() => void>();
onSignOut(() => {
  drafts.clear();
  tell();
});

/** Afterwards, as a draft may change while a form is being drawn. */
function tell(): void {
  if (listeners.size === 0) return;
  queueMicrotask(() => {
    for (const listener of [...listeners]) listener();
  });
}

/** From now on each change is handed to this keeper as well; null: to none. */
export function keepDraftsIn(next: DraftKeeper | null): void {
  keeper = next;
}

/** What was kept before the page was. Before any form is mounted. */
export function fillDrafts(kept: Iterable<readonly [string, object]>): void {
  for (const [key, draft] of kept) drafts.set(key, draft);
  tell();
}

/** What was typed under this key; undefined: nothing. */
export function draftOf(key: string): object | undefined {
  return drafts.get(key);
}

export function putDraft(key: string, draft: object): void {
  drafts.set(key, draft);
  keeper?.put(key, draft);
  tell();
}

export function forgetDraft(key: string): void {
  if (!drafts.delete(key)) return;
  keeper?.remove(key);
  tell();
}

/** The keys that begin so, the oldest first. */
export function draftKeys(prefix: string): string[] {
  return [...drafts.keys()].filter((key) => key.startsWith(prefix));
}

/** The same for a screen, which redraws when one comes or goes. */
export function useDraftKeys(prefix: string): readonly string[] {
  const joined = useSyncExternalStore(subscribe, () => draftKeys(prefix).join("\n"));
  return useMemo(() => (joined === "" ? [] : joined.split("\n")), [joined]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
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
        putDraft(key, next);
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => forgetDraft(key), [key]);
  return [{ ...initial(), ...typed }, change, forget];
}
