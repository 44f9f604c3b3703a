// The heads of the columns; where rows wait to be let in, that stands in their place, so that nothing moves and no row is covered.
import type { ReactNode } from "react";
import { cx } from "../../ui/cx";
import { board as w } from "../../words/en.board";
import type { Held } from "../logic/held";
import styles from "./List.module.css";

type Props = {
  /** Null: nothing is held back. */
  held: Held | null;
  /** Of the held ones, how many are of the most urgent grade. */
  urgent: number;
  car: boolean;
  onUpdate: () => void;
};

export function ListColumns({ held, urgent, car, onUpdate }: Props): ReactNode {
  if (held === null) {
    const { grade, place, police, ours, car: carWord, wait } = w.list.columns;
    return (
      <div className={cx(styles["columns"], !car && styles["noCar"])} aria-hidden="true">
        <span>{grade}</span>
        <span>{place}</span>
        <span className={styles["police"]}>{police}</span>
        <span>{ours}</span>
        {car && <span className={styles["car"]}>{carWord}</span>}
        <span>{wait}</span>
      </div>
    );
  }
  return (
    <button type="button" className={cx(styles["news"], urgent > 0 && styles["urgent"])} data-testid="held-chip" onClick={onUpdate}>
      {urgent > 0 && (
        <span className={styles["urgentWord"]}>
          <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
          </svg>
          {w.list.newsUrgent(urgent)}
        </span>
      )}
      <span>{w.list.news(held.added.length, held.moved, held.gone)}</span>
      <span className={styles["update"]}>
        {w.list.update} <kbd aria-hidden="true">u</kbd>
      </span>
    </button>
  );
}
