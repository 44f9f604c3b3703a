// Placing a hold or lifting one, with the reason for it.
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextArea, TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { office as w } from "../../words/en.office";
import { liftHold, placeHold } from "../api";
import page from "../Page.module.css";

/** `incident` empty: it is asked for. */
export type HoldAct = { do: "place" | "lift"; incident: string };

type Props = { board: string; act: HoldAct; onClose: () => void; onDone: (said: string) => void };

export function HoldDialog({ board, act: { do: does, incident: given }, onClose, onDone }: Props): ReactNode {
  const act = useAsked();
  const [incident, setIncident] = useState(given);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [lacksIncident, lacksReason] = [incident.trim() === "", reason.trim() === ""];
  const places = does === "place";
  const title = places ? w.holds.place : w.holds.liftOf(given);
  async function go(): Promise<void> {
    setTried(true);
    if (lacksIncident || lacksReason) return;
    const [number, why] = [incident.trim(), reason.trim()];
    if ((await act.run(() => (places ? placeHold : liftHold)(board, number, why))) === null) return;
    onDone(places ? w.holds.placed(number) : w.holds.lifted(number));
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
            {places ? w.holds.place : w.holds.lift}
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
        <p>{places ? w.holds.placeText : w.holds.liftText}</p>
        {places && <TextField label={w.retention.incident} value={incident} onChange={setIncident} error={tried && lacksIncident ? w.retention.incidentNeed : null} data-testid="hold-incident" />}
        <TextArea label={w.erase.reason} rows={2} value={reason} onChange={setReason} error={tried && lacksReason ? w.erase.reasonNeed : null} data-testid="hold-reason" />
        {act.problem !== null && <ProblemNote problem={act.problem} kept />}
      </form>
    </Dialog>
  );
}
