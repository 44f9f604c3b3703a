// One fact of a list: what it is, and how it stands.
import type { ReactNode } from "react";
import styles from "./Job.module.css";

export function Fact({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles["fact"]}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
