// Who waits, oldest first, with the grade's clock; above it the same by age and by grade.
import { useState, type ReactNode } from "react";
import { useNow } from "../../live";
import type { Figures, IncidentBrief, SchemeView } from "../../live/protocol.gen";
import { At, Button, EmptyState, IconShape, cx, shapeOfGrade } from "../../ui";
import { shortSpan } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import { Bars } from "../parts/Bars";
import styles from "./WaitingPanel.module.css";
import { byGrade, gradeOf, overByGrade, waitingList, type Clock, type Waiting } from "./waiting";

type Props = {
  briefs: readonly IncidentBrief[];
  figures: Figures | null;
  scheme: SchemeView;
  tables: boolean;
  wall: boolean;
};

const SHOWN = 12;
const SHOWN_WALL = 7;

export function WaitingPanel({ briefs, figures, scheme, tables, wall }: Props): ReactNode {
  const [all, setAll] = useState(false);
  // Looked at each tick of a minute's twelfth: ages are in minutes, clocks turn amber in time.
  const tick = useNow((now) => Math.floor(now / 5_000) * 5_000);
  const list = waitingList(briefs, scheme, tick);
  const over = overByGrade(list);
  const limit = wall ? SHOWN_WALL : all ? list.length : SHOWN;
  const shown = list.slice(0, limit);
  const more = list.length - shown.length;
  return (
    <section className={styles["panel"]} aria-labelledby="waiting-title" data-testid="waiting">
      <header className={styles["head"]}>
        <h2 id="waiting-title">{words.waiting.title}</h2>
        <p>{list.length === 0 ? "" : words.waiting.oldestFirst}</p>
      </header>
      {figures === null || list.length === 0 ? null : (
        <div className={styles["split"]}>
          <Bars
            title={words.waiting.byAge}
            unit={words.waiting.count}
            tables={tables}
            testId="by-age"
            rows={words.waiting.ages.map((label, at) => ({ key: label, label, count: figures.waiting_by_age[at] ?? 0 }))}
          />
          <Bars
            title={words.waiting.byGrade}
            unit={words.waiting.count}
            tables={tables}
            testId="by-grade"
            afterHead={words.waiting.overHead}
            rows={byGrade(figures.waiting_by_grade, scheme).map((row) => ({
              key: row.code,
              label: row.label,
              count: row.count,
              after: over.has(row.code) ? words.waiting.overCount(over.get(row.code) ?? 0) : null,
              mark: <GradeShape scheme={scheme} code={row.code} none={row.count === 0} />,
            }))}
          />
        </div>
      )}
      {list.length === 0 ? (
        <EmptyState title={words.waiting.quietTitle}>{words.waiting.quiet}</EmptyState>
      ) : (
        <>
          <table className={styles["table"]}>
            <caption className="sr">{words.waiting.clockNote}</caption>
            <thead>
              <tr>
                <th scope="col">{words.waiting.grade}</th>
                <th scope="col" className={styles["number"]}>
                  {words.waiting.waited}
                </th>
                <th scope="col">{words.waiting.clock}</th>
                <th scope="col">{words.waiting.beat}</th>
                <th scope="col">{words.waiting.number}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <Row key={each.response} waiting={each} scheme={scheme} />
              ))}
            </tbody>
          </table>
          {more > 0 ? (
            wall ? (
              <p className={styles["more"]}>{words.waiting.more(more)}</p>
            ) : (
              <Button tone="quiet" onClick={() => setAll(true)} data-testid="waiting-all">
                {words.waiting.showAll(list.length)}
              </Button>
            )
          ) : null}
        </>
      )}
    </section>
  );
}

/** Red is for somebody who waits, and not for a line of the chart. */
function GradeShape({ scheme, code, none = false }: { scheme: SchemeView; code: string; none?: boolean }): ReactNode {
  const grade = gradeOf(scheme, code);
  return <IconShape shape={grade === null ? "circle" : shapeOfGrade(grade.rank, grade.attend_minutes)} tone={none ? "quiet" : grade?.rank === 1 ? "danger" : "text"} size={14} />;
}

function Row({ waiting, scheme }: { waiting: Waiting; scheme: SchemeView }): ReactNode {
  return (
    <tr data-testid="waiting-row" data-clock={waiting.clock.kind}>
      <th scope="row" className={styles["grade"]}>
        <GradeShape scheme={scheme} code={waiting.grade} /> {waiting.gradeLabel}
        <span className={styles["under"]}>
          <span className="mono">{waiting.number}</span>
          <Tags waiting={waiting} />
        </span>
      </th>
      <td className={styles["number"]}>
        <time dateTime={new Date(waiting.receivedAt).toISOString()}>{shortSpan(waiting.waitedMs)}</time>
        <span className={styles["at"]}>
          {" "}
          <At at={waiting.receivedAt} />
        </span>
      </td>
      <td>
        <ClockBar clock={waiting.clock} />
      </td>
      <td>{waiting.beat ?? "–"}</td>
      <td>
        <span className="mono">{waiting.number}</span>
        <Tags waiting={waiting} />
      </td>
    </tr>
  );
}

function Tags({ waiting }: { waiting: Waiting }): ReactNode {
  return (
    <>
      {waiting.repeat ? <span className={styles["tag"]}>{words.waiting.repeat}</span> : null}
      {waiting.synthetic ? <span className={styles["tag"]}>{words.waiting.synthetic}</span> : null}
    </>
  );
}

/** A bar that fills towards the force's promise, and the words that say the same. */
function ClockBar({ clock }: { clock: Clock }): ReactNode {
  const running = clock.kind === "running" || clock.kind === "over";
  const nearly = clock.kind === "over" || (clock.kind === "running" && clock.nearly);
  return (
    <span className={cx(styles["clock"], nearly && styles["nearly"])}>
      {running ? (
        <span className={cx(styles["track"], clock.kind === "over" && "hatched")} aria-hidden="true">
          <span className={styles["fill"]} style={{ width: `${Math.round(clock.share * 100)}%` }} />
        </span>
      ) : null}
      <span>{clockWords(clock)}</span>
    </span>
  );
}

function clockWords(clock: Clock): string {
  switch (clock.kind) {
    case "none":
      return words.waiting.none;
    case "met":
      return words.waiting.met(shortSpan(clock.tookMs));
    case "late":
      return words.waiting.late(shortSpan(clock.byMs));
    case "running":
      return clock.nearly ? words.waiting.nearly(shortSpan(clock.leftMs)) : words.waiting.left(shortSpan(clock.leftMs));
    case "over":
      return words.waiting.over(shortSpan(clock.byMs));
  }
}
