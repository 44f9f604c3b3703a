// The second step of signing in: one field, for the app's code or for a recovery code.
import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { Button } from "../ui/Button";
import { session as w } from "../words/en.session";
import { problemWords } from "./problem";
import styles from "./SignIn.module.css";
import { signIn } from "./store";

type Props = { username: string; password: string; labelledBy: string; onBack: () => void };

export function CodeStep({ username, password, labelledBy, onBack }: Props): ReactNode {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), [recovery]);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (working) return;
    // Apps show "123 456", and it is typed as it is read.
    const typed = code.replace(/\s/g, "");
    setFailed(typed === "" ? w.code.missing : null);
    if (typed !== "") {
      setWorking(true);
      const fault = await signIn(username, password, typed);
      setWorking(false);
      if (fault === null) return;
      setFailed(problemWords(fault, true));
      setCode("");
    }
    field.current?.focus();
  }

  return (
    <form className={styles["step"]} onSubmit={(event) => void submit(event)} noValidate aria-labelledby={labelledBy}>
      <div role="alert" className={styles["alert"]} data-testid="code-error" hidden={failed === null}>
        {failed}
      </div>
      <div className={styles["field"]}>
        <label htmlFor={id}>{recovery ? w.code.recovery : w.code.label}</label>
        <input
          key={String(recovery)}
          ref={field}
          id={id}
          name="code"
          className={styles["code"]}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete={recovery ? "off" : "one-time-code"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={64}
          value={code}
          data-testid="code"
          onChange={(event) => setCode(event.target.value)}
          aria-invalid={failed !== null || undefined}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className={styles["hint"]}>
          {recovery ? w.code.recoveryHint : w.code.hint}
        </p>
      </div>
      <Button submit tone="primary" size="target" pending={working} data-testid="code-go">
        {working ? w.working : w.button}
      </Button>
      <div className={styles["ways"]}>
        <Button
          tone="quiet"
          data-testid="code-recovery"
          onClick={() => {
            setRecovery(!recovery);
            setCode("");
            setFailed(null);
          }}
        >
          {recovery ? w.code.useCode : w.code.useRecovery}
        </Button>
        <Button tone="quiet" onClick={onBack} data-testid="code-back">
          {w.code.back}
        </Button>
      </div>
    </form>
  );
}
