// Three panes with two handles. Pointer and keyboard resize; the widths are remembered.
import { useRef, useSyncExternalStore, type ReactNode } from "react";
import { cx } from "../ui/cx";
import { board as w } from "../words/en.board";
import styles from "./Panes.module.css";
import { changeSettings, useBoardSettings } from "./settings";

const LIST = { least: 420, most: 1100 };
const CARS = { least: 180, most: 560 };
const MIDDLE_LEAST = 380;
const STEP = 16;

/** Widths that suit most screens until somebody drags. */
export function startingWidths(width: number): { list: number; cars: number } {
  if (width < 1500) return { list: 722, cars: 202 };
  return { list: Math.min(860, Math.round(width * 0.42)), cars: Math.min(320, Math.round(width * 0.16)) };
}

export function clampWidth(value: number, kind: "list" | "cars", other: number, total: number): number {
  const { least, most } = kind === "list" ? LIST : CARS;
  return Math.round(Math.max(least, Math.min(value, most, Math.max(least, total - other - MIDDLE_LEAST))));
}

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** Without cars, the incident has their room. */
type Props = { list: ReactNode; middle: ReactNode; cars: ReactNode | null };

export function Panes({ list, middle, cars }: Props): ReactNode {
  const settings = useBoardSettings();
  const width = useSyncExternalStore(onResize, () => window.innerWidth);
  const start = startingWidths(width);
  // What was dragged on a large screen must leave room for the incident on a small one.
  const listWidth = clampWidth(settings.listWidth ?? start.list, "list", cars === null ? 0 : (settings.carsWidth ?? start.cars), width);
  const carsWidth = clampWidth(settings.carsWidth ?? start.cars, "cars", listWidth, width);
  return (
    <div className={cx(styles["panes"], cars === null && styles["two"])} style={{ "--list-width": `${listWidth}px`, "--cars-width": `${carsWidth}px` } as React.CSSProperties}>
      <div className={styles["list"]}>{list}</div>
      <Handle label={w.panes.list} value={listWidth} limits={LIST} onChange={(value) => changeSettings({ listWidth: clampWidth(value, "list", carsWidth, width) })} onReset={() => changeSettings({ listWidth: null })} direction={1} testId="resize-list" />
      <div className={styles["middle"]}>{middle}</div>
      {cars !== null && (
        <>
          <Handle label={w.panes.cars} value={carsWidth} limits={CARS} onChange={(value) => changeSettings({ carsWidth: clampWidth(value, "cars", listWidth, width) })} onReset={() => changeSettings({ carsWidth: null })} direction={-1} testId="resize-cars" />
          <div className={styles["cars"]}>{cars}</div>
        </>
      )}
    </div>
  );
}

type HandleProps = {
  label: string;
  value: number;
  limits: { least: number; most: number };
  onChange: (value: number) => void;
  onReset: () => void;
  /** 1: growing means moving right. */
  direction: 1 | -1;
  testId: string;
};

function Handle({ label, value, limits, onChange, onReset, direction, testId }: HandleProps): ReactNode {
  const from = useRef<{ x: number; value: number } | null>(null);
  return (
    <div
      className={styles["handle"]}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      tabIndex={0}
      title={w.panes.reset}
      data-testid={testId}
      onPointerDown={(event) => {
        from.current = { x: event.clientX, value };
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (from.current !== null) onChange(from.current.value + (event.clientX - from.current.x) * direction);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") onChange(value + STEP * direction);
        else if (event.key === "ArrowLeft") onChange(value - STEP * direction);
        else if (event.key === "Home") onChange(limits.least);
        else if (event.key === "End") onChange(limits.most);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
