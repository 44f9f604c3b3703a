// The scheme's covered hours on one local week, with now marked. As a strip, or as a table.
import type { ReactNode } from "react";
import { useNow } from "../../live";
import type { SchemeView } from "../../live/protocol.gen";
import { cx } from "../../ui";
import { demand as words } from "../../words/en.demand";
import styles from "./Coverage.module.css";
import { coverageAt, DAYS, minuteOfWeek, spans, type Span } from "../coverage";

const DAY_MIN = 1440;

export function Coverage({ scheme, tables }: { scheme: SchemeView; tables: boolean }): ReactNode {
  const minute = useNow((now) => minuteOfWeek(now, scheme.time_zone));
  const today = Math.floor(minute / DAY_MIN);
  const drawn = spans(scheme.hours);
  const { hoursInWeek } = coverageAt(scheme.hours, minute);
  return (
    <section className={styles["panel"]} aria-labelledby="coverage-title" data-testid="coverage">
      <header className={styles["head"]}>
        <h2 id="coverage-title">{words.coverage.title}</h2>
        <p>
          {hoursInWeek === 0 ? words.coverage.none : words.coverage.week(String(hoursInWeek))} · {words.coverage.zone(scheme.time_zone)}
        </p>
      </header>
      {tables ? (
        <table className={styles["table"]} data-testid="coverage-table">
          <caption className="sr">{words.coverage.title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.coverage.day}</th>
              <th scope="col">{words.coverage.hours}</th>
            </tr>
          </thead>
          <tbody>
            {DAYS.map((day, at) => (
              <tr key={day}>
                <th scope="row">
                  {words.day[day]}
                  {at === today ? ` (${words.coverage.now.toLowerCase()})` : ""}
                </th>
                <td>{dayWords(drawn, at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ol className={styles["strip"]}>
          {DAYS.map((day, at) => (
            <li key={day} className={cx(styles["day"], at === today && styles["today"])}>
              <span className={styles["name"]}>
                {words.dayShort[day]}
                <span className="sr">: {dayWords(drawn, at)}</span>
              </span>
              <span className={styles["track"]} aria-hidden="true">
                {drawn
                  .filter((span) => span.day === at)
                  .map((span) => (
                    <span
                      key={span.from}
                      className={styles["span"]}
                      style={{ left: `${(span.from / DAY_MIN) * 100}%`, width: `${((span.until - span.from) / DAY_MIN) * 100}%` }}
                    />
                  ))}
                {at === today ? <span className={styles["now"]} style={{ left: `${((minute % DAY_MIN) / DAY_MIN) * 100}%` }} /> : null}
              </span>
              <span className={styles["hours"]} aria-hidden="true">
                {drawn
                  .filter((span) => span.day === at)
                  .map((span) => (
                    <span key={span.from}>{words.coverage.span(hourWords(span.from), hourWords(span.until))}</span>
                  ))}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function dayWords(drawn: readonly Span[], day: number): string {
  const list = drawn.filter((span) => span.day === day).map((span) => words.coverage.span(hourWords(span.from), hourWords(span.until)));
  return list.length === 0 ? words.coverage.nothing : list.join(", ");
}

function hourWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
