// Signed in, and nothing is open until the second step is set up.
import { useState, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { Late } from "../ui/Late";
import { en } from "../words/en";
import styles from "./SignIn.module.css";
import { refreshSession, signOut } from "./store";

export const loadEnrolPage = () => import("./EnrolPage");

export function MustEnrol(): ReactNode {
  const [failed, setFailed] = useState(false);
  return (
    <main className={styles["page"]} id="main">
      {failed ? (
        <div className={styles["form"]}>
          <p role="alert">{en.top.notFetched}</p>
          <Button onClick={() => setFailed(false)}>{en.again}</Button>
        </div>
      ) : (
        <Late load={loadEnrolPage} with={{ onDone: () => void refreshSession(true).catch(() => undefined), onLeave: () => void signOut() }} onFail={() => setFailed(true)} waiting={<p className={styles["note"]}>{en.loading}</p>} />
      )}
    </main>
  );
}
