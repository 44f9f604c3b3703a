// A telephone number after the rule was read. Ringing one that the rule does not vouch for takes a second, deliberate step.
import { useState, type ReactNode } from "react";
import { useCommand, useNow } from "../live";
import type { JobCard, SafeContact, SchemeView } from "../live/protocol.gen";
import { Button, Dialog, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";
import { dialled, secondStepFor, trustInNumber } from "./safe-contact";

type Props = {
  number: string;
  /** The rule for this person; undefined where there is none for them. */
  record: SafeContact | undefined;
  /** Whose it is, where it is not the person's own. */
  whose?: string;
  job: JobCard;
  scheme: SchemeView;
  /** False: the rule is not about this person. */
  covered: boolean;
};

export function PhoneNumber({ number, record, whose, job, scheme, covered }: Props): ReactNode {
  const [asking, setAsking] = useState(false);
  const send = useCommand();
  const trust = useNow((now) => (covered ? trustInNumber({ job, record, number, staleMs: scheme.safe_contact_stale_ms, zone: scheme.time_zone, now }) : "unknown"));
  const vouched = trust === "safe";
  const withhold = record?.withhold_caller_id !== false;
  function ringAnyway(): void {
    setAsking(false);
    // Of her numbers alone. It goes on record while the dialler opens; nothing waits for it.
    if (covered && trust !== "safe") void send({ type: "take_second_step", response: job.response, because: secondStepFor(trust) });
  }
  return (
    <div className={styles["number"]}>
      <p>
        <span className="mono" data-testid="number">
          {number}
        </span>
        {whose === undefined ? null : <small>{whose}</small>}
        {withhold ? <small>{words.contact.withholdFirst}</small> : null}
      </p>
      {vouched ? (
        <a className={styles["ring"]} href={`tel:${dialled(number)}`} data-testid="ring">
          <Glyph name="phone" /> {words.contact.ring}
        </a>
      ) : (
        <Button size="target" icon={<Glyph name="triangle" />} onClick={() => setAsking(true)} data-testid="ring-ask">
          {words.contact.ringAsk}
        </Button>
      )}
      {asking && (
        <Dialog
          title={words.file.ringAsk}
          onClose={() => setAsking(false)}
          testId="ring-dialog"
          footer={
            <>
              <Button size="target" tone="primary" onClick={() => setAsking(false)}>
                {words.act.back}
              </Button>
              <a className={cx(styles["ring"], styles["anyway"])} href={`tel:${dialled(number)}`} onClick={ringAnyway} data-testid="ring-anyway">
                {words.file.ringAnyway}
              </a>
            </>
          }
        >
          <p>{trust === "not_vouched" ? words.contact.notVouched : words.contact.words[trust]}</p>
          {withhold ? <p>{words.contact.withholdFirst}</p> : null}
        </Dialog>
      )}
    </div>
  );
}
