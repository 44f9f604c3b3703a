// The page of somebody whose account needs a second step and has none yet.
import type { ReactNode } from "react";
import { Button } from "../ui/Button";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { Enrol } from "./Enrol";
import styles from "./SignIn.module.css";

export default function EnrolPage({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }): ReactNode {
  return (
    <div className={styles["form"]} data-wide="" data-testid="must-enrol">
      <h1 className={styles["title"]}>{w.enrol.title}</h1>
      <p className={styles["note"]}>{w.enrol.must}</p>
      <Enrol onDone={onDone} />
      <Button tone="quiet" onClick={onLeave}>
        {en.top.signOut}
      </Button>
    </div>
  );
}
