// Which colours and which row height this screen uses. Remembered; says nothing about any incident.
import { useSyncExternalStore } from "react";
import { SURFACE } from "./surface";

export type ThemeChoice = "system" | "dark" | "light";
export type Density = "comfortable" | "compact";

const THEME_KEY = "alongside.theme";
const DENSITY_KEY = "alongside.density";
const listeners = new Set<() => void>();

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden by policy; the choice then lasts as long as the page.
  }
}

// Control rooms are dark: that is the start until somebody chooses.
let theme: ThemeChoice = parseTheme(read(THEME_KEY)) ?? "dark";
let density: Density = read(DENSITY_KEY) === "compact" ? "compact" : "comfortable";

function parseTheme(text: string | null): ThemeChoice | null {
  return text === "system" || text === "dark" || text === "light" ? text : null;
}

/** Puts the choices on the document's root. Called once before the first render. */
export function applyTheme(): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.dataset["density"] = density;
  // Whoever chose a theme has it around the page as well, whatever the system's is.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = SURFACE[theme === "system" ? (meta.media.includes("light") ? "light" : "dark") : theme];
  }
}

function tell(): void {
  applyTheme();
  for (const listener of listeners) listener();
}

export function setTheme(next: ThemeChoice): void {
  theme = next;
  write(THEME_KEY, next);
  tell();
}

export function setDensity(next: Density): void {
  density = next;
  write(DENSITY_KEY, next);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): ThemeChoice {
  return useSyncExternalStore(subscribe, () => theme);
}

export function useDensity(): Density {
  return useSyncExternalStore(subscribe, () => density);
}
