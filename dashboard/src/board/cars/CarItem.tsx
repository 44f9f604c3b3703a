// One car: what it does and when it will be there, why it cannot go where it cannot, its crew, its times, its queue.
import { memo, useId, useState, type ReactNode } from "react";
import { useEtas, useNow, usePositions, useScheme } from "../../live/hooks";
import { LIMITS, type CarRow } from "../../live/protocol.gen";
import { Ago, Clock } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { clockTime } from "../../ui/time";
import { en, shortSpan } from "../../words/en";
import { cars as w } from "../../words/en.cars";
import { incidentOf, shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import { useLocality } from "../useJobNames";
import { CarActs } from "./CarActs";
import { CarMark } from "./CarMark";
import styles from "./CarItem.module.css";
import { CarQueue } from "./CarQueue";
import { Crew } from "./Crew";
import { EtaWords } from "./EtaWords";
import { CarClear, CrewHelp } from "./RadioActs";

/** `dense`: one of many, so that its details stand behind its call sign. */
export const CarItem = memo(function CarItem({ car, dense }: { car: CarRow; dense: boolean }): ReactNode {
  const off = car.status === "off_duty";
  const id = useId();
  const [asked, setAsked] = useState(false);
  const open = !dense || asked;
  const sign = <span className={cx("mono", styles["sign"])}>{car.call_sign}</span>;
  return (
    <li className={cx(styles["car"], off && styles["off"], dense && styles["dense"], (car.status === "recalled" || car.sos !== null) && styles["recalled"])} data-testid={`car-${car.car}`} data-status={car.status}>
      <div className={styles["line"]}>
        <CarMark status={car.status} />
        {dense && !off ? (
          <button type="button" className={styles["more"]} aria-expanded={open} aria-controls={id} data-testid={`more-${car.car}`} onClick={() => setAsked(!asked)}>
            {sign}
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d={open ? "M1 3l4 4 4-4" : "M3 1l4 4-4 4"} fill="none" stroke="currentColor" strokeWidth="1.6" />
            </svg>
          </button>
        ) : (
          sign
        )}
        <span className={styles["status"]}>{en.carStatus[car.status]}</span>
        {off ? <CarActs car={car} /> : <Ago at={car.status_at} className={styles["ago"]} />}
      </div>
      {car.sos !== null && (
        <p className={styles["sos"]} data-testid="car-sos">
          <strong>{w.sos}</strong> <Ago at={car.sos.at} />, {car.sos.answered_by === null ? w.sosOpen : w.sosAnswered(car.sos.answered_by)}
        </p>
      )}
      {!off && <OnDuty car={car} open={open} id={id} />}
    </li>
  );
});

function OnDuty({ car, open, id }: { car: CarRow; open: boolean; id: string }): ReactNode {
  const etas = useEtas();
  const eta = car.status === "committed" || car.status === "offered" ? etas.get(car.car) : undefined;
  const check = car.check_in;
  // What the status says already is not said twice.
  const because = car.deployable ? null : car.not_deployable_because;
  const why = because === null || because.toLowerCase() === en.carStatus[car.status] ? null : because;
  const missed = useNow((now) => check !== null && now > check.due_at);
  return (
    <>
      {why !== null && <p className={styles["why"]}>{why}</p>}
      {car.active !== null && <JobLink job={car.active} />}
      {car.status === "recalled" && <CarClear car={car} />}
      {eta?.deployment === car.active && <EtaWords eta={eta} className={styles["detail"]} late={styles["late"]} />}
      {check !== null && (
        <p className={cx(styles["detail"], missed && styles["strong"])}>
          {missed || check.missed > 0 ? w.checkInMissed : w.checkIn} <Clock due={check.due_at} words="in" />
        </p>
      )}
      {!open && <p className={styles["names"]}>{car.seats.map((seat) => seat.name).join(", ")}</p>}
      {!open && <Times car={car} />}
      {!open && car.queue.length > 0 && <p className={styles["detail"]}>{w.queue.count(car.queue.length)}</p>}
      <div id={id} hidden={!open} className={styles["details"]}>
        {open && (
          <>
            <Crew car={car} />
            <Times car={car} />
            <p className={styles["detail"]}>
              <span className={styles["part"]}>{car.partner}</span>
              {car.equipment.child_seats > 0 && <span className={styles["part"]}>{w.seats(car.equipment.child_seats)}</span>}
              {car.equipment.wheelchair && <span className={styles["part"]}>{w.wheelchair}</span>}
              <PositionAge car={car.car} />
            </p>
            {car.queue.length > 0 && <CarQueue car={car} />}
            <CarActs car={car} />
            <CrewHelp car={car} />
          </>
        )}
      </div>
    </>
  );
}

function JobLink({ job }: { job: string }): ReactNode {
  const { change } = useBoard();
  const number = incidentOf(job);
  const place = useLocality(number);
  return (
    <button type="button" className={styles["job"]} onClick={() => change({ type: "open", number })}>
      <span className="mono">{shortNumber(number)}</span> {place ?? ""}
    </button>
  );
}

/** End of the shift, and the break. */
function Times({ car }: { car: CarRow }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const due = car.break_due_at;
  const late = useNow((now) => due !== null && now > due);
  if (car.shift_ends_at === null && due === null) return null;
  return (
    <p className={styles["detail"]}>
      {car.shift_ends_at !== null && <span className={styles["part"]}>{w.until(clockTime(car.shift_ends_at, zone))}</span>}
      {due !== null && <span className={cx(styles["part"], late && styles["strong"])}>{(late ? w.breakOver : w.breakDue)(clockTime(due, zone))}</span>}
    </p>
  );
}

function PositionAge({ car }: { car: string }): ReactNode {
  const position = usePositions().get(car);
  const at = position?.at ?? null;
  const text = useNow((now) => (at === null ? w.noPosition : w.position(shortSpan(now - at))));
  const old = useNow((now) => at === null || now - at > LIMITS.POSITION_FADED_MS);
  return <span className={cx(styles["part"], old && styles["faded"])}>{text}</span>;
}
