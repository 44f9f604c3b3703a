// What the hours have brought so far, in one quiet line.
import type { ReactNode } from "react";
import { useFigures, useScheme } from "../../live/hooks";
import { clockTime } from "../../ui/time";
import { shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import { list as wl } from "../../words/en.list";
import styles from "./Figures.module.css";

export function Figures(): ReactNode {
  const figures = useFigures();
  const scheme = useScheme();
  if (figures === null || scheme === null) return null;
  const parts = [
    w.figures.received(figures.received),
    w.figures.reviewed(figures.reviewed),
    w.figures.contacted(figures.contacted),
    // By the scheme's own rule: said only where it is not the same.
    ...(figures.engaged === figures.contacted ? [] : [wl.figures.engaged(figures.engaged)]),
    w.figures.referred(figures.referred),
    ...(figures.refuge_placed > 0 ? [w.figures.refuge(figures.refuge_placed)] : []),
    ...(figures.review_ms_median === null ? [] : [w.figures.median(shortSpan(figures.review_ms_median))]),
    ...(figures.in_hours ? [] : [w.figures.outside]),
  ];
  const since = w.figures.since(clockTime(figures.since, scheme.time_zone));
  return (
    <p className={styles["figures"]} aria-label={w.figures.label} role="group" title={[since, ...parts].join(" · ")} data-testid="figures">
      <span>{since}</span>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  );
}
