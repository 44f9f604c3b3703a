// A telephone number after the rule was read. Ringing one that the rule does not vouch for takes a second, deliberate step.
import { useState, type ReactNode } from "react";
import type { SafeContactView } from "../live/protocol.gen";
import { Button, Dialog, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";
import { dialled, sameNumber, type Trust } from "./safe-contact";

type Props = {
  number: string;
  /** The rule for this person; `null` where there is none for them. */
  rule: SafeContactView | null;
  trust: Trust;
};

export function PhoneNumber({ number, rule, trust }: Props): ReactNode {
  const [asking, setAsking] = useState(false);
  const record = rule?.record;
  const vouched = trust === "safe" && record?.safe_to_ring === true && sameNumber(record.number, number);
  const withhold = record?.withhold_caller_id !== false;
  return (
    <div className={styles["number"]}>
      <p>
        <span className="mono" data-testid="number">
          {number}
        </span>
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
              <a className={cx(styles["ring"], styles["anyway"])} href={`tel:${dialled(number)}`} onClick={() => setAsking(false)} data-testid="ring-anyway">
                {words.file.ringAnyway}
              </a>
            </>
          }
        >
          <p>{trust === "safe" ? words.contact.notVouched : words.contact.words[trust]}</p>
          {withhold ? <p>{words.contact.withholdFirst}</p> : null}
        </Dialog>
      )}
    </div>
  );
}
