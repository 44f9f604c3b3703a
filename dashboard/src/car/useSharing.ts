// Shares where the car is while a job is active, at most once a second, and says how that goes.
import { useEffect, useRef, useState } from "react";
import { useLive } from "../live";
import { LIMITS } from "../live/protocol.gen";

export type SharingState = "off" | "asking" | "on" | "denied" | "unavailable";

/** A fix older than this is not sent as if it were new. */
const FIX_AGE_MS_MAX = 5_000;
const FIX_WAIT_MS_MAX = 30_000;
/** While the battery is saved: still well within the time after which the desk sees the place as faded. */
const SAVING_EVERY_MS = 30_000;

/** `saving`: from time to time and without the satellite receiver, for the battery. */
export function useSharing(sharing: boolean, saving: boolean): SharingState {
  const store = useLive();
  const [state, setState] = useState<Exclude<SharingState, "off">>("asking");
  const sentAt = useRef(-Infinity);

  useEffect(() => {
    if (!sharing) return undefined;
    if (!("geolocation" in navigator)) {
      setState("unavailable");
      return undefined;
    }
    setState("asking");
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        setState("on");
        const now = performance.now();
        if (now - sentAt.current < (saving ? SAVING_EVERY_MS : LIMITS.POSITION_EVERY_MS)) return;
        sentAt.current = now;
        store.sendPosition({ lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy });
      },
      (fault) => setState(fault.code === fault.PERMISSION_DENIED ? "denied" : "unavailable"),
      { enableHighAccuracy: !saving, maximumAge: FIX_AGE_MS_MAX, timeout: FIX_WAIT_MS_MAX },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [sharing, saving, store]);

  return sharing ? state : "off";
}
