// Shapes beside words: whether a car can take a job, and what speaks for it or against it.
import type { ReactNode } from "react";
import type { CarChoice } from "../../../live/protocol.gen";

const CHOICE: Record<CarChoice | "free", ReactNode> = {
  free: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  now: <path d="M1.5 8 6 12.5 14.5 3.5" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />,
  in_turn: <path d="M2 4h12M2 8h9M2 12h6" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  override: <path d="M8 2 15 14H1zM8 6.4v3.4M8 11.9v.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />,
  not: <path d="M3.5 8h9" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
};

export function ChoiceMark({ choice }: { choice: CarChoice | "free" }): ReactNode {
  return (
    <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true" style={{ flex: "none" }}>
      {CHOICE[choice]}
    </svg>
  );
}

/** A plus in a filled disc, a minus in a ring. */
export function ReasonMark({ good }: { good: boolean }): ReactNode {
  return (
    <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true" style={{ flex: "none" }}>
      {good ? (
        <>
          <circle cx="8" cy="8" r="7.5" fill="currentColor" />
          <path d="M4.5 8h7M8 4.5v7" stroke="var(--surface)" strokeWidth="2" />
        </>
      ) : (
        <>
          <circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M4.8 8h6.4" stroke="currentColor" strokeWidth="1.8" />
        </>
      )}
    </svg>
  );
}
