// The sign-in page: two fields, one button, and an error that says what to do.
import { useId, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { Button } from "../ui/Button";
import { en } from "../words/en";
import type { Problem } from "./api";
import styles from "./SignIn.module.css";
import { signIn } from "./store";

type Props = { problem: Problem | null; ended: boolean };

export function problemWords(problem: Problem): string {
  switch (problem.code) {
    case "sign_in_failed":
    case "field_invalid":
      return en.signIn.failed;
    case "account_locked":
      return en.signIn.locked(problem.retryAfterS);
    case "rate_limited":
      return en.signIn.limited(problem.retryAfterS);
    case "unreachable":
      return en.signIn.unreachable;
    case "journal_unavailable":
    case "overloaded":
    case "shutting_down":
    case "internal":
    case "unreadable":
      return en.signIn.unavailable;
    default:
      return en.signIn.other(problem.detail);
  }
}

export function SignIn({ problem, ended }: Props): ReactNode {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [missing, setMissing] = useState<"username" | "password" | null>(null);
  const userRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const id = useId();
  const message = failed ?? (problem === null ? null : problemWords(problem));

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
    if (fault !== null) {
      setFailed(problemWords(fault));
      setPassword("");
      passwordRef.current?.focus();
    }
  }

  return (
    <main className={styles["page"]} id="main">
      <form className={styles["form"]} onSubmit={(event) => void submit(event)} noValidate aria-labelledby={`${id}-title`}>
        <p className={styles["product"]}>
          <Mark />
          {en.product}
        </p>
        <h1 id={`${id}-title`} className={styles["title"]}>
          {en.signIn.title}
        </h1>
        {ended && <p className={styles["note"]}>{en.signIn.ended}</p>}
        <div role="alert" className={styles["alert"]} data-testid="sign-in-error" hidden={message === null}>
          {message}
        </div>
        <div className={styles["field"]}>
          <label htmlFor={`${id}-user`}>{en.signIn.username}</label>
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
              {en.signIn.missingUsername}
            </p>
          )}
        </div>
        <div className={styles["field"]}>
          <label htmlFor={`${id}-password`}>{en.signIn.password}</label>
          <div className={styles["password"]}>
            <input
              ref={passwordRef}
              id={`${id}-password`}
              name="password"
              type={shown ? "text" : "password"}
              autoComplete="current-password"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              aria-invalid={missing === "password" || undefined}
              aria-describedby={missing === "password" ? `${id}-password-error` : undefined}
            />
            <Button tone="quiet" size="small" aria-label={shown ? en.signIn.hidePassword : en.signIn.showPassword} aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? "Hide" : "Show"}
            </Button>
          </div>
          {missing === "password" && (
            <p id={`${id}-password-error`} className={styles["error"]}>
              {en.signIn.missingPassword}
            </p>
          )}
        </div>
        <Button submit tone="primary" size="target" pending={working} data-testid="sign-in">
          {working ? en.signIn.working : en.signIn.button}
        </Button>
        <p className={styles["private"]}>{en.signIn.private}</p>
      </form>
    </main>
  );
}

/** Two people side by side. */
function Mark(): ReactNode {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M6 3v14M14 3v14" stroke="var(--mine)" strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}
