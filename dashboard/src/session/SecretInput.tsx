// A password field that can be shown, for those who type with gloves or cold fingers.
import { useId, useState, type Ref, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { session as w } from "../words/en.session";
import styles from "./SignIn.module.css";

type Props = {
  label: string;
  /** For a password manager: the one in use, or one that is being chosen. */
  kind: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | null;
  ref?: Ref<HTMLInputElement>;
  testId?: string;
};

export function SecretInput({ label, kind, value, onChange, hint, error = null, ref, testId }: Props): ReactNode {
  const [shown, setShown] = useState(false);
  const id = useId();
  const about = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter((each) => each !== null).join(" ");
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <div className={styles["password"]}>
        <input
          ref={ref}
          id={id}
          name={kind === "current-password" ? "password" : kind}
          type={shown ? "text" : "password"}
          autoComplete={kind}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={value}
          data-testid={testId}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error !== null || undefined}
          aria-describedby={about === "" ? undefined : about}
        />
        <Button tone="quiet" size="small" aria-label={shown ? w.hidePassword : w.showPassword} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? w.hide : w.show}
        </Button>
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p id={`${id}-error`} className={styles["error"]}>
          {error}
        </p>
      )}
    </div>
  );
}
