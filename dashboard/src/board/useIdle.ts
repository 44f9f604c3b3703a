// Notices when nobody has touched this screen for a while, so that it can cover itself.
import { useEffect, useEffectEvent } from "react";

const TOUCHES = ["pointerdown", "pointermove", "wheel", "keydown", "touchstart"] as const;
/** Looked at so often at least; a move of the pointer only notes the time. */
const LOOK_EVERY_MS = 1_000;

/** `afterMs` null: never. `busy`: not now, and the stillness counts anew when it is over. */
export function useIdle(afterMs: number | null, busy: boolean, onIdle: () => void): void {
  const idle = useEffectEvent(onIdle);
  useEffect(() => {
    if (afterMs === null || busy) return undefined;
    let touchedAt = performance.now();
    const touched = (): void => {
      touchedAt = performance.now();
    };
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { capture: true, passive: true });
    const timer = setInterval(
      () => {
        if (performance.now() - touchedAt < afterMs) return;
        touched();
        idle();
      },
      Math.min(LOOK_EVERY_MS, afterMs),
    );
    return () => {
      clearInterval(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, touched, { capture: true });
    };
  }, [afterMs, busy]);
}
