// Who is in the car and until when, with break and the end of the shift. Lives in the "More" panel.
import { useState, type ReactNode } from "react";
import { useAct } from "../live";
import type { CarRow, CarStatus, SchemeView, SeatFilled } from "../live/protocol.gen";
import { At, Button, ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { crew as crewWords } from "../words/en.crew";
import { BreakDue } from "./BreakDue";
import { CrewDialog } from "./CrewDialog";
import { emptySeats } from "./job";
import styles from "./Plain.module.css";

type Props = { car: CarRow; scheme: SchemeView | null; status: CarStatus; busy: boolean; queued: number };

export function ShiftPanel({ car, scheme, status, busy, queued }: Props): ReactNode {
  const act = useAct();
  const [ending, setEnding] = useState(false);
  const [changing, setChanging] = useState(false);
  if (status === "off_duty") return null;
  return (
    <section className={styles["shift"]} aria-labelledby="shift-panel-title">
      <h3 id="shift-panel-title" className={styles["legend"]}>
        {words.shift.crew}
      </h3>
      <ul className={styles["crew"]}>
        {car.seats.map((seat, at) => (
          <li key={`${seat.seat}-${at}`}>
            <span className={styles["hint"]}>{en.seat[seat.seat]}</span> {seat.name}
            <SeatSkills seat={seat} scheme={scheme} />
          </li>
        ))}
        {emptySeats(car.seats_needed, car.seats).map((seat, at) => (
          <li key={`empty ${seat}-${at}`}>
            <span className={styles["hint"]}>{en.seat[seat]}</span> <strong>{words.shift.seatEmpty}</strong>
          </li>
        ))}
      </ul>
      {scheme === null ? null : (
        <Button size="target" onClick={() => setChanging(true)} data-testid="change-crew">
          {words.shift.change}
        </Button>
      )}
      {changing && scheme !== null ? <CrewDialog car={car} scheme={scheme} onClose={() => setChanging(false)} /> : null}
      {car.shift_ends_at === null ? null : (
        <p className={styles["hint"]}>
          {words.shift.until} <At at={car.shift_ends_at} />
        </p>
      )}
      {status === "break" || car.break_due_at === null ? null : (
        <p className={styles["hint"]}>
          <BreakDue car={car} />
        </p>
      )}
      {busy ? (
        <p className={styles["hint"]}>{words.shift.endBusy}</p>
      ) : ending ? (
        <div className={styles["ask"]}>
          <p>
            <strong>{words.shift.endAsk}</strong> {words.shift.endWords}
          </p>
          {queued === 0 ? null : <p>{words.shift.endQueue(queued)}</p>}
          <Button size="target" onClick={() => setEnding(false)}>
            {words.shift.cancel}
          </Button>
          <Button
            size="target"
            tone="primary"
            pending={act.status === "pending"}
            onClick={() => void act.run({ type: "end_shift", car: car.car })}
            data-testid="end-shift-confirm"
          >
            {words.shift.end}
          </Button>
        </div>
      ) : (
        <div className={styles["ask"]}>
          {status === "break" ? null : (
            <Button
              size="target"
              pending={act.status === "pending"}
              onClick={() => void act.run({ type: "take_break", car: car.car })}
              data-testid="take-break"
            >
              {words.shift.break}
            </Button>
          )}
          <Button size="target" onClick={() => setEnding(true)} data-testid="end-shift">
            {words.shift.end}
          </Button>
        </div>
      )}
      {act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
    </section>
  );
}

function SeatSkills({ seat, scheme }: { seat: SeatFilled; scheme: SchemeView | null }): ReactNode {
  const training = (seat.training ?? []).map((id) => scheme?.cars.training.find((each) => each.id === id)?.label ?? id);
  const said = [...(seat.languages ?? []), ...(seat.gender === undefined ? [] : [crewWords.genders[seat.gender].toLowerCase()]), ...training];
  return said.length === 0 ? null : <span className={styles["skills"]}>{said.join(", ")}</span>;
}
