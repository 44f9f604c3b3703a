// Legal holds: what they keep and why; placing one and lifting one, each with its reason.
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextArea, TextField } from "../../ui/Field";
import { dayAndClock, ZONE } from "../../ui/time";
import { showToast } from "../../ui/toasts";
import { en } from "../../words/en";
import { office as w } from "../../words/en.office";
import { liftHold, placeHold, type LegalHold } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";

type Props = { holds: readonly LegalHold[]; board: string; onChange: () => void };

export function HoldsPanel({ holds, board, onChange }: Props): ReactNode {
  const [open, setOpen] = useState<{ do: "place" } | { do: "lift"; incident: string } | null>(null);
  return (
    <section className={page["panel"]} aria-labelledby="holds-title" data-testid="holds">
      <div className={page["panel-head"]}>
        <h3 id="holds-title">{w.holds.title}</h3>
        <Button onClick={() => setOpen({ do: "place" })} data-testid="hold-place">
          {w.holds.place}
        </Button>
      </div>
      {holds.length === 0 ? (
        <p className={page["quiet"]}>{w.holds.none}</p>
      ) : (
        <ul className={styles["holds"]}>
          {holds.map((hold) => (
            <li key={hold.incident}>
              <div>
                <p>
                  <span className={`mono ${styles["strong"] ?? ""}`}>{hold.incident}</span> {hold.reason}
                </p>
                <p className={page["small"]}>{w.holds.by(hold.by, dayAndClock(hold.at, ZONE))}</p>
              </div>
              <Button size="small" aria-label={w.holds.liftOf(hold.incident)} onClick={() => setOpen({ do: "lift", incident: hold.incident })} data-testid="hold-lift">
                {w.holds.lift}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <HoldDialog
          board={board}
          lifts={open.do === "lift" ? open.incident : null}
          onClose={() => setOpen(null)}
          onDone={(said) => {
            setOpen(null);
            showToast(said);
            onChange();
          }}
        />
      )}
    </section>
  );
}

type DialogProps = { board: string; /** Null: a hold is placed. */ lifts: string | null; onClose: () => void; onDone: (said: string) => void };

function HoldDialog({ board, lifts, onClose, onDone }: DialogProps): ReactNode {
  const act = useAsked();
  const [incident, setIncident] = useState(lifts ?? "");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [lacksIncident, lacksReason] = [incident.trim() === "", reason.trim() === ""];
  const title = lifts === null ? w.holds.place : w.holds.liftOf(lifts);
  async function go(): Promise<void> {
    setTried(true);
    if (lacksIncident || lacksReason) return;
    const [number, why] = [incident.trim(), reason.trim()];
    if ((await act.run(() => (lifts === null ? placeHold : liftHold)(board, number, why))) === null) return;
    onDone(lifts === null ? w.holds.placed(number) : w.holds.lifted(number));
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="hold"
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {en.cancel}
          </Button>
          <Button tone="primary" pending={act.pending} onClick={() => void go()} data-testid="hold-go">
            {lifts === null ? w.holds.place : w.holds.lift}
          </Button>
        </>
      }
    >
      <form
        className={page["form"]}
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <p>{lifts === null ? w.holds.placeText : w.holds.liftText}</p>
        {lifts === null && <TextField label={w.retention.incident} value={incident} onChange={setIncident} error={tried && lacksIncident ? w.retention.incidentNeed : null} data-testid="hold-incident" />}
        <TextArea label={w.erase.reason} rows={2} value={reason} onChange={setReason} error={tried && lacksReason ? w.erase.reasonNeed : null} data-testid="hold-reason" />
        {act.problem !== null && <ProblemNote problem={act.problem} kept />}
      </form>
    </Dialog>
  );
}
