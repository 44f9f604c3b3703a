// A part that is there when asked for: a button that says whether it is open, and what it opens.
import { useId, useState, type ReactNode } from "react";
import styles from "./records.module.css";

export function Disclosure({ label, children, testId }: { label: string; children: ReactNode; testId?: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles["disclosure"]}>
      <button type="button" className={styles["disclose"]} aria-expanded={open} aria-controls={id} data-testid={testId} onClick={() => setOpen(!open)}>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d={open ? "M1 3l4 4 4-4" : "M3 1l4 4-4 4"} fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
        {label}
      </button>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
