// What stands over the board, one at a time, and the focus that goes back to where it was when that is put away.
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

export type Over = "alarms" | "handover" | null;

type OverControl = {
  over: Over;
  /** Null puts it away, and the focus goes back. */
  setOver: (over: Over) => void;
  /** Puts it away for something that takes the focus itself. */
  makeRoom: () => void;
};

/** `fallback`: where the focus goes when what had it is no longer there. */
export function useOver(fallback: () => void): OverControl {
  const [over, setShown] = useState<Over>(null);
  const before = useRef<Element | null>(null);
  const returning = useRef(false);
  const lost = useEffectEvent(fallback);

  const setOver = useCallback((next: Over) => {
    if (next !== null) before.current = document.activeElement;
    returning.current = next === null;
    setShown(next);
  }, []);
  const makeRoom = useCallback(() => {
    returning.current = false;
    setShown(null);
  }, []);

  // Only now is the board beneath alive again.
  useEffect(() => {
    if (over !== null || !returning.current) return;
    returning.current = false;
    const to = before.current;
    if (to instanceof HTMLElement && to !== document.body && to.isConnected) to.focus({ preventScroll: true });
    else lost();
  }, [over]);

  return { over, setOver, makeRoom };
}
