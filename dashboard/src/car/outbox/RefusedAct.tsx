// One act that the server did not take: why, what was written, and what may be done with it. Nothing goes by itself.
import { useState, type ReactNode } from "react";
import { draftKeys, forgetDraft } from "../../held/drafts";
import { useAct, useLive, useScheme, type CommandRecord } from "../../live";
import { At, Button, clockTime, showToast } from "../../ui";
import { acts } from "../../words/en.acts";
import { outbox as words } from "../../words/en.outbox";
import { responseOf } from "../job";
import styles from "./Outbox.module.css";
import { inNotes, saidIn } from "./said";

export function RefusedAct({ record }: { record: CommandRecord }): ReactNode {
  const store = useLive();
  const scheme = useScheme();
  const note = useAct();
  const [asking, setAsking] = useState(false);
  const [copied, setCopied] = useState<boolean | null>(null);
  const { command, refusal } = record;
  const name = acts.name[command.type] ?? acts.other;
  const said = saidIn(command, scheme);
  const response = responseOf(command);
  const zone = scheme?.time_zone ?? "Europe/London";

  /** With the draft that lies under it. */
  const drop = (): void => {
    for (const key of draftKeys("")) if (key.endsWith(`/sent/${record.id}`)) forgetDraft(key);
    store.letGo(record.id);
  };
  const asNote = async (): Promise<void> => {
    if (said === null || response === null) return;
    // In as many notes as it takes; it leaves the tablet once the last of them is taken.
    for (const text of inNotes(words.what.noteHead(name, clockTime(record.at, zone)), said)) {
      if (!(await note.run({ type: "add_note", response, text }))) return;
    }
    showToast(words.what.noteSent);
    drop();
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(said ?? "");
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };

  return (
    <li className={styles["refused"]} data-testid="outbox-refused" data-type={command.type}>
      <p>
        <strong>{name}</strong>{" "}
        <span className={styles["sub"]}>
          {words.done("")}
          <At at={record.at} />
        </span>
      </p>
      <p className={styles["why"]}>{refusal?.message}</p>
      <p className={styles["sub"]}>{(refusal === null ? undefined : words.counsel[refusal.code]) ?? words.counselElse}</p>
      {said === null ? null : (
        <details className={styles["said"]}>
          <summary>{words.what.show}</summary>
          <p data-testid="outbox-said">{said}</p>
        </details>
      )}
      {note.status === "refused" ? <p role="alert">{words.what.noteRefused}</p> : null}
      {copied === null ? null : <p role="status">{copied ? words.what.copied : words.what.noCopy}</p>}
      {asking ? (
        <div className={styles["ask"]} role="group" aria-label={words.what.letGoAsk}>
          <p>{words.what.letGoAsk}</p>
          <Button size="target" onClick={() => setAsking(false)}>
            {words.what.keep}
          </Button>
          <Button size="target" tone="danger" onClick={drop} data-testid="outbox-let-go-yes">
            {words.what.letGoYes}
          </Button>
        </div>
      ) : (
        <div className={styles["ask"]}>
          {said === null || response === null || command.type === "add_note" ? null : (
            <Button size="target" tone="primary" pending={note.status === "pending"} onClick={() => void asNote()} data-testid="outbox-as-note">
              {words.what.note}
            </Button>
          )}
          <Button size="target" onClick={() => void store.sendAgain(record.id)} data-testid="outbox-again">
            {words.what.again}
          </Button>
          {said === null ? null : (
            <Button size="target" onClick={() => void copy()}>
              {words.what.copy}
            </Button>
          )}
          <Button size="target" tone="quiet" onClick={() => setAsking(true)} data-testid="outbox-let-go">
            {words.what.letGo}
          </Button>
        </div>
      )}
    </li>
  );
}
