// Status by shape first: octagon immediate, triangle priority, square scheduled, circle none. Reads without colour.
import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./IconShape.module.css";

export type Shape = "octagon" | "triangle" | "square" | "circle";

const PATHS: Record<Shape, string> = {
  octagon: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  triangle: "M8 1.5 15.2 14.5H.8z",
  square: "M2 2h12v12H2z",
  circle: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z",
};

type Props = {
  shape: Shape;
  /** Filled is louder than outlined. */
  filled?: boolean;
  tone?: "danger" | "amber" | "mine" | "text" | "quiet";
  size?: number;
  /** Said to screen readers; leave out where the word stands beside it. */
  label?: string;
};

export function IconShape({ shape, filled = true, tone = "text", size = 12, label }: Props): ReactNode {
  return (
    <svg
      className={cx(styles["shape"], styles[tone])}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    >
      <path d={PATHS[shape]} fill={filled ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" />
    </svg>
  );
}

/** Which shape a grade has: by its rank and by whether the force promises a time. */
export function shapeOfGrade(rank: number, attendMinutes: number | null): Shape {
  if (rank <= 1) return "octagon";
  if (attendMinutes === null) return "circle";
  return rank === 2 ? "triangle" : "square";
}
