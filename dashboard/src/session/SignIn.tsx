// The sign-in page: a name and a password, the second step where it is asked for, or the force's own sign-in.
import { useEffect, useId, useState, type ReactNode } from "react";
import { session as w } from "../words/en.session";
import { en } from "../words/en";
import { signInWays, type SignInWays } from "./api";
import { CodeStep } from "./CodeStep";
import type { Problem } from "./http";
import { PasswordStep } from "./PasswordStep";
import { elsewhereOf, problemWords } from "./problem";
import styles from "./SignIn.module.css";
import type { Ended } from "./store";

type Props = { problem: Problem | null; ended: Ended };

/** Until the server has said which ways it offers. */
const PASSWORD_ALONE: SignInWays = { password: true, oidc: null };

export function SignIn({ problem, ended }: Props): ReactNode {
  const [ways, setWays] = useState(PASSWORD_ALONE);
  const [asked, setAsked] = useState<{ username: string; password: string } | null>(null);
  const [elsewhere] = useState(() => elsewhereOf(window.location.search));
  const id = useId();
  useEffect(() => {
    // Said once; a page that is loaded again must not repeat it.
    if (window.location.search !== "") window.history.replaceState(null, "", window.location.pathname);
  }, []);
  const away = problem !== null;
  useEffect(() => {
    let wanted = true;
    void signInWays().then((answer) => {
      if (wanted && answer.ok) setWays(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [away]);

  return (
    <main className={styles["page"]} id="main">
      <div className={styles["form"]}>
        <p className={styles["product"]}>
          <Mark />
          {en.product}
        </p>
        <h1 id={`${id}-title`} className={styles["title"]}>
          {asked === null ? w.title : w.code.title}
        </h1>
        {asked !== null ? (
          <CodeStep {...asked} labelledBy={`${id}-title`} onBack={() => setAsked(null)} />
        ) : (
          <>
            {ended !== null && <p className={styles["note"]}>{w.ended[ended]}</p>}
            {elsewhere !== null && (
              <p role="alert" className={styles["alert"]} data-testid="sign-in-elsewhere">
                {w.elsewhere[elsewhere]}
              </p>
            )}
            {ways.oidc !== null && (
              <a className={styles["elsewhere"]} href="/api/v1/sign-in/oidc" data-testid="sign-in-oidc">
                {w.with(ways.oidc.name)}
              </a>
            )}
            {ways.oidc !== null && ways.password && <p className={styles["or"]}>{w.or}</p>}
            {ways.password && (
              <PasswordStep quiet={ways.oidc !== null} labelledBy={`${id}-title`} problem={problem === null ? null : problemWords(problem)} onCode={(username, password) => setAsked({ username, password })} />
            )}
            {!ways.password && problem !== null && (
              <p role="alert" className={styles["alert"]}>
                {problemWords(problem)}
              </p>
            )}
          </>
        )}
        <p className={styles["private"]}>{w.private}</p>
      </div>
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
