// One form that was begun for a job that is gone: its words, to be sent as a note or let go.
import { useState, type ReactNode } from "react";
import { forgetDraft } from "../../held/drafts";
import { useAct } from "../../live";
import { Button, ErrorNote, showToast } from "../../ui";
import { door } from "../../words/en.door";
import { acts } from "../../words/en.acts";
import { outbox as words } from "../../words/en.outbox";
import type { Left } from "./left";
import styles from "./Outbox.module.css";
import { inNotes } from "./said";

export function LeftDraft({ left }: { left: Left }): ReactNode {
  const note = useAct();
  const [asking, setAsking] = useState(false);
  const name = (door.forms as Partial<Record<string, string>>)[left.form] ?? acts.note;
  const asNote = async (): Promise<void> => {
    for (const text of inNotes(words.left.head(name), left.text)) {
      if (!(await note.run({ type: "add_note", response: left.response, text }))) return;
    }
    showToast(words.what.noteSent);
    forgetDraft(left.key);
  };
  return (
    <li className={styles["refused"]} data-testid="outbox-left">
      <p>
        <strong>{name}</strong>
      </p>
      <p className={styles["words"]}>{left.text}</p>
      {note.refusal === null ? null : <ErrorNote refusal={note.refusal} kept />}
      <div className={styles["ask"]}>
        {asking ? <p>{words.what.letGoAsk}</p> : null}
        {asking ? (
          <>
            <Button size="target" onClick={() => setAsking(false)}>
              {words.what.keep}
            </Button>
            <Button size="target" tone="danger" onClick={() => forgetDraft(left.key)} data-testid="outbox-left-let-go-yes">
              {words.what.letGoYes}
            </Button>
          </>
        ) : (
          <>
            <Button size="target" tone="primary" pending={note.status === "pending"} onClick={() => void asNote()} data-testid="outbox-left-as-note">
              {words.what.note}
            </Button>
            <Button size="target" tone="quiet" onClick={() => setAsking(true)} data-testid="outbox-left-let-go">
              {words.what.letGo}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
