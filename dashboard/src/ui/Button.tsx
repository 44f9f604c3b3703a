// A verb. Shows at once that its act is on the way.
import type { ComponentProps, ReactNode } from "react";
import { en } from "../words/en";
import styles from "./Button.module.css";
import { cx } from "./cx";

export type ButtonProps = Omit<ComponentProps<"button">, "type"> & {
  /** `primary` at most once a pane; `danger` for immediate risk to life alone. */
  tone?: "primary" | "mine" | "danger" | "plain" | "quiet";
  size?: "normal" | "small" | "target" | "main";
  pending?: boolean;
  /** The key that does the same, shown beside the verb. */
  shortcut?: string | undefined;
  submit?: boolean;
  icon?: ReactNode;
};

export function Button({ tone = "plain", size = "normal", pending = false, shortcut, submit = false, icon, children, className, disabled, onClick, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      className={cx(styles["button"], styles[tone], styles[size], pending && styles["pending"], className)}
      disabled={disabled}
      aria-disabled={pending ? true : rest["aria-disabled"]}
      aria-busy={pending || undefined}
      // Focus stays on a pending button, so it is not disabled; a second press does nothing.
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {pending ? <span className={styles["spinner"]} aria-hidden="true" /> : icon}
      <span className={styles["label"]}>{children}</span>
      {pending && <span className="sr">{en.pending}</span>}
      {shortcut !== undefined && !pending && (
        <kbd className={styles["kbd"]} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </button>
  );
}
