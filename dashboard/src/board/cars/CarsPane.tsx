// Every car of the scheme: what it is doing, who is in it, what it has, and how old its position is.
import { useState, type ReactNode } from "react";
import { useCars, useNow, usePositions, useTrust, useYou, useAct, useDocs, useScheme } from "../../live/hooks";
import { LIMITS, type CarPosition, type CarRow } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { clockTime } from "../../ui/time";
import { en, shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import { shortNumber } from "../list/Row";
import { useBoard } from "../state";
import { CarMark } from "./CarMark";
import styles from "./CarsPane.module.css";
import { ShiftDialog } from "./ShiftDialog";

export function CarsPane(): ReactNode {
  const cars = useCars();
  const positions = usePositions();
  const stale = useTrust().stale;
  const sorted = [...cars].sort((a, b) => Number(a.status === "off_duty") - Number(b.status === "off_duty") || a.call_sign.localeCompare(b.call_sign));
  return (
    <section className={cx(styles["pane"], stale && "hatched")} aria-label={w.cars.title} data-testid="cars">
      <h2 className={styles["title"]}>{w.cars.title}</h2>
      <ul>
        {sorted.map((car) => (
          <Car key={car.car} car={car} position={positions.get(car.car)} />
        ))}
      </ul>
    </section>
  );
}

/** The incident that a deployment belongs to: `{incident}#{response}.{deployment}`. */
function incidentOf(deployment: string): string {
  const hash = deployment.lastIndexOf("#");
  return hash < 0 ? deployment : deployment.slice(0, hash);
}

function Car({ car, position }: { car: CarRow; position: CarPosition | undefined }): ReactNode {
  const you = useYou();
  const rows = useDocs("incident");
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { change } = useBoard();
  const [dialog, setDialog] = useState<"start" | "end" | null>(null);
  const mayShift = you?.roles.some((role) => role === "coordinator" || role === "control_room" || role === "support_worker") === true;
  const off = car.status === "off_duty";
  const job = car.active === null ? null : incidentOf(car.active);
  const place = rows.find((row) => row.number === job)?.locality;
  return (
    <li className={cx(styles["car"], off && styles["off"], car.status === "recalled" && styles["recalled"])} data-testid={`car-${car.car}`} data-status={car.status}>
      <div className={styles["line"]}>
        <CarMark status={car.status} />
        <span className={cx("mono", styles["sign"])} title={car.partner}>
          {car.call_sign}
        </span>
        <span className={styles["status"]}>{en.carStatus[car.status]}</span>
        {!off && <Ago at={car.status_at} className={styles["ago"]} />}
      </div>
      {!car.deployable && car.not_deployable_because !== null && !off && <p className={styles["why"]}>{car.not_deployable_because}</p>}
      {job !== null && (
        <button type="button" className={styles["job"]} onClick={() => change({ type: "open", number: job })}>
          <span className="mono">{shortNumber(job)}</span> {place ?? ""}
        </button>
      )}
      {car.queue.length > 0 && <p className={styles["detail"]}>{w.cars.queue(car.queue.length)}</p>}
      {!off && (
        <p className={styles["detail"]}>
          {car.seats_needed.map((seat, index) => {
            const filled = car.seats.find((each) => each.seat === seat);
            return (
              <span key={seat} className={filled === undefined ? styles["empty"] : undefined}>
                {index > 0 && ", "}
                {filled?.name ?? w.cars.emptySeat(en.seat[seat])}
              </span>
            );
          })}
          <span> · {car.partner}</span>
        </p>
      )}
      {!off && (
        <p className={styles["detail"]}>
          {car.shift_ends_at !== null && <span>{w.cars.until(clockTime(car.shift_ends_at, zone))} · </span>}
          <PositionAge position={position} />
        </p>
      )}
      {mayShift && (
        <div className={styles["acts"]}>
          {off ? (
            <Button size="small" data-testid={`start-shift-${car.car}`} onClick={() => setDialog("start")}>
              {w.cars.start}
            </Button>
          ) : (
            <Button size="small" tone="quiet" data-testid={`end-shift-${car.car}`} onClick={() => setDialog("end")}>
              {w.cars.end}
            </Button>
          )}
        </div>
      )}
      {dialog === "start" && <ShiftDialog car={car} onClose={() => setDialog(null)} />}
      {dialog === "end" && <EndDialog car={car} onClose={() => setDialog(null)} />}
    </li>
  );
}

function PositionAge({ position }: { position: CarPosition | undefined }): ReactNode {
  const at = position?.at ?? null;
  const text = useNow((now) => (at === null ? w.cars.noPosition : w.cars.position(shortSpan(now - at))));
  const old = useNow((now) => at === null || now - at > LIMITS.POSITION_FADED_MS);
  return <span className={cx(styles["position"], old && styles["oldPosition"])}>{text}</span>;
}

function EndDialog({ car, onClose }: { car: CarRow; onClose: () => void }): ReactNode {
  const act = useAct();
  async function end(): Promise<void> {
    if (await act.run({ type: "end_shift", car: car.car })) onClose();
  }
  return (
    <Dialog
      title={w.cars.endTitle(car.call_sign)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button tone="primary" pending={act.status === "pending"} data-testid="end-shift-go" onClick={() => void end()}>
            {w.cars.end}
          </Button>
        </>
      }
    >
      <p>{w.cars.endText}</p>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </Dialog>
  );
}
