// Three addresses, no library. No address ever names an incident or a person.
import { useSyncExternalStore } from "react";
import type { Audience } from "../live/protocol.gen";

export type Face = "board" | "car" | "demand";

export const AUDIENCE: Record<Face, Audience> = { board: "control", car: "crew", demand: "inspector" };
export const FACE: Record<Audience, Face> = { control: "board", crew: "car", inspector: "demand" };

const listeners = new Set<() => void>();

export function faceOf(path: string): Face | null {
  const first = path.split("/")[1] ?? "";
  return first === "board" || first === "car" || first === "demand" ? first : null;
}

export function navigate(face: Face, replace = false): void {
  const path = `/${face}`;
  if (window.location.pathname === path) return;
  if (replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function useFace(): Face | null {
  return useSyncExternalStore(subscribe, () => faceOf(window.location.pathname));
}
