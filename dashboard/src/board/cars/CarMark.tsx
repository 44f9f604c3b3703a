// A car's status as a shape: ring free, ring with dot offered, arrow on the way, disc at scene, bars on a break, barred octagon recalled.
import type { ReactNode } from "react";
import type { CarStatus } from "../../live/protocol.gen";

export function CarMark({ status }: { status: CarStatus }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" style={{ flex: "none" }}>
      {status === "off_duty" && <path d="M4 8h8" stroke="currentColor" strokeWidth="2" opacity="0.7" />}
      {status === "available" && <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />}
      {status === "offered" && (
        <>
          <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />
          <circle cx="8" cy="8" r="2" fill="currentColor" />
        </>
      )}
      {status === "committed" && <path d="M2 8h10M8 3.5 12.5 8 8 12.5" fill="none" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" strokeLinejoin="round" />}
      {status === "at_scene" && <circle cx="8" cy="8" r="6" fill="currentColor" />}
      {status === "break" && <path d="M5.5 3v10M10.5 3v10" stroke="currentColor" strokeWidth="2.5" />}
      {status === "recalled" && (
        <>
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="var(--danger)" />
          <path d="M4.5 8h7" stroke="var(--surface)" strokeWidth="2.5" />
        </>
      )}
    </svg>
  );
}
