// Putting the app on the tablet's home screen: the browser offers it once, early, and we ask when somebody wants it.
import { useSyncExternalStore } from "react";

/** What Chromium sends. Other browsers have a menu for it. */
type Offer = Event & { prompt: () => Promise<unknown> };

let offer: Offer | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Once, before anything is drawn. The browser's own banner stays away, on every face. */
export function hearInstallOffer(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
    tell();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The browser's offer is good for one question. */
export function askToInstall(): void {
  const asked = offer;
  offer = null;
  tell();
  asked?.prompt().catch(() => undefined);
}

/** Whether the browser has offered, and nobody has asked yet. */
export function useInstallOffer(): boolean {
  return useSyncExternalStore(subscribe, () => offer !== null);
}
