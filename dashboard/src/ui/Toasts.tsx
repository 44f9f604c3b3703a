// The region where notices and undo appear, bottom left (under the bar on the tablet), above everything and never over the pointer's work.
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { en } from "../words/en";
import { Button } from "./Button";
import { dropToast, newestUndoable, toastStore, type Toast } from "./toasts";
import styles from "./Toasts.module.css";

export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  const newest = newestUndoable(toasts);
  return (
    <div className={styles["region"]}>
      {toasts.map((toast) => (
        <Item key={toast.id} toast={toast} undoKey={toast === newest ? toast.undoKey : undefined} />
      ))}
    </div>
  );
}

/** The key stands only where it would work: on the newest that can be undone. */
function Item({ toast, undoKey }: { toast: Toast; undoKey: string | undefined }): ReactNode {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // Under the pointer or the focus it waits, so that nobody loses it while reaching for it.
    if (held || toast.stayMs === null) return undefined;
    const timer = setTimeout(() => dropToast(toast.id), toast.stayMs);
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <div
      className={styles["toast"]}
      data-testid="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo !== undefined && (
        <Button
          size="small"
          shortcut={undoKey}
          data-testid="undo"
          onClick={() => {
            dropToast(toast.id);
            toast.undo?.();
          }}
        >
          {en.undo}
        </Button>
      )}
      <Button size="small" tone="quiet" aria-label={en.dismiss} onClick={() => dropToast(toast.id)}>
        ×
      </Button>
    </div>
  );
}
