// The car gate as a shape: a filled arrow goes, an outlined bar waits, a barred octagon must not.
import type { ReactNode } from "react";
import type { GateState } from "../../live/protocol.gen";
import { en } from "../../words/en";

export function GateMark({ state, size = 13 }: { state: GateState; size?: number }): ReactNode {
  if (state === "not_used") return null;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" role="img" aria-label={en.gate[state]} style={{ flex: "none" }}>
      {state === "open" && <path d="M2 8h9M7.5 3.5 12 8l-4.5 4.5M14.5 2.5v11" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />}
      {state === "closed" && <path d="M2.5 8h11M2.5 4.5v7M13.5 4.5v7" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" opacity="0.75" />}
      {state === "revoked" && (
        <>
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="var(--danger)" />
          <path d="M4.5 8h7" stroke="var(--surface)" strokeWidth="2.5" />
        </>
      )}
    </svg>
  );
}
