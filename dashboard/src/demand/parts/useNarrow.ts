// Whether the screen is a phone's: a week is then drawn with its days across.
import { useSyncExternalStore } from "react";

/** A sheet of paper is as narrow, and is no phone. */
const QUERY = "screen and (max-width: 760px)";

function media(): MediaQueryList | null {
  return typeof window.matchMedia === "function" ? window.matchMedia(QUERY) : null;
}

function subscribe(listener: () => void): () => void {
  const list = media();
  list?.addEventListener("change", listener);
  return () => list?.removeEventListener("change", listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => media()?.matches ?? false);
}
