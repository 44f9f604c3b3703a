// The deliberate step before something that the safe-contact record does not call safe: why not, police now, and what would be safer.
import { useState, type ReactNode } from "react";
import { useNow, useScheme } from "../../../live/hooks";
import type { ContactChannel, IncidentRow, SafeContact } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Check } from "../../../ui/Field";
import { en, shortSpan } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import { dayAndTime } from "../../logic/contact-time";
import type { Safety } from "../../logic/safety";
import { PoliceUnits } from "../PoliceUnits";
import { SafetyMark } from "./SafeContactRules";
import styles from "./SafeContactPanel.module.css";

type Props = {
  channel: ContactChannel;
  safety: Safety;
  /** What has happened since the record, as the server says. */
  overtakenBecause: string;
  record: SafeContact | undefined;
  row: Pick<IncidentRow, "resources">;
  onClose: () => void;
  onGo: () => void;
};

export function SecondStep({ channel, safety, overtakenBecause, record, row, onClose, onGo }: Props): ReactNode {
  const [ticked, setTicked] = useState(false);
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const staleSpan = useNow((now) => ("confirmedAt" in safety ? shortSpan(now - safety.confirmedAt) : ""));
  const next = useNow((now) => (safety.state === "outside_window" && safety.next !== null ? dayAndTime(safety.next, zone, now) : null));
  const whys: Record<Safety["state"], string> = {
    // The record may have been confirmed while this was being read.
    safe: channel === "email" ? w.safe.okEmail : w.safe.ok,
    unsafe: w.step.unsafe(channel),
    overtaken: w.safe.overtakenSince(overtakenBecause),
    stale: w.step.stale(staleSpan),
    outside_window: w.step.outside(w.safe.windows(record?.windows ?? []), next),
    unknown: w.step.unknown,
    unconfirmed: w.step.unconfirmed,
  };
  return (
    <Dialog
      title={w.step.title[channel]}
      onClose={onClose}
      testId="second-step"
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button
            tone={safety.state === "unsafe" ? "danger" : "primary"}
            disabled={!ticked}
            data-testid="second-step-go"
            onClick={() => {
              onClose();
              onGo();
            }}
          >
            {w.step.go[channel]}
          </Button>
        </>
      }
    >
      <div className={styles["step"]} data-state={safety.state}>
        <p className={styles["why"]} data-testid="second-step-why">
          <SafetyMark state={safety.state} /> {whys[safety.state]}
        </p>
        <div>
          <span className={styles["stepLabel"]}>{w.step.police}</span>
          <PoliceUnits row={row} />
        </div>
        <p>{next === null ? w.step.instead : w.step.wait(next)}</p>
        <Check label={w.step.tick} checked={ticked} onChange={setTicked} data-testid="second-step-tick" />
        <p className={styles["stepLabel"]}>{w.step.recorded}</p>
      </div>
    </Dialog>
  );
}
