// A modal on the browser's own <dialog>: focus is kept inside, Escape closes, the rest is inert.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { en } from "../words/en";
import { Button } from "./Button";
import styles from "./Dialog.module.css";
import { cx } from "./cx";

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** Left out: a Close button. */
  footer?: ReactNode;
  testId?: string;
};

/** Mount it to open it, unmount it to close it. Focus returns to where it was. */
export function Dialog({ title, onClose, children, wide = false, footer, testId }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    // What had the focus may go with what it did. The dialog then takes it, so that keys still reach it and not the page behind.
    const watch = new MutationObserver(() => {
      if (document.activeElement === document.body) dialog.focus({ preventScroll: true });
    });
    watch.observe(dialog, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      className={cx(styles["dialog"], wide && styles["wide"])}
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles["inside"]}>
        <h2 id={titleId} className={styles["title"]}>
          {title}
        </h2>
        <div className={styles["body"]}>{children}</div>
        <div className={styles["footer"]}>{footer ?? <Button onClick={onClose}>{en.close}</Button>}</div>
      </div>
    </dialog>
  );
}
