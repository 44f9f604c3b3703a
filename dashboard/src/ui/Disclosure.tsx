// A part that is there when asked for: a button that says whether it is open, and what it opens.
import { useId, useState, type ReactNode } from "react";
import styles from "./Disclosure.module.css";

type Props = {
  label: string;
  children: ReactNode;
  testId?: string;
  /** Whoever must open it by themselves, a form with a fault inside, holds whether it is open. */
  open?: boolean;
  onToggle?: (open: boolean) => void;
};

export function Disclosure({ label, children, testId, open: held, onToggle }: Props): ReactNode {
  const [own, setOwn] = useState(false);
  const open = held ?? own;
  const id = useId();
  return (
    <div className={styles["disclosure"]}>
      <button type="button" className={styles["disclose"]} aria-expanded={open} aria-controls={id} data-testid={testId} onClick={() => (onToggle ?? setOwn)(!open)}>
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
