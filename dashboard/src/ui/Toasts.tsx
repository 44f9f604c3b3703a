// The region where notices and undo appear, bottom left, above everything and never over the pointer's work.
import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import { en } from "../words/en";
import { Button } from "./Button";
import { dropToast, toastStore, type Toast } from "./toasts";
import styles from "./Toasts.module.css";

export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <div className={styles["region"]}>
      {toasts.map((toast) => (
        <Item key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Item({ toast }: { toast: Toast }): ReactNode {
  useEffect(() => {
    const timer = setTimeout(() => dropToast(toast.id), toast.stayMs);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={styles["toast"]} data-testid="toast">
      <span>{toast.text}</span>
      {toast.undo !== undefined && (
        <Button
          size="small"
          data-testid="undo"
          onClick={() => {
            toast.undo?.();
            dropToast(toast.id);
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
