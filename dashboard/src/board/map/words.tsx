// What is said of a car's place, on the map and in the list alike. Redrawn only when the words change.
import type { ReactNode } from "react";
import { useNow } from "../../live/hooks";
import { LIMITS, type CarEta, type CarPosition } from "../../live/protocol.gen";
import { map as w } from "../../words/en.map";

/** When it should be there, and how that was reckoned. */
export function EtaWords({ eta, className }: { eta: CarEta; className?: string | undefined }): ReactNode {
  const text = useNow((now) => w.eta(eta.arrive_at - now, eta.source));
  return (
    <span className={className} data-source={eta.source}>
      {text}
    </span>
  );
}

export function useFaded(at: number | null): boolean {
  return useNow((now) => at !== null && now - at >= LIMITS.POSITION_FADED_MS);
}

/** "seen 20 s ago, within 15 m" */
export function SeenWords({ position, className }: { position: CarPosition | null; className?: string | undefined }): ReactNode {
  const at = position?.at ?? null;
  const seen = useNow((now) => (at === null ? w.notSeen : w.seenAgo(now - at)));
  const within = position?.accuracy_m == null ? null : w.within(position.accuracy_m);
  return <span className={className}>{within === null ? seen : `${seen}, ${within}`}</span>;
}
