// The recovery codes, shown this once. Copied or printed; never kept by this page.
import { useEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button } from "../ui/Button";
import { showToast } from "../ui/toasts";
import { account as w } from "../words/en.account";
import styles from "./Mine.module.css";

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      showToast(w.enrol.copied);
    } catch {
      showToast(w.enrol.copyFailed);
    }
  }
  return (
    <div className={styles["form"]}>
      <h4 ref={heading} tabIndex={-1}>
        {w.enrol.codesTitle}
      </h4>
      <p>{w.enrol.codesText}</p>
      <List codes={codes} />
      <div className={styles["acts"]}>
        <Button onClick={() => void copy()} data-testid="codes-copy">
          {w.enrol.copy}
        </Button>
        <Button onClick={() => window.print()} data-testid="codes-print">
          {w.enrol.print}
        </Button>
        <Button tone="primary" onClick={onKept} data-testid="codes-kept">
          {w.enrol.kept}
        </Button>
      </div>
      {createPortal(
        <div className={styles["paper"]} aria-hidden="true">
          <h1>{w.enrol.printHead}</h1>
          <p>{w.enrol.printNote}</p>
          <List codes={codes} />
        </div>,
        document.body,
      )}
    </div>
  );
}

function List({ codes }: { codes: readonly string[] }): ReactNode {
  return (
    <ol className={styles["codes"]} data-testid="recovery-codes">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ol>
  );
}
