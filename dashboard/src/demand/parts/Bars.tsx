// A few counts as bars with their words and numbers on them, or as a table: the same rows either way.
import type { ReactNode } from "react";
import styles from "./Bars.module.css";

export type BarRow = {
  key: string;
  label: string;
  count: number;
  /** Instead of the count: one that is not shown as it is. */
  shown?: string;
  mark?: ReactNode;
  after?: string | null;
  length?: number;
};

type Props = {
  title: string;
  /** What is counted; the head of the table's column. */
  unit: string;
  rows: readonly BarRow[];
  tables: boolean;
  testId: string;
  /** The head of the column of `after`. */
  afterHead?: string;
  hideTitle?: boolean;
};

export function Bars({ title, unit, rows, tables, testId, afterHead, hideTitle = false }: Props): ReactNode {
  const largest = Math.max(1, ...rows.map((row) => row.count));
  if (tables) {
    return (
      <table className={styles["table"]} data-testid={`${testId}-table`}>
        <caption className="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{unit}</th>
            {afterHead === undefined ? null : <th scope="col">{afterHead}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.mark} {row.label}
              </th>
              <td>{row.shown ?? row.count}</td>
              {afterHead === undefined ? null : <td>{row.after ?? "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return (
    <div className={styles["chart"]} data-testid={testId}>
      <h3 className={hideTitle ? "sr" : styles["title"]}>{title}</h3>
      <ul className={styles["rows"]}>
        {rows.map((row) => (
          <li key={row.key} className={styles["row"]} data-key={row.key}>
            <span className={styles["label"]}>
              {row.mark} {row.label}
            </span>
            <span className={styles["track"]} aria-hidden="true">
              {row.count === 0 ? null : <span className={styles["bar"]} style={{ width: `${(row.length ?? row.count / largest) * 100}%` }} />}
            </span>
            <span className={styles["count"]}>{row.shown ?? row.count}</span>
            {afterHead === undefined ? null : <span className={styles["after"]}>{row.after ?? ""}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
