// What was typed and not yet sent, kept in memory alone: it survives updates, refusals and another incident, and dies with the page.
import { useCallback, useState } from "react";
import { onSignOut } from "../session/store";

const drafts = new Map<string, object>();
onSignOut(() => drafts.clear());

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
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => {
    drafts.delete(key);
  }, [key]);
  return [{ ...initial(), ...typed }, change, forget];
}
