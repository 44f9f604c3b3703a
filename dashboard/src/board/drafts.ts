// What was typed and not yet sent, kept in memory alone: it survives updates, refusals and another incident, and dies with the page.
import { useCallback, useState } from "react";
import { onSignOut } from "../session/store";

const drafts = new Map<string, unknown>();
onSignOut(() => drafts.clear());

/** Like useState, kept under a key. The third function forgets it. Mount with `key={key}`, so that another key starts anew. */
export function useDraft<T>(key: string, initial: () => T): [T, (change: Partial<T>) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : initial()));
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part };
        drafts.set(key, next);
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => {
    drafts.delete(key);
  }, [key]);
  return [value, change, forget];
}
