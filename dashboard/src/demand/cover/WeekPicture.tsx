// A week's hours as a small picture beside their words.
import type { ReactNode } from "react";
import type { HoursView } from "../../live/protocol.gen";
import { cover } from "../../words/en.demand.cover";
import { spans } from "../coverage";
import styles from "./WeekPicture.module.css";

const HOUR = 5;
const ROW = 7;

export function WeekPicture({ hours }: { hours: readonly HoursView[] }): ReactNode {
  return (
    <span className={styles["week"]}>
      <svg viewBox={`0 0 ${24 * HOUR} ${7 * ROW}`} className={styles["picture"]} aria-hidden="true" focusable="false">
        {Array.from({ length: 7 }, (_, day) => (
          <rect key={day} x={0} y={day * ROW} width={24 * HOUR} height={ROW - 1} className={styles["day"]} />
        ))}
        {spans(hours).map(({ day, from, until }) => (
          <rect key={`${day} ${from}`} x={(from / 60) * HOUR} y={day * ROW} width={((until - from) / 60) * HOUR} height={ROW - 1} className={styles["on"]} />
        ))}
        {[6, 12, 18].map((hour) => (
          <line key={hour} x1={hour * HOUR} x2={hour * HOUR} y1={0} y2={7 * ROW} className={styles["line"]} />
        ))}
      </svg>
      <span>{cover.hours.said(hours)}</span>
    </span>
  );
}
