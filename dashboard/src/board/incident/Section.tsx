// A titled part of the incident pane with a place for its one act.
import { useId, type ReactNode } from "react";
import styles from "./Section.module.css";

type Props = { title: string; act?: ReactNode; children: ReactNode; testId?: string };

export function Section({ title, act, children, testId }: Props): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles["section"]} data-testid={testId}>
      <div className={styles["head"]}>
        <h3 id={id}>{title}</h3>
        {act !== undefined && <div className={styles["act"]}>{act}</div>}
      </div>
      {children}
    </section>
  );
}
