// The report itself: every line with its count and the rule by which it is counted.
import type { ReactNode } from "react";
import type { FigureRow, PeriodReport } from "../../live/protocol.gen";
import { cx, exactTime } from "../../ui";
import { figures as w } from "../../words/en.demand.figures";
import { parts as p } from "../../words/en.demand.parts";
import { figuresPath } from "../api";
import { CsvButton } from "../parts/CsvButton";
import sheet from "../parts/Sheet.module.css";
import { inGroups } from "./groups";
import styles from "./Report.module.css";
import { rowWords, valueWords } from "./words";

export function Report({ of, board }: { of: PeriodReport; board: string }): ReactNode {
  const { from, to, small_number: small } = of;
  const received = of.figures.find(({ figure }) => figure === "received");
  return (
    <article className={cx(sheet["sheet"], styles["report"])} aria-labelledby="report-title" data-testid="report">
      <header className={sheet["head"]}>
        <div>
          <h3 id="report-title" className={styles["title"]}>
            {w.heading(p.days(from, to))}
          </h3>
          <p>{w.of(of.scheme, of.force)}</p>
          <p className={sheet["sub"]}>{w.made(exactTime(of.made_at, of.time_zone), of.time_zone)}</p>
        </div>
        <CsvButton path={figuresPath(board, { from, to }, true)} name={`figures-${from}-${to}.csv`} title={w.heading(p.days(from, to))} testId="figures-csv" />
      </header>
      {received?.value === 0 ? (
        <p className={styles["none"]} data-testid="figures-none">
          <strong>{w.none}.</strong> {w.noneWords}
        </p>
      ) : null}
      <table className={styles["table"]}>
        <caption className="sr">{w.heading(p.days(from, to))}</caption>
        <thead>
          <tr>
            <th scope="col">{w.figure}</th>
            <th scope="col" className={styles["value"]}>
              {w.value}
            </th>
            <th scope="col">{w.counts}</th>
          </tr>
        </thead>
        {inGroups(of.figures).map(({ group, rows }) => (
          <tbody key={group}>
            <tr className={styles["group"]}>
              <th colSpan={3} scope="rowgroup">
                {w.group[group]}
              </th>
            </tr>
            {rows.map((row) => (
              <Line key={row.figure} row={row} small={small} />
            ))}
          </tbody>
        ))}
      </table>
      <div className={styles["notes"]}>
        <p>{w.basis}</p>
        {of.figures.some(({ figure }) => figure.startsWith("site/")) ? <p>{w.siteNote}</p> : null}
        {small === null ? null : <p>{p.smallNote(small)}</p>}
        <p>{w.purpose}</p>
        <p className={sheet["screen"]}>
          {w.json} <span className={cx("mono", styles["address"])}>{figuresPath(board, { from, to })}</span>
        </p>
      </div>
    </article>
  );
}

function Line({ row, small }: { row: FigureRow; small: number | null }): ReactNode {
  const { label, rule } = rowWords(row);
  const { value, unit, note } = valueWords(row, small);
  return (
    <tr data-figure={row.figure} data-testid="figure">
      <th scope="row">{label}</th>
      <td className={styles["value"]}>
        {note === null ? (
          <>
            <strong>{value}</strong>{unit === "" ? "" : ` ${unit}`}
          </>
        ) : (
          <>
            <span aria-hidden="true">{value}</span>
            <span className="sr">{note}</span>
          </>
        )}
      </td>
      <td className={styles["rule"]}>{rule}</td>
    </tr>
  );
}
