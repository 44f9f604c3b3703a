// What the shift has come to so far: outcomes counted, and three medians that say what they measure.
import type { ReactNode } from "react";
import type { Figures, SchemeView } from "../../live/protocol.gen";
import { clockTime } from "../../ui";
import { shortSpan } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import { DAYS, minuteOfWeek } from "../coverage";
import styles from "../Panel.module.css";

const OUTCOMES = ["referred", "already_supported", "declined", "could_not_reach", "refuge_placed", "escalations_regraded"] as const;
const STEPS = ["received", "reviewed", "contacted", "visited"] as const;
const MEDIANS = ["review_ms_median", "contact_ms_median", "car_ms_median"] as const;

export function ShiftFigures({ figures, scheme }: { figures: Figures | null; scheme: SchemeView }): ReactNode {
  if (figures === null) {
    return (
      <section className={styles["panel"]} data-testid="shift">
        <p className={styles["empty"]}>{words.state.noFigures}</p>
      </section>
    );
  }
  const day = DAYS[Math.floor(minuteOfWeek(figures.since, scheme.time_zone) / 1440)] ?? "mon";
  const since = words.time(words.day[day], clockTime(figures.since, scheme.time_zone));
  return (
    <section className={styles["panel"]} aria-labelledby="shift-title" data-testid="shift" data-in-hours={figures.in_hours}>
      <header className={styles["head"]}>
        <h2 id="shift-title">{figures.in_hours ? words.shift.titleIn(since) : words.shift.titleOut(since)}</h2>
      </header>
      {figures.received === 0 && figures.reviewed === 0 ? <p className={styles["empty"]}>{words.shift.empty}</p> : null}
      <dl className={styles["counts"]}>
        {[...STEPS, ...OUTCOMES].map((key) => (
          <div key={key} data-testid={`tile-${key.replaceAll("_", "-")}`}>
            <dt>{words.shift.label[key]}</dt>
            <dd>{figures[key]}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles["sub-title"]}>
        {words.median.title} <span>{words.median.half}</span>
      </h3>
      <dl className={styles["medians"]}>
        {MEDIANS.map((key) => {
          const value = figures[key];
          return (
            <div key={key} data-testid={`median-${key.split("_")[0] ?? ""}`}>
              <dd>{value === null ? words.median.none : shortSpan(value)}</dd>
              <dt>{words.median[key]}</dt>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
