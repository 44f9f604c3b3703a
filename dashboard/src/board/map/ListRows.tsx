// Rows of the list twin. What a press does is written on the element (`data-act`) and read by the list.
import { memo, type ReactNode } from "react";
import type { BaseView, CarEta, CarPosition, CarRow, ResourceView } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { IconShape } from "../../ui/IconShape";
import { en } from "../../words/en";
import { map as w } from "../../words/en.map";
import { CarMark } from "../cars/CarMark";
import { GateMark } from "../list/GateMark";
import { shortNumber } from "../logic/rows";
import styles from "./ListTwin.module.css";
import type { Compass } from "./logic/geo";
import type { MapIncident } from "./logic/scene";
import { BaseSign, UnitSign } from "./signs";
import { EtaWords, SeenWords, useFaded } from "./words";

/** It stays where it stood, so that nothing moves under the pointer. */
export function GoneRow({ number }: { number: string }): ReactNode {
  return (
    <li className={cx(styles["row"], styles["gone"])}>
      <span className="mono">{shortNumber(number)}</span> {w.left}
    </li>
  );
}

export function IncidentListRow({ incident, eta, selected }: { incident: MapIncident; eta: CarEta | null; selected: boolean }): ReactNode {
  const { row, shape, stand, urgent, car } = incident;
  const short = shortNumber(row.number);
  const wanted = row.responses.some((response) => response.car_wanted !== null);
  return (
    <li className={cx(styles["row"], selected && styles["on"])} data-drag={`incident:${row.number}`} data-name={short} data-scrolls="" data-testid={`map-list-incident-${row.number}`}>
      <button type="button" className={styles["main"]} aria-pressed={selected} data-act="select" data-id={row.number}>
        <span className={styles["mark"]}>
          <IconShape shape={shape} filled={stand === "waits"} tone={urgent ? "danger" : "text"} size={14} label={en.shapes[shape]} />
        </span>
        <span className={styles["text"]}>
          <span className={styles["first"]}>
            <span className={cx("mono", styles["sign"])}>{short}</span>
            <span className={styles["place"]}>{row.locality ?? w.noPlace}</span>
            {row.beat !== null && <span className={styles["quiet"]}>{row.beat}</span>}
          </span>
          <span className={styles["second"]}>
            {row.gate.state !== "not_used" && (
              <span className={styles["gate"]}>
                <GateMark state={row.gate.state} size={12} />
                <span aria-hidden="true">{en.gate[row.gate.state]}</span>
              </span>
            )}
            {car !== null && stand !== "done" && (
              <span>
                <span className="mono">{car.call_sign}</span> {en.deployment[car.state]}
              </span>
            )}
            {eta !== null && stand === "car" && <EtaWords eta={eta} />}
            {wanted && <span>{w.wanted}</span>}
            {row.point === null && row.locality !== null && <span>{w.noPlace}</span>}
          </span>
        </span>
        <Ago at={row.received_at} className={styles["wait"]} />
      </button>
      <button type="button" className={styles["act"]} data-act="open" data-id={row.number}>
        {w.bar.open}
        <span className="sr"> {short}</span>
      </button>
    </li>
  );
}

type CarProps = {
  car: CarRow;
  position: CarPosition | null;
  eta: CarEta | null;
  job: string | null;
  metres: number | null;
  direction: Compass | null;
  /** The selected incident. */
  to: string | null;
  picked: boolean;
};

export const CarListRow = memo(function CarListRow({ car, position, eta, job, metres, direction, to, picked }: CarProps): ReactNode {
  const faded = useFaded(position?.at ?? null);
  const off = car.status === "off_duty";
  return (
    <li className={cx(styles["row"], picked && styles["on"], off && styles["off"])} data-drag={off ? undefined : `car:${car.car}`} data-name={car.call_sign} data-scrolls="" data-testid={`map-list-car-${car.car}`}>
      <div className={styles["main"]}>
        <span className={styles["mark"]}>
          <CarMark status={car.status} />
        </span>
        <span className={styles["text"]}>
          <span className={styles["first"]}>
            <span className={cx("mono", styles["sign"])}>{car.call_sign}</span>
            <span className={styles["place"]}>
              {en.carStatus[car.status]}
              {job !== null && `, ${w.job(shortNumber(job))}`}
            </span>
          </span>
          {!off && (
            <span className={styles["second"]}>
              {eta !== null && <EtaWords eta={eta} />}
              {metres !== null && direction !== null && to !== null && <span>{w.away(metres, direction, shortNumber(to))}</span>}
              <SeenWords position={position} className={cx((faded || position === null) && styles["faded"])} />
            </span>
          )}
          {car.sos !== null && <strong className={styles["calls"]}>{w.sos}</strong>}
          {car.check_in !== null && car.check_in.missed > 0 && <span className={styles["why"]}>{w.checkInLate}</span>}
          {!off && !car.deployable && car.not_deployable_because !== null && <span className={styles["why"]}>{car.not_deployable_because}</span>}
        </span>
      </div>
      {!off && (
        <button type="button" className={styles["act"]} aria-pressed={to === null ? picked : undefined} data-act="car" data-id={car.car} data-testid={`map-list-choose-${car.car}`}>
          {to === null ? w.choose : w.chooseFor(shortNumber(to))}
          <span className="sr">, {car.call_sign}</span>
        </button>
      )}
    </li>
  );
});

export const UnitRow = memo(function UnitRow({ unit, incident, placed }: { unit: ResourceView; incident: string; placed: boolean }): ReactNode {
  return (
    <li className={styles["row"]} data-testid={`map-list-unit-${unit.call_sign}`}>
      <button type="button" className={styles["main"]} data-act="select" data-id={incident}>
        <span className={styles["mark"]}>
          <UnitSign filled={unit.status === "at_scene"} />
        </span>
        <span className={styles["text"]}>
          <span className={styles["first"]}>
            <span className={cx("mono", styles["sign"])}>{unit.call_sign}</span>
            <span className={styles["place"]}>
              {en.resource[unit.status]} {w.unitAt(shortNumber(incident))}
            </span>
            {!placed && <span className={styles["quiet"]}>{w.noPlace}</span>}
          </span>
        </span>
        <Ago at={unit.at} className={styles["wait"]} />
      </button>
    </li>
  );
});

export const BaseRow = memo(function BaseRow({ base, cars }: { base: BaseView; cars: string }): ReactNode {
  return (
    <li className={styles["row"]}>
      <div className={styles["main"]}>
        <span className={styles["mark"]}>
          <BaseSign />
        </span>
        <span className={styles["text"]}>
          <span className={styles["first"]}>
            <span>{base.name}</span>
            <span className={cx("mono", styles["quiet"])}>{cars}</span>
          </span>
        </span>
      </div>
    </li>
  );
});
