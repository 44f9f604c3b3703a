// Covers the whole screen at once and keeps everything beneath it as it was. Says nothing of what it hides.
import { useEffect, useRef, type ReactNode } from "react";
import { en } from "../words/en";
import { Button } from "./Button";
import styles from "./PrivacyCover.module.css";

type Props = {
  /** Neutral words: why it is covered, and the way back. */
  title: string;
  back: string;
  onBack: () => void;
  /** What must be reachable behind the cover too, and gives nothing away. */
  children?: ReactNode;
};

/** Mount it to hide, unmount it to show. Focus returns to where it was. */
export function PrivacyCover({ title, back, onBack, children }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles["cover"]}
      aria-label={title}
      data-testid="privacy"
      onCancel={(event) => {
        event.preventDefault();
        onBack();
      }}
    >
      <p className={styles["name"]}>{en.product}</p>
      <p>{title}</p>
      <Button size="main" tone="primary" onClick={onBack} data-testid="privacy-back">
        {back}
      </Button>
      {children}
    </dialog>
  );
}
