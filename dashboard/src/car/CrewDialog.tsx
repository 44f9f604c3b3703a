// Another crew, or another skill, in the middle of a shift: the car keeps its jobs.
import { useId, useState, type ReactNode } from "react";
import { CrewFields } from "../crew/CrewFields";
import { crewOf, emptySeats, isCrewSound, seatsOf } from "../crew/seats";
import { useAct } from "../live";
import type { CarRow, SchemeView } from "../live/protocol.gen";
import { Button, Dialog, ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./Plain.module.css";

export function CrewDialog({ car, scheme, onClose }: { car: CarRow; scheme: SchemeView; onClose: () => void }): ReactNode {
  const act = useAct();
  const form = useId();
  const [crew, setCrew] = useState(() => crewOf(car.seats_needed, car.seats));
  const [tried, setTried] = useState(false);
  const seats = seatsOf(crew);
  const empty = emptySeats(crew);
  const save = async (): Promise<void> => {
    setTried(true);
    if (seats.length === 0 || !isCrewSound(crew)) return;
    if (await act.run({ type: "change_crew", car: car.car, seats })) onClose();
  };
  return (
    <Dialog
      title={words.shift.changeTitle}
      onClose={onClose}
      testId="crew-dialog"
      wide
      footer={
        <>
          <Button size="target" onClick={onClose}>
            {words.shift.changeCancel}
          </Button>
          <Button size="target" tone="primary" submit form={form} disabled={seats.length === 0} pending={act.status === "pending"} data-testid="crew-save">
            {words.shift.changeSave}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <CrewFields value={crew} onChange={setCrew} training={scheme.cars.training} size="tablet" tried={tried} />
        {empty.length === 0 ? null : <p className={styles["note"]}>{words.shift.missing(empty.map((seat) => en.seat[seat].toLowerCase()).join(", "))}</p>}
        {act.refusal === null ? null : <ErrorNote refusal={act.refusal} kept />}
      </form>
    </Dialog>
  );
}
