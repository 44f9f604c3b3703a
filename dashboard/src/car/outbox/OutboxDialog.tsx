// What has been pressed and not answered yet, in order, and what the server did not take.
import type { ReactNode } from "react";
import { useCommands, useLive, type CommandRecord } from "../live";
import { At, Button, Dialog } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./Plain.module.css";

export function OutboxDialog({ onClose }: { onClose: () => void }): ReactNode {
  const all = useCommands();
  const waiting = all.filter((record) => record.status === "pending");
  const refused = all.filter((record) => record.status === "refused");
  return (
    <Dialog
      title={words.outbox.title}
      onClose={onClose}
      testId="outbox-dialog"
      footer={
        <Button size="target" onClick={onClose}>
          {en.close}
        </Button>
      }
    >
      {waiting.length === 0 ? <p>{words.outbox.none}</p> : <p className={styles["hint"]}>{words.outbox.keepOpen}</p>}
      <ol className={styles["acts"]}>
        {waiting.map((record) => (
          <Line key={record.id} record={record} />
        ))}
      </ol>
      {refused.length === 0 ? null : (
        <>
          <h3 className={styles["legend"]}>{words.outbox.refused}</h3>
          <ol className={styles["acts"]}>
            {refused.map((record) => (
              <Line key={record.id} record={record} />
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function Line({ record }: { record: CommandRecord }): ReactNode {
  const store = useLive();
  return (
    <li className={styles["act"]} data-status={record.status}>
      <span>
        <strong>{words.outbox.act[record.command.type] ?? words.outbox.other}</strong> <At at={record.at} />
        {record.refusal === null ? null : <span className={styles["hint"]}>{record.refusal.message}</span>}
      </span>
      {record.status === "refused" ? (
        <Button size="target" onClick={() => void store.sendAgain(record.id)}>
          {words.act.again}
        </Button>
      ) : null}
    </li>
  );
}
