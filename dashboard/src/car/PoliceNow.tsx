// The crew asks for police, in two taps, and as often as it needs them. The desk is told at once; unanswered, it climbs like every escalation.
import { useState, type ReactNode } from "react";
import { serverNow, useCommand, useCommands, useScheme, useTrust } from "../live";
import type { JobCard } from "../live/protocol.gen";
import { Button, Dialog, ErrorNote, announceEmergency, clockTime } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import { safety } from "../words/en.crew-safety";
import { GUARD_MS } from "./Dock";
import styles from "./PoliceNow.module.css";

export function PoliceNow({ job }: { job: JobCard }): ReactNode {
  const send = useCommand();
  // Not of this button: the job and its forms have one each, and all say the same.
  const asks = useCommands().filter(({ command }) => command.type === "request_escalation" && command.response === job.response);
  const last = asks.at(-1);
  const told = asks.findLast(({ status }) => status === "accepted");
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { link } = useTrust();
  const [asking, setAsking] = useState(false);

  const ask = (): void => {
    // A second tap of the same press asks nothing, however soon the answer to the first one came.
    if (last !== undefined && serverNow() - last.at < GUARD_MS) return;
    // The loudest kind, and the one that an answered request does not stand in the way of.
    void send({ type: "request_escalation", response: job.response, kind: "line_cut", reason: safety.police.reason(job.view.call_sign) }).then(({ result }) => {
      if (result === "accepted") announceEmergency(safety.police.asked);
    });
  };

  return (
    <>
      <Button size="main" className={styles["open"]} onClick={() => setAsking(true)} aria-label={told === undefined ? safety.police.label : safety.police.askedLabel} data-testid="police-now" data-status={last?.status ?? "idle"}>
        <span className={styles["sign"]}>
          <Glyph name="octagon" size={24} />
        </span>
        <span className={styles["word"]}>{told !== undefined ? safety.police.askedShort : safety.police.word}</span>
      </Button>
      {asking && (
        <Dialog
          title={safety.police.title}
          onClose={() => setAsking(false)}
          testId="police-dialog"
          footer={
            <Button size="target" onClick={() => setAsking(false)}>
              {last === undefined ? words.act.back : safety.police.close}
            </Button>
          }
        >
          <div className={styles["body"]}>
            {told === undefined ? (
              <p>{safety.police.what}</p>
            ) : (
              <p className={styles["strong"]} data-testid="police-told">
                {safety.police.told(clockTime(told.answeredAt ?? told.at, zone))}
              </p>
            )}
            {link === "live" ? null : <p className={styles["strong"]}>{safety.police.offline}</p>}
            <Button size="main" tone="danger" className={styles["ask"]} pending={last?.status === "pending"} onClick={ask} data-testid="police-ask">
              {told === undefined ? safety.police.ask : safety.police.again}
            </Button>
            {last?.refusal == null ? null : last.refusal.code === "wrong_state" ? (
              // The only state that stands in its way: one that was asked before, from here or elsewhere, waits for its answer.
              <p className={styles["strong"]} role="alert">
                {safety.police.stands}
              </p>
            ) : (
              <ErrorNote refusal={last.refusal} />
            )}
          </div>
        </Dialog>
      )}
    </>
  );
}
