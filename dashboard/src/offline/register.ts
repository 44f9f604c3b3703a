// Starts the worker that keeps the app on a crew's tablet. Only the crew's face asks for it: no desk ever has one.
import { useSyncExternalStore } from "react";
import { trustWorker } from "../app/trust";
import { SAID } from "./said";
import { Updates, type UpdateState } from "./updates";

const WORKER = "/sw.js";

const updates = new Updates({
  document: globalThis.document,
  reload: () => window.location.reload(),
});

/** Each time somebody opens the crew's face: signing out clears what is kept, and ends the worker. */
export async function registerOffline(): Promise<void> {
  // Not in the address of a development server, and not where the browser or a policy of the force forbids it.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  try {
    trustWorker(WORKER);
    const registration = await workers.register(WORKER, { scope: "/", updateViaCache: "none" });
    registration.active?.postMessage(SAID.fill);
    updates.follow(registration, workers);
  } catch {
    // The tablet then works as a page of the network does.
  }
}

export function useUpdate(): { state: UpdateState; restart: () => void } {
  return { state: useSyncExternalStore(updates.subscribe, updates.state), restart: updates.restart };
}
