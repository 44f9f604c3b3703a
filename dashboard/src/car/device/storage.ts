// Whether the browser has promised not to clear what this tablet keeps when its disk runs full.
import { useSyncExternalStore } from "react";

/** Null: not asked yet, or this browser does not say. */
let promised: boolean | null = null;
let asked = false;
const listeners = new Set<() => void>();

/** Browsers answer by how much the site is used, or ask the person; a second time costs nothing. */
export async function askToPersist(): Promise<void> {
  if (!("storage" in navigator) || !("persist" in navigator.storage)) return;
  promised = await navigator.storage.persist().catch(() => null);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    void askToPersist();
  }
  return () => listeners.delete(listener);
}

export function usePersisted(): boolean | null {
  return useSyncExternalStore(subscribe, () => promised);
}
