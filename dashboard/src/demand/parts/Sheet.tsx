// One chart or table with its own head: what is seen, of what, and its table for a spreadsheet.
import { useId, type ReactNode } from "react";
import { CsvButton } from "./CsvButton";
import styles from "./Sheet.module.css";

type Props = {
  /** What is seen. */
  title: string;
  /** What was counted, and how to read it. */
  sub?: ReactNode;
  /** Where its table comes from, and the name of the file. */
  csv?: { path: string; name: string };
  children: ReactNode;
  /** What holds for it and is not seen in it. */
  note?: ReactNode;
  testId: string;
};

export function Sheet({ title, sub, csv, children, note, testId }: Props): ReactNode {
  const id = useId();
  return (
    <section className={styles["sheet"]} aria-labelledby={id} data-testid={testId}>
      <header className={styles["head"]}>
        <div>
          <h3 id={id}>{title}</h3>
          {sub === undefined ? null : <p className={styles["sub"]}>{sub}</p>}
        </div>
        {csv === undefined ? null : <CsvButton path={csv.path} name={csv.name} title={title} testId={`${testId}-csv`} />}
      </header>
      {children}
      {note == null ? null : <p className={styles["note"]}>{note}</p>}
    </section>
  );
}
