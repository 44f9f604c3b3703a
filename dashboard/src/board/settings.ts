// Preferences of this screen's board: pane widths, single-letter keys, alarm sound, what is ticked when a car is sent. Nothing of any incident.
import { useSyncExternalStore } from "react";

export type BoardSettings = { listWidth: number | null; carsWidth: number | null; letters: boolean; muted: boolean; mapAs: "map" | "list"; nextBest: boolean };

const KEY = "alongside.board-layout";
const listeners = new Set<() => void>();
let settings: BoardSettings = read();

function read(): BoardSettings {
  const plain: BoardSettings = { listWidth: null, carsWidth: null, letters: true, muted: false, mapAs: "map", nextBest: false };
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "null");
    if (typeof value !== "object" || value === null) return plain;
    const found = value as Record<string, unknown>;
    return {
      listWidth: typeof found["listWidth"] === "number" ? found["listWidth"] : null,
      carsWidth: typeof found["carsWidth"] === "number" ? found["carsWidth"] : null,
      letters: found["letters"] !== false,
      muted: found["muted"] === true,
      mapAs: found["mapAs"] === "list" ? "list" : "map",
      nextBest: found["nextBest"] === true,
    };
  } catch {
    return plain;
  }
}

/** For what is not drawn. */
export function boardSettings(): BoardSettings {
  return settings;
}

export function changeSettings(part: Partial<BoardSettings>): void {
  settings = { ...settings, ...part };
  try {
    window.localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Kept for as long as the page lives.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBoardSettings(): BoardSettings {
  return useSyncExternalStore(subscribe, () => settings);
}
