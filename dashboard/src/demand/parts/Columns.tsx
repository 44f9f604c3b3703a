// Columns over time, drawn by hand: a count as a bar, or a mean as a mark within its spread. One place to stop at for the keyboard, which
// steps through the columns and says each. What is drawn is said by shape: a bar, a mark, a frame, hatching where nothing is known.
import { useState, type CSSProperties, type ReactNode } from "react";
import { cx } from "../../ui/cx";
import { axis } from "./axis";
import styles from "./Columns.module.css";

export type Column = {
  key: string;
  /** Under the column; empty: none. */
  tick: string;
  /** Left out where there is little room. */
  isMinorTick?: boolean;
  /** The whole of it in words. */
  says: string;
  bar?: number | null;
  /** Drawn hollow: of a part of the time alone. */
  isPart?: boolean;
  mark?: number | null;
  /** Ends of the frame around the mark. */
  low?: number | null;
  high?: number | null;
  /** Nothing is known here: hatched, and not a zero. */
  isUnknown?: boolean;
  isCovered?: boolean;
  /** Above the mark or bar, where there is room. */
  label?: string;
};

type Props = {
  /** What is drawn, for those who cannot see it; the tables say all of it. */
  label: string;
  columns: readonly Column[];
  /** Stands where a column's words come: what to do, or what is seen. */
  rest: string;
  /** Of several charts on one scale; left out: of these columns. */
  largest?: number;
  steps?: (value: number) => string;
  /** Bars stand before a band of what is usual, which runs through. */
  isBeside?: boolean;
  testId: string;
};

export function largestOf(columns: readonly Column[]): number {
  return Math.max(0, ...columns.flatMap(({ bar, mark, high }) => [bar ?? 0, mark ?? 0, high ?? 0]));
}

export function Columns({ label, columns, rest, largest = largestOf(columns), steps = String, isBeside = false, testId }: Props): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const lines = axis(largest);
  const top = lines.at(-1) ?? 1;
  const up = (value: number): string => `${(Math.min(value, top) / top) * 100}%`;
  const shown = at === null ? undefined : columns[at];
  const pointAt = (event: { clientX: number; currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const found = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    setAt(found >= 0 && found < columns.length ? found : null);
  };
  return (
    <div className={cx(styles["chart"], isBeside && styles["beside"])} style={{ "--columns": columns.length } as CSSProperties} data-testid={testId}>
      <p className={styles["says"]} aria-hidden="true" data-testid={`${testId}-says`}>
        {shown?.says ?? rest}
      </p>
      <div className={styles["body"]}>
        <div className={styles["axis"]} aria-hidden="true">
          {lines.map((line) => (
            <span key={line} style={{ bottom: up(line) }}>
              {steps(line)}
            </span>
          ))}
        </div>
        <div className={styles["plot"]} onPointerMove={pointAt} onPointerDown={pointAt} onPointerLeave={(event) => (event.pointerType === "touch" ? undefined : setAt(null))}>
          {lines.map((line) => (
            <span key={line} className={styles["line"]} style={{ bottom: up(line) }} aria-hidden="true" />
          ))}
          <div className={styles["columns"]} aria-hidden="true">
            {columns.map((each, index) => (
              <span key={each.key} className={cx(styles["column"], index === at && styles["here"], each.isUnknown === true && "hatched", each.isUnknown === true && styles["unknown"], each.isCovered === true && styles["covered"])} data-key={each.key} data-unknown={each.isUnknown === true || undefined}>
                {each.low == null || each.high == null ? null : <span className={styles["spread"]} style={{ bottom: up(each.low), height: `${((Math.min(each.high, top) - each.low) / top) * 100}%` }} />}
                {each.bar == null ? null : <span className={cx(styles["bar"], each.isPart === true && styles["part"])} style={{ height: up(each.bar) }} />}
                {each.mark == null ? null : <span className={styles["mark"]} style={{ bottom: up(each.mark) }} />}
                {each.label === undefined ? null : (
                  <span className={styles["label"]} style={{ bottom: up(Math.max(each.bar ?? 0, each.high ?? each.mark ?? 0)) }}>
                    {each.label}
                  </span>
                )}
              </span>
            ))}
          </div>
          <input
            type="range"
            className={styles["step"]}
            aria-label={label}
            aria-valuetext={(shown ?? columns[0])?.says ?? rest}
            min={0}
            max={Math.max(0, columns.length - 1)}
            value={at ?? 0}
            onChange={(event) => setAt(Number(event.target.value))}
            onFocus={() => setAt((before) => before ?? 0)}
            onBlur={() => setAt(null)}
          />
        </div>
        <div className={styles["ticks"]} aria-hidden="true">
          {columns.map((each, index) => (
            <span key={each.key} className={cx(index === at && styles["here"], each.isMinorTick === true && styles["minor"])}>
              <span>{each.tick}</span>
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
