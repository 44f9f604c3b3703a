// The crew asks for police, in two taps. The desk is told at once; unanswered, it climbs like every escalation.
import { useState, type ReactNode } from "react";
import { useAct, useTrust } from "../live";
import type { JobCard } from "../live/protocol.gen";
import { Button, Dialog, ErrorNote, announceEmergency } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import { safety } from "../words/en.crew-safety";
import styles from "./PoliceNow.module.css";

export function PoliceNow({ job }: { job: JobCard }): ReactNode {
  const act = useAct();
  const { link } = useTrust();
  const [asking, setAsking] = useState(false);

  const ask = (): void => {
    // The loudest kind, and the one that no earlier request stands in the way of.
    void act
      .run({ type: "request_escalation", response: job.response, kind: "line_cut", reason: safety.police.reason(job.view.call_sign) })
      .then((taken) => {
        if (taken) announceEmergency(safety.police.asked);
      });
  };

  return (
    <>
      <Button size="main" className={styles["open"]} onClick={() => setAsking(true)} aria-label={safety.police.label} data-testid="police-now" data-status={act.status}>
        <span className={styles["sign"]}>
          <Glyph name="octagon" size={24} />
        </span>
        <span className={styles["word"]}>{act.status === "accepted" ? safety.police.askedShort : safety.police.word}</span>
      </Button>
      {asking && (
        <Dialog
          title={safety.police.title}
          onClose={() => setAsking(false)}
          testId="police-dialog"
          footer={
            <Button size="target" onClick={() => setAsking(false)}>
              {act.status === "idle" ? words.act.back : safety.police.close}
            </Button>
          }
        >
          <div className={styles["body"]}>
            {act.status === "accepted" ? (
              <p role="status" className={styles["strong"]}>
                {safety.police.asked}
              </p>
            ) : (
              <>
                <p>{safety.police.what}</p>
                {link === "live" ? null : <p className={styles["strong"]}>{safety.police.offline}</p>}
                <Button size="main" tone="danger" className={styles["ask"]} pending={act.status === "pending"} onClick={ask} data-testid="police-ask">
                  {safety.police.ask}
                </Button>
              </>
            )}
            {act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
          </div>
        </Dialog>
      )}
    </>
  );
}
