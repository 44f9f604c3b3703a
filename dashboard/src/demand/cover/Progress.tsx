// How far it is, where it takes longer than a blink.
import type { ReactNode } from "react";
import { cover as w } from "../../words/en.demand.cover";
import styles from "./Progress.module.css";

export function Progress({ done }: { done: number | null }): ReactNode {
  return (
    <div className={styles["progress"]} data-testid="cover-progress">
      <progress aria-label={w.working} max={1} {...(done === null ? {} : { value: done })} />
      <span>
        {w.working} {done === null ? "" : w.progress(done)}
      </span>
    </div>
  );
}
