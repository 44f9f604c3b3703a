// The one polite log and the one assertive line of the page. Filled through announce() and announceEmergency().
import { useSyncExternalStore, type ReactNode } from "react";
import { en } from "../words/en";
import { speakStore } from "./toasts";

export function LiveLog(): ReactNode {
  const speak = useSyncExternalStore(speakStore.subscribe, speakStore.read);
  return (
    <>
      <div className="sr" role="log" aria-live="polite" aria-label={en.live.log} data-testid="live-log">
        {speak.polite}
      </div>
      <div className="sr" role="alert" data-testid="live-alert">
        {speak.assertive}
      </div>
    </>
  );
}
