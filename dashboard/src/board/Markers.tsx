// Markers of a call as words with small shapes of their own; compact for a row: the shapes, with the words for ears and on hover.
import type { ReactNode } from "react";
import type { IncidentRow } from "../live/protocol.gen";
import { cx } from "../ui/cx";
import { en } from "../words/en";
import { contact as w } from "../words/en.contact";
import { markersOf, type Marker, type MarkerKind } from "./logic/markers";
import styles from "./Markers.module.css";

const PATHS: Record<MarkerKind, string> = {
  // A blade.
  weapons: "M13.5 2.5 6.5 9.5M4 8l4 4M5.6 10.4 2.5 13.5",
  // Two hands closing.
  strangulation: "M3.5 2c4 3.4 4 8.6 0 12M12.5 2c-4 3.4-4 8.6 0 12",
  // A heart with a line through it.
  self_harm: "M8 13.8 2.8 8.4a3.2 3.2 0 0 1 5.2-3.7 3.2 3.2 0 0 1 5.2 3.7zM5.5 8.2h5",
  // A burst.
  violence: "M8 1.5 9.7 6.3 14.5 8 9.7 9.7 8 14.5 6.3 9.7 1.5 8l4.8-1.7z",
  pregnancy: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM9 7.4a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  // A small figure.
  children: "M8 2a2.1 2.1 0 1 0 0 4.2A2.1 2.1 0 0 0 8 2zM4.2 14v-2.2a3.8 3.8 0 0 1 7.6 0V14",
  // A paper with lines.
  bail_or_order: "M3.5 1.8h9v12.4h-9zM6 5.2h4M6 8h4M6 10.8h4",
  // Two ways from one line.
  separation: "M8 2v12M5.5 5 2.5 8l3 3M10.5 5l3 3-3 3",
  mental_health: "M1.5 9.5c1.6-4.6 3.3-4.6 4.8-.8s3.1 3.8 4.6 0 2.6-3.2 3.6-1.4",
  // A glass.
  drink_or_drugs: "M3 2.2h10L8 8.6zM8 8.6v5.2M5.2 13.8h5.6",
  // A paw.
  dog: "M4 5.2v.9M8 3.4v.9M12 5.2v.9M5 12.2c0-2.4 1.4-3.6 3-3.6s3 1.2 3 3.6c-1.9 1-4.1 1-6 0z",
  // Speech.
  language: "M2 3h12v7.6H8.4L5 13.6v-3H2z",
};

type Props = {
  row: Pick<IncidentRow, "hazards" | "children_present" | "language" | "responses">;
  compact?: boolean;
  /** Compact alone: how many shapes at most; the rest are counted. */
  max?: number;
  className?: string | undefined;
};

export function Markers({ row, compact = false, max = 5, className }: Props): ReactNode {
  const markers = markersOf(row);
  if (markers.length === 0) return null;
  const shown = compact ? markers.slice(0, max) : markers;
  const rest = markers.slice(shown.length);
  return (
    <ul className={cx(styles["markers"], compact && styles["compact"], className)} aria-label={w.markers.label} data-testid="markers">
      {shown.map((marker) => {
        const words = wordsOf(marker, row.language);
        return (
          <li key={marker.kind} className={cx(styles["marker"], marker.ours && styles["ours"])} data-marker={marker.kind} data-ours={marker.ours} title={compact ? says(marker, words) : undefined}>
            <MarkerShape kind={marker.kind} size={compact ? 13 : 14} />
            {compact ? (
              <>
                {marker.count !== null && (
                  <span className={styles["count"]} aria-hidden="true">
                    {marker.count}
                  </span>
                )}
                <span className="sr">{says(marker, words)}</span>
              </>
            ) : (
              <>
                <span>{words}</span>
                {marker.ours && <span className={styles["found"]}>{w.markers.ours}</span>}
              </>
            )}
          </li>
        );
      })}
      {rest.length > 0 && (
        <li className={styles["rest"]} title={rest.map((marker) => says(marker, wordsOf(marker, row.language))).join(", ")}>
          <span aria-hidden="true">{w.markers.more(rest.length)}</span>
          <span className="sr">{rest.map((marker) => says(marker, wordsOf(marker, row.language))).join(", ")}</span>
        </li>
      )}
    </ul>
  );
}

export function MarkerShape({ kind, size = 14 }: { kind: MarkerKind; size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[kind]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

function wordsOf(marker: Marker, language: string | null): string {
  if (marker.kind === "children") return marker.count === null ? en.hazard.children : en.children(marker.count);
  if (marker.kind === "language") return language ?? "";
  // The exact word is worth its place: a firearm is not any weapon.
  return marker.hazards.map((hazard) => en.hazard[hazard]).join(", ");
}

function says(marker: Marker, words: string): string {
  return marker.ours ? `${words} (${w.markers.oursLong})` : words;
}
