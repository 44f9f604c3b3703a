// Pinned points up, lowered points down: a shape each, beside its word.
import type { ReactNode } from "react";
import type { Standing } from "../../../live/protocol.gen";

export function StandingMark({ standing, size = 12 }: { standing: Standing; size?: number }): ReactNode {
  if (standing === "by_factors") return null;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={standing === "pinned" ? "M2.5 2h11M8 14V5M4 9l4-4 4 4" : "M2.5 14h11M8 2v9M4 7l4 4 4-4"} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
