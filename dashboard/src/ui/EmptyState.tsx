// What will appear here, and when.
import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

export function EmptyState({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className={styles["empty"]} data-testid="empty">
      <p className={styles["title"]}>{title}</p>
      {children !== undefined && <div className={styles["text"]}>{children}</div>}
    </div>
  );
}
