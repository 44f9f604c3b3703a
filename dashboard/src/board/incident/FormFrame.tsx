// What every form of the tray shares: title, submit and cancel, the refusal with what was typed kept, and focus on its first field.
import { useEffect, useId, useRef, type ReactNode } from "react";
import type { Act } from "../../live/hooks";
import { useTrust } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { en } from "../../words/en";
import styles from "./FormFrame.module.css";

type Props = {
  title: string;
  act: Act;
  save: string;
  onSave: () => void;
  onCancel: () => void;
  cancelWord?: string;
  children: ReactNode;
  /** Left out where the form is not the first thing on its page. */
  takeFocus?: boolean;
  tone?: "primary" | "danger";
  testId: string;
  blocked?: boolean;
  /** What may be done about the refusal, besides trying again. */
  next?: ReactNode;
};

const TRANSIENT = new Set(["journal_unavailable", "overloaded", "too_many_in_flight", "shutting_down", "rate_limited", "internal"]);

export function FormFrame({ title, act, save, onSave, onCancel, cancelWord, children, takeFocus = true, tone = "primary", testId, blocked = false, next }: Props): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const away = useTrust().link === "offline";
  useEffect(() => {
    if (takeFocus) form.current?.querySelector<HTMLElement>(":is(textarea, input:not([type=hidden]), select, button):enabled")?.focus({ preventScroll: false });
  }, [takeFocus]);
  const refusal = act.refusal;
  return (
    <form
      ref={form}
      className={styles["form"]}
      aria-labelledby={id}
      noValidate
      data-testid={`form-${testId}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (act.status !== "pending" && !blocked) onSave();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <h3 id={id} className={styles["title"]}>
        {title}
      </h3>
      <div className={styles["fields"]}>{children}</div>
      {refusal !== null && (
        <ErrorNote refusal={refusal} kept>
          {TRANSIENT.has(refusal.code) && (
            <Button size="small" onClick={act.again}>
              {en.again}
            </Button>
          )}
          {next}
        </ErrorNote>
      )}
      <div className={styles["foot"]}>
        <Button submit tone={tone} pending={act.status === "pending"} disabled={blocked} data-testid={`${testId}-save`}>
          {act.status === "pending" && away ? en.pendingOffline : save}
        </Button>
        <Button tone="quiet" onClick={onCancel} data-testid={`${testId}-cancel`}>
          {cancelWord ?? en.cancel}
        </Button>
        <span className={styles["hint"]} aria-hidden="true">
          Ctrl ↵
        </span>
      </div>
    </form>
  );
}
