// A name and a password, one button, and an error that says what to do.
import { useId, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { Button } from "../ui/Button";
import { session as w } from "../words/en.session";
import { problemWords } from "./problem";
import { SecretInput } from "./SecretInput";
import styles from "./SignIn.module.css";
import { signIn } from "./store";

type Props = {
  labelledBy: string;
  /** Why the page could not ask who is signed in. */
  problem: string | null;
  /** Another way in stands above it. */
  quiet: boolean;
  onCode: (username: string, password: string) => void;
};

export function PasswordStep({ labelledBy, problem, quiet, onCode }: Props): ReactNode {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [missing, setMissing] = useState<"username" | "password" | null>(null);
  const userRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const id = useId();
  const message = failed ?? problem;

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (working) return;
    setFailed(null);
    const lacks = username.trim() === "" ? "username" : password === "" ? "password" : null;
    setMissing(lacks);
    if (lacks !== null) {
      (lacks === "username" ? userRef : passwordRef).current?.focus();
      return;
    }
    setWorking(true);
    const fault = await signIn(username.trim(), password);
    setWorking(false);
    if (fault === null) return;
    if (fault.code === "second_factor_required") {
      onCode(username.trim(), password);
      return;
    }
    setFailed(problemWords(fault));
    setPassword("");
    passwordRef.current?.focus();
  }

  return (
    <form className={styles["step"]} onSubmit={(event) => void submit(event)} noValidate aria-labelledby={labelledBy}>
      <div role="alert" className={styles["alert"]} data-testid="sign-in-error" hidden={message === null}>
        {message}
      </div>
      <div className={styles["field"]}>
        <label htmlFor={`${id}-user`}>{w.username}</label>
        <input
          ref={userRef}
          id={`${id}-user`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          aria-invalid={missing === "username" || undefined}
          aria-describedby={missing === "username" ? `${id}-user-error` : undefined}
        />
        {missing === "username" && (
          <p id={`${id}-user-error`} className={styles["error"]}>
            {w.missingUsername}
          </p>
        )}
      </div>
      <SecretInput ref={passwordRef} label={w.password} kind="current-password" value={password} onChange={setPassword} error={missing === "password" ? w.missingPassword : null} />
      <Button submit tone={quiet ? "plain" : "primary"} size="target" pending={working} data-testid="sign-in">
        {working ? w.working : w.button}
      </Button>
    </form>
  );
}
