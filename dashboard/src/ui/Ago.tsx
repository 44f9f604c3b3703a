// Times as people read them: "6 min", with the exact time in the scheme's zone on hover and for screen readers.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../live/hooks";
import { en, shortSpan } from "../words/en";
import styles from "./Ago.module.css";
import { cx } from "./cx";
import { clockTime, exactTime } from "./time";

type AgoProps = {
  at: number;
  /** "6 min ago" rather than "6 min". */
  suffix?: boolean;
  className?: string | undefined;
};

function useZone(): string {
  return useScheme()?.time_zone ?? "Europe/London";
}

/** How long since. */
export function Ago({ at, suffix = false, className }: AgoProps): ReactNode {
  const zone = useZone();
  const text = useNow((now) => (suffix ? en.ago(now - at) : shortSpan(now - at)));
  return (
    <time className={cx(styles["time"], className)} dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {text}
    </time>
  );
}

/** "14:32", exact on hover. */
export function At({ at, className }: { at: number; className?: string | undefined }): ReactNode {
  const zone = useZone();
  return (
    <time className={cx(styles["time"], className)} dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {clockTime(at, zone)}
    </time>
  );
}

type ClockProps = {
  /** When the time is up. */
  due: number;
  /** The last part of the time, ms, that is "nearly out". */
  amberMs?: number;
  /** "left": "12 min left" and "3 min over". "in": "in 12 min" and "3 min late". */
  words?: "left" | "in";
  className?: string | undefined;
};

export type ClockState = "running" | "nearly" | "over";

export function clockState(due: number, now: number, amberMs: number): ClockState {
  if (now >= due) return "over";
  return due - now <= amberMs ? "nearly" : "running";
}

/** A countdown: "12 min left", amber when nearly out, "3 min over" with a mark when over. */
export function Clock({ due, amberMs = 5 * 60_000, words = "left", className }: ClockProps): ReactNode {
  const zone = useZone();
  const state = useNow((now) => clockState(due, now, amberMs));
  const text = useNow((now) => (now >= due ? (words === "in" ? en.clock.late : en.clock.over)(shortSpan(now - due)) : (words === "in" ? en.clock.in : en.clock.left)(shortSpan(due - now))));
  return (
    <time className={cx(styles["time"], styles[state], className)} dateTime={new Date(due).toISOString()} title={exactTime(due, zone)} data-state={state}>
      {text}
    </time>
  );
}
