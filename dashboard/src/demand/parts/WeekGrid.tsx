// The 168 hours of a week as a grid: days below each other, on a phone side by side. One cell takes the focus, arrows move it. The covered
// hours are framed over it.
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { cx } from "../../ui/cx";
import { demand as words } from "../../words/en.demand";
import { parts as p } from "../../words/en.demand.parts";
import { DAYS, type Box } from "../coverage";
import { useNarrow } from "./useNarrow";
import { movedTo } from "./week-keys";
import styles from "./WeekGrid.module.css";

export type Cell = { says: string; text?: ReactNode; className?: string | undefined; isChosen?: boolean };

/** What a grid that is painted hears of a pointer: `pointerHour` gives where it is. */
export type Painting = Pick<React.ComponentProps<"div">, "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel">;

type Props = {
  label: string;
  describedBy?: string;
  cell: (hour: number) => Cell;
  boxes?: readonly Box[];
  /** Where the pointer or the focus is; null: nowhere. */
  onAt?: (hour: number | null) => void;
  /** Before the grid moves: true where it was dealt with. `to`: where the key moves, if anywhere. */
  onKey?: (event: KeyboardEvent, at: number, to: number | null) => boolean;
  painting?: Painting & { ref: (element: HTMLDivElement | null) => (() => void) | undefined };
  testId: string;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAY_MIN = 1440;

/** The hour whose cell is under a pointer; null: none. */
export function pointerHour(event: Pick<PointerEvent, "clientX" | "clientY">): number | null {
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-hour]");
  return cell === undefined || cell === null ? null : Number(cell.getAttribute("data-hour"));
}

export function WeekGrid({ label, describedBy, cell, boxes = [], onAt, onKey, painting, testId }: Props): ReactNode {
  const across = useNarrow();
  const [at, setAt] = useState(0);
  const days = DAYS.map((day, index) => ({ key: day, short: words.dayShort[day], index }));
  const place = (hour: number): void => {
    setAt(hour);
    onAt?.(hour);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const to = event.altKey || event.metaKey ? null : movedTo(at, event.key, across, event.ctrlKey);
    const done = onKey?.(event, at, to) ?? false;
    if (to === null && !done) return;
    event.preventDefault();
    if (to === null) return;
    place(to);
    event.currentTarget.querySelector<HTMLElement>(`[data-hour="${to}"]`)?.focus();
  };
  const one = (hour: number): ReactNode => {
    const { says, text, className, isChosen } = cell(hour);
    return (
      <span key={hour} role="gridcell" tabIndex={hour === at ? 0 : -1} aria-label={says} aria-selected={isChosen} data-hour={hour} className={cx(styles["cell"], className)} onFocus={() => place(hour)} onPointerEnter={() => onAt?.(hour)}>
        {text}
      </span>
    );
  };
  const { ref, ...paint } = painting ?? { ref: undefined };
  return (
    <div
      ref={ref}
      role="grid"
      aria-label={label}
      aria-describedby={describedBy}
      aria-multiselectable={painting === undefined ? undefined : true}
      className={cx(styles["grid"], across && styles["across"], painting !== undefined && styles["paint"])}
      data-testid={testId}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onAt?.(null)}
      onBlur={() => onAt?.(null)}
      {...paint}
    >
      <div role="row" className={styles["row"]}>
        <span role="columnheader" className={styles["corner"]}>
          <span className="sr">{across ? words.today.hour : words.coverage.day}</span>
        </span>
        {across
          ? days.map((day) => (
              <span key={day.key} role="columnheader" className={styles["head"]}>
                {day.short}
              </span>
            ))
          : HOURS.map((hour) => (
              <span key={hour} role="columnheader" aria-label={p.hour(hour)} className={styles["head"]}>
                {String(hour).padStart(2, "0")}
              </span>
            ))}
      </div>
      {across
        ? HOURS.map((hour) => (
            <div key={hour} role="row" className={styles["row"]}>
              <span role="rowheader" className={styles["head"]}>
                {p.hour(hour)}
              </span>
              {days.map((day) => one(day.index * 24 + hour))}
            </div>
          ))
        : days.map((day) => (
            <div key={day.key} role="row" className={styles["row"]}>
              <span role="rowheader" className={styles["head"]}>
                {day.short}
              </span>
              {HOURS.map((hour) => one(day.index * 24 + hour))}
            </div>
          ))}
      <div className={styles["over"]} aria-hidden="true">
        {boxes.map((box) => (
          <span key={`${box.day} ${box.from}`} className={cx(styles["box"], !box.begins && styles["from-before"], !box.ends && styles["goes-on"])} style={frame(box, across)} data-testid={`${testId}-box`} />
        ))}
      </div>
    </div>
  );
}

/** As shares of the grid's body. */
function frame({ day, from, until }: Box, across: boolean): CSSProperties {
  const time = { start: from / DAY_MIN, size: (until - from) / DAY_MIN };
  const other = { start: day / 7, size: 1 / 7 };
  const [x, y] = across ? [other, time] : [time, other];
  return { "--x": x.start, "--w": x.size, "--y": y.start, "--h": y.size } as CSSProperties;
}
