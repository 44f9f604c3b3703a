// Keeps one live connection for the face that is mounted inside it.
import { useEffect, useMemo, type ReactNode } from "react";
import { LiveContext } from "./hooks";
import type { Keep } from "./keep";
import type { Audience } from "./protocol.gen";
import { browserDeps, LiveStore } from "./store";

type Props = {
  board: string;
  audience: Audience;
  car?: string | undefined;
  refreshSession: () => Promise<boolean>;
  /** Where what is here outlives the page. Left out: nowhere. */
  keep?: Keep | undefined;
  children: ReactNode;
};

function socketUrl(): string {
  const scheme = window.location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${window.location.host}/ws`;
}

export function LiveProvider({ board, audience, car, refreshSession, keep, children }: Props): ReactNode {
  const store = useMemo(
    () => new LiveStore({ url: socketUrl(), board, audience, car }, browserDeps(refreshSession), keep ?? null),
    [board, audience, car, refreshSession, keep],
  );
  useEffect(() => {
    store.start();
    const back = (): void => store.nudge();
    const gone = (): void => store.networkLost();
    const seen = (): void => {
      if (document.visibilityState === "visible") store.nudge();
    };
    window.addEventListener("online", back);
    window.addEventListener("offline", gone);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", back);
      window.removeEventListener("offline", gone);
      document.removeEventListener("visibilitychange", seen);
      store.stop();
    };
  }, [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}
