// Small signs beside words. Each stands beside the word that says it, so none is read out.
import type { ReactNode } from "react";

export type GlyphName = "check" | "minus" | "triangle" | "octagon" | "navigate" | "phone" | "eye-off" | "outbox" | "pin" | "pin-off" | "menu" | "sound" | "lock" | "lock-open";

const PATHS: Record<GlyphName, string> = {
  check: "m3 8.5 3.2 3.2L13 5",
  minus: "M3.5 8h9",
  triangle: "M8 2 15 14H1zM8 6.4v3.4M8 11.9v.2",
  octagon: "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.6v4.4M8 11.3v.2",
  navigate: "M8 1.5 13.5 14 8 11.2 2.5 14z",
  phone: "M4 1.8 6.4 5 5 6.6a9 9 0 0 0 4.4 4.4L11 9.6l3.2 2.4-1 2C8 14.6 1.4 8 2 2.8z",
  "eye-off": "M2 8s2.2-4.2 6-4.2S14 8 14 8s-2.2 4.2-6 4.2S2 8 2 8zM2.5 13.5l11-11",
  outbox: "M8 10V2M5 4.8 8 1.8l3 3M2 9.5v4.2h12V9.5",
  pin: "M8 14.5S3.2 10 3.2 6.2a4.8 4.8 0 0 1 9.6 0C12.8 10 8 14.5 8 14.5zM8 4.9v2.7",
  "pin-off": "M8 14.5S3.2 10 3.2 6.2a4.8 4.8 0 0 1 9.6 0C12.8 10 8 14.5 8 14.5zM2 2l12 12",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  lock: "M3.5 7.5h9v6.5h-9zM5.3 7.5V5.2a2.7 2.7 0 0 1 5.4 0v2.3",
  "lock-open": "M3.5 7.5h9v6.5h-9zM5.3 7.5V4.7a2.7 2.7 0 0 1 5.2-.9",
  sound: "M2 6v4h2.6L8.5 13V3L4.6 6zM11 5.5a3.6 3.6 0 0 1 0 5M12.8 3.6a6.2 6.2 0 0 1 0 8.8",
};

export function Glyph({ name, size = 16 }: { name: GlyphName; size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
