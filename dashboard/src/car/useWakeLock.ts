// Keeps the tablet's screen on while a job is active. The browser drops the lock when the page is hidden, so it is taken again.
import { useEffect, useState } from "react";

/** Whether the screen is held on now. */
export function useWakeLock(active: boolean): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!active || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = (): void => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock.request("screen").then(
        (taken) => {
          if (over) void taken.release();
          else {
            lock = taken;
            setHeld(true);
            taken.addEventListener("release", () => setHeld(false));
          }
        },
        // Low battery or policy: the screen then goes dark as the tablet is set, which harms nothing.
        () => undefined,
      );
    };
    take();
    document.addEventListener("visibilitychange", take);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", take);
      void lock?.release();
    };
  }, [active]);
  return held;
}
