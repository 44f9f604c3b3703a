// Who is in the car today and what they bring, what waits, and whether the tablet works. The first screen of a shift.
import { useId, useState, type ReactNode } from "react";
import { CrewFields } from "../crew/CrewFields";
import { crewOf, emptySeats, isCrewSound, seatsOf } from "../crew/seats";
import { useAct, useOutbox } from "../live";
import type { CarRow, SchemeView } from "../live/protocol.gen";
import { ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { DeviceCheck } from "./device/DeviceCheck";
import { Dock } from "./Dock";
import styles from "./Plain.module.css";

export function ShiftStart({ car, scheme, queued }: { car: CarRow; scheme: SchemeView; queued: number }): ReactNode {
  const act = useAct();
  const form = useId();
  const [crew, setCrew] = useState(() => crewOf(car.seats_needed, car.seats));
  const [tried, setTried] = useState(false);
  const { count: unsent } = useOutbox();
  const empty = emptySeats(crew);
  // Without any name there is nobody to start a shift for.
  const nobody = empty.length > 0 && empty.length === car.seats_needed.length;
  const emptyWords = empty.map((seat) => en.seat[seat].toLowerCase()).join(", ");

  return (
    <>
      <section className={styles["plain"]} aria-labelledby="shift-title">
        <h2 id="shift-title" className={styles["title"]}>
          {words.shift.title}
        </h2>
        <p className={styles["lead"]}>{words.shift.lead(car.call_sign, car.partner)}</p>
        <form
          id={form}
          className={styles["form"]}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (!nobody && isCrewSound(crew)) void act.run({ type: "start_shift", car: car.car, seats: seatsOf(crew) });
          }}
        >
          <fieldset className={styles["fields"]}>
            <legend className="sr">{words.shift.seats}</legend>
            <CrewFields value={crew} onChange={setCrew} training={scheme.cars.training} size="tablet" tried={tried} />
          </fieldset>
          <p className={styles["note"]} aria-live="polite">
            {empty.length === 0 ? "" : words.shift.missing(emptyWords)}
          </p>
          {act.refusal === null ? null : <ErrorNote refusal={act.refusal} kept />}
        </form>
        {queued === 0 && unsent === 0 ? null : (
          <section className={styles["waits"]} aria-labelledby="waits-title" data-testid="waits">
            <h3 id="waits-title">{words.shift.waits}</h3>
            {queued === 0 ? null : <p>{words.idle.waiting(queued)}</p>}
            {unsent === 0 ? null : <p>{words.shift.unsent(unsent)}</p>}
          </section>
        )}
        <DeviceCheck />
      </section>
      <Dock
        primary={{
          words: empty.length === 0 || nobody ? words.shift.start : words.shift.startShort,
          form,
          pending: act.status === "pending",
          disabled: nobody,
          quiet: empty.length > 0,
          testId: "start-shift",
        }}
      />
    </>
  );
}
