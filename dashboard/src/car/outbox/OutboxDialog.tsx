// Everything this tablet has done and what became of it: what waits, in order; what was not taken, with what can be done; what was taken last.
import type { ReactNode } from "react";
import { useHolding } from "../../held/useHolding";
import { useCommands, useNow, useTrust, type CommandRecord } from "../../live";
import { At, Button, Dialog } from "../../ui";
import { en, shortSpan } from "../../words/en";
import { acts } from "../../words/en.acts";
import { outbox as words } from "../../words/en.outbox";
import { useLeft } from "./left";
import { LeftDraft } from "./LeftDraft";
import styles from "./Outbox.module.css";
import { RefusedAct } from "./RefusedAct";

/** Of what was taken, so many are shown. */
const ACCEPTED_SHOWN = 12;

export default function OutboxDialog({ onClose }: { onClose: () => void }): ReactNode {
  const all = useCommands();
  const { link } = useTrust();
  const left = useLeft();
  const isKept = useHolding()?.isKept === true;
  const waiting = all.filter((record) => record.status === "pending");
  const refused = all.filter((record) => record.status === "refused");
  const accepted = all
    .filter((record) => record.status === "accepted")
    .slice(-ACCEPTED_SHOWN)
    .reverse();
  const oldestAt = waiting[0]?.at ?? null;
  const age = useNow((now) => (oldestAt === null ? null : shortSpan(now - oldestAt)));
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      testId="outbox-dialog"
      wide
      footer={
        <Button size="target" onClick={onClose}>
          {en.close}
        </Button>
      }
    >
      <div className={styles["outbox"]}>
        {refused.length === 0 ? null : (
          <section aria-labelledby="outbox-refused">
            <h3 id="outbox-refused">{words.refused}</h3>
            <p className={styles["sub"]}>{words.what.lead}</p>
            <ul>
              {refused.map((record) => (
                <RefusedAct key={record.id} record={record} />
              ))}
            </ul>
          </section>
        )}
        {left.length === 0 ? null : (
          <section aria-labelledby="outbox-left">
            <h3 id="outbox-left">{words.left.title}</h3>
            <p className={styles["sub"]}>{words.left.lead}</p>
            <ul>
              {left.map((each) => (
                <LeftDraft key={each.key} left={each} />
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="outbox-waiting">
          <h3 id="outbox-waiting">
            {words.waiting} {waiting.length > 0 && age !== null ? <span className={styles["sub"]}>{words.oldest(age)}</span> : null}
          </h3>
          {waiting.length === 0 ? <p>{words.none}</p> : <p className={styles["sub"]}>{isKept ? words.kept : words.notKept}</p>}
          <ol>
            {waiting.map((record, at) => (
              <Line key={record.id} record={record} state={record.sent && link === "live" ? words.now : at === 0 ? words.next : null} />
            ))}
          </ol>
        </section>
        {accepted.length === 0 ? null : (
          <section aria-labelledby="outbox-accepted">
            <h3 id="outbox-accepted">{words.accepted}</h3>
            <ul>
              {accepted.map((record) => (
                <Line key={record.id} record={record} state={null} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function Line({ record, state }: { record: CommandRecord; state: string | null }): ReactNode {
  return (
    <li className={styles["line"]} data-testid={`outbox-${record.status}`} data-type={record.command.type}>
      <strong>{acts.name[record.command.type] ?? acts.other}</strong>
      <span className={styles["sub"]}>
        {words.done("")}
        <At at={record.at} />
        {record.answeredAt === null ? null : (
          <>
            {", "}
            {words.arrived("")}
            <At at={record.answeredAt} />
          </>
        )}
        {state === null ? null : `, ${state}`}
      </span>
    </li>
  );
}
