// The way out. Signing out wipes the tablet: where something of the crew's is on no server yet, that is said first and asked again.
import { useState, type ReactNode } from "react";
import { useDraftKeys } from "../held/drafts";
import { useCommands } from "../live";
import { signOut } from "../session/store";
import { Button } from "../ui";
import { en } from "../words/en";
import { outbox as words } from "../words/en.outbox";
import { isOnRecord } from "./outbox/left";
import styles from "./Plain.module.css";

export function SignOutButton(): ReactNode {
  const all = useCommands();
  const waiting = all.filter((record) => record.status === "pending").length;
  const refused = all.filter((record) => record.status === "refused").length;
  const begun = useDraftKeys("").filter((key) => !key.includes("/sent/") && !isOnRecord(key)).length;
  const count = waiting + refused + begun;
  const [asking, setAsking] = useState(false);
  if (asking && count > 0) {
    return (
      <div className={styles["ask"]} role="group" aria-label={words.signOut.title} data-testid="sign-out-ask">
        <p role="alert">
          <strong>{words.signOut.title}</strong> {words.signOut.words(waiting, refused, begun)}
        </p>
        <Button size="target" tone="primary" onClick={() => setAsking(false)}>
          {words.signOut.stay}
        </Button>
        <Button size="target" tone="danger" onClick={() => void signOut()} data-testid="sign-out-anyway">
          {words.signOut.go}
        </Button>
      </div>
    );
  }
  return (
    <Button size="target" onClick={() => (count > 0 ? setAsking(true) : void signOut())} data-testid="sign-out">
      {en.top.signOut}
    </Button>
  );
}
