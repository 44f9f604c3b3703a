// Who is in the car: at the start of a shift, and when somebody changes places. And the end of a shift, asked once more.
import { useId, useState, type ReactNode } from "react";
import { CrewFields } from "../../crew/CrewFields";
import { crewOf, isCrewSound, seatsOf } from "../../crew/seats";
import { useAct, useScheme } from "../../live/hooks";
import type { CarRow } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { showToast } from "../../ui/toasts";
import { en } from "../../words/en";
import { shift as w } from "../../words/en.shift";
import type { ShiftAsk } from "./CarActs";
import styles from "./ShiftDialog.module.css";

export default function ShiftDialog({ car, ask, onClose }: { car: CarRow; ask: ShiftAsk; onClose: () => void }): ReactNode {
  return ask === "end" ? <EndDialog car={car} onClose={onClose} /> : <CrewDialog car={car} starts={ask === "start"} onClose={onClose} />;
}

function CrewDialog({ car, starts, onClose }: { car: CarRow; starts: boolean; onClose: () => void }): ReactNode {
  const act = useAct();
  const form = useId();
  const training = useScheme()?.cars.training ?? [];
  // As it was when the dialog opened: what is typed is not swept away by what happens to the car meanwhile.
  const [crew, setCrew] = useState(() => crewOf(car.seats_needed, car.seats));
  const [tried, setTried] = useState(false);
  const seats = seatsOf(crew);
  const nobody = seats.length === 0;
  async function save(): Promise<void> {
    setTried(true);
    if (nobody || !isCrewSound(crew)) return;
    if (await act.run({ type: starts ? "start_shift" : "change_crew", car: car.car, seats })) {
      if (!starts) showToast(w.crewDone(car.call_sign));
      onClose();
    }
  }
  return (
    <Dialog
      title={(starts ? w.startTitle : w.crewTitle)(car.call_sign)}
      onClose={onClose}
      wide={car.seats_needed.length > 1}
      testId="shift-dialog"
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button submit form={form} tone="primary" pending={act.status === "pending"} data-testid={starts ? "start-shift-go" : "change-crew-go"}>
            {starts ? w.start : w.crewSave}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (act.status !== "pending") void save();
        }}
      >
        <CrewFields value={crew} onChange={setCrew} training={training} tried={tried} />
        {tried && nobody && (
          <p role="alert" className={styles["need"]}>
            {w.startNeed}
          </p>
        )}
        <p className={styles["note"]}>{starts ? w.startHint : w.crewHint}</p>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} kept />}
      </form>
    </Dialog>
  );
}

function EndDialog({ car, onClose }: { car: CarRow; onClose: () => void }): ReactNode {
  const act = useAct();
  async function end(): Promise<void> {
    if (await act.run({ type: "end_shift", car: car.car })) onClose();
  }
  return (
    <Dialog
      title={w.endTitle(car.call_sign)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button tone="primary" pending={act.status === "pending"} data-testid="end-shift-go" onClick={() => void end()}>
            {w.end}
          </Button>
        </>
      }
    >
      <p>{w.endText}</p>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </Dialog>
  );
}
