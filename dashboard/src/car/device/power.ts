// Whether this tablet saves its battery: by itself when it runs low, where the browser tells; else by the crew's own word.
import { useSyncExternalStore } from "react";

/** Below this the tablet saves by itself, unless it is charging. */
export const LOW_LEVEL = 0.2;

/** The part of the Battery Status API that is used. Chromium has it; others do not. */
type Battery = EventTarget & { level: number; charging: boolean };

export type Power = {
  /** 0 to 1; null: this browser does not tell. */
  level: number | null;
  charging: boolean;
  saving: boolean;
  /** The crew has said so itself; null: it follows the battery. */
  chosen: boolean | null;
};

let power: Power = { level: null, charging: false, saving: false, chosen: null };
const listeners = new Set<() => void>();
let asked = false;

function set(change: Partial<Power>): void {
  const next = { ...power, ...change };
  const saving = next.chosen ?? (next.level !== null && next.level <= LOW_LEVEL && !next.charging);
  power = { ...next, saving };
  for (const listener of listeners) listener();
}

export function chooseSaving(chosen: boolean | null): void {
  set({ chosen });
}

async function ask(): Promise<void> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  const battery = await getBattery?.call(navigator).catch(() => undefined);
  if (battery === undefined) return;
  const read = (): void => set({ level: battery.level, charging: battery.charging });
  battery.addEventListener("levelchange", read);
  battery.addEventListener("chargingchange", read);
  read();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    void ask();
  }
  return () => listeners.delete(listener);
}

export function usePower(): Power {
  return useSyncExternalStore(subscribe, () => power);
}
