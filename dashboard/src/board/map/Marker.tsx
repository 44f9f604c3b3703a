// One marker of each kind: shape, word and place. Where it stands is set from outside (usePlacing); what a press does too.
import { memo, type ReactNode } from "react";
import { useNow } from "../../live/hooks";
import type { BaseView, CarEta, CarPosition, CarRow, IncidentRow, ResourceView } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { IconShape, type Shape } from "../../ui/IconShape";
import { en } from "../../words/en";
import { map as w } from "../../words/en.map";
import { CarMark } from "../cars/CarMark";
import { GateMark } from "../list/GateMark";
import { shortNumber } from "../logic/rows";
import type { Stand } from "./logic/scene";
import styles from "./Marker.module.css";
import { BaseSign, UnitSign } from "./signs";
import { EtaWords, useFaded } from "./words";

type IncidentProps = { row: IncidentRow; stand: Stand; shape: Shape; urgent: boolean; selected: boolean };

export const IncidentMarker = memo(function IncidentMarker({ row, stand, shape, urgent, selected }: IncidentProps): ReactNode {
  const short = shortNumber(row.number);
  const id = `incident:${row.number}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={cx(styles["marker"], styles["incident"], selected && styles["selected"], row.gate.state === "revoked" && stand !== "done" && styles["revoked"])}
      aria-pressed={selected}
      data-key={id}
      data-drag={id}
      data-name={short}
      data-stand={stand}
      data-urgent={urgent || undefined}
      data-gate={row.gate.state}
      data-testid={`map-incident-${row.number}`}
    >
      <span className={styles["plate"]}>
        <IconShape shape={shape} filled={stand === "waits"} tone={urgent ? "danger" : stand === "done" ? "quiet" : "text"} size={16} />
        {row.gate.state !== "not_used" && (
          <span className={styles["gate"]} aria-hidden="true">
            <GateMark state={row.gate.state} size={11} />
          </span>
        )}
      </span>
      <span className={cx("mono", styles["name"])}>{short}</span>
      <span className="sr">
        {[en.shapes[shape], row.locality, row.gate.state === "not_used" ? null : en.gate[row.gate.state], w.stand[stand]].filter(Boolean).join(", ")}
      </span>
    </button>
  );
});

type CarProps = { car: CarRow; position: CarPosition; eta: CarEta | null; picked: boolean };

export const CarMarker = memo(function CarMarker({ car, position, eta, picked }: CarProps): ReactNode {
  const age = useNow((now) => w.seen(now - position.at));
  const faded = useFaded(position.at);
  const words = useNow((now) => w.seenAgo(now - position.at));
  const id = `car:${car.car}`;
  const late = car.check_in !== null && car.check_in.missed > 0;
  return (
    <button type="button" tabIndex={-1} className={cx(styles["marker"], styles["car"], faded && styles["faded"], picked && styles["selected"], car.sos !== null && styles["sos"])} data-key={id} data-drag={id} data-name={car.call_sign} data-status={car.status} data-faded={faded || undefined} data-testid={`map-car-${car.car}`}>
      <span className={styles["chip"]}>
        {car.sos !== null && <strong className={styles["calls"]}>{w.sos}</strong>}
        <span className={styles["line"]}>
          <CarMark status={car.status} />
          <span className={cx("mono", styles["sign"])}>{car.call_sign}</span>
          <span className="sr">
            {en.carStatus[car.status]}, {words}
          </span>
          {!faded && (
            <span className={styles["age"]} aria-hidden="true">
              {age}
            </span>
          )}
        </span>
        {late && <span className={styles["second"]}>{w.checkInLate}</span>}
        {faded && (
          <span className={styles["second"]} aria-hidden="true">
            {words}
          </span>
        )}
        {eta !== null && <EtaWords eta={eta} className={styles["second"]} />}
      </span>
    </button>
  );
});

type UnitProps = { id: string; unit: ResourceView; incident: string };

export const UnitMarker = memo(function UnitMarker({ id, unit, incident }: UnitProps): ReactNode {
  return (
    <button type="button" tabIndex={-1} className={cx(styles["marker"], styles["unit"])} data-key={`unit:${id}`} data-incident={incident} data-status={unit.status} data-testid={`map-unit-${unit.call_sign}`}>
      <span className={styles["tag"]}>
        <UnitSign filled={unit.status === "at_scene"} />
        <span className="sr">{w.police} </span>
        <span className={cx("mono", styles["sign"])}>{unit.call_sign}</span>
        <span className="sr">
          {en.resource[unit.status]}, {w.unitAt(shortNumber(incident))}
        </span>
      </span>
    </button>
  );
});

export const BaseMarker = memo(function BaseMarker({ base }: { base: BaseView }): ReactNode {
  return (
    <button type="button" tabIndex={-1} className={cx(styles["marker"], styles["base"])} data-key={`base:${base.id}`} data-testid={`map-base-${base.id}`}>
      <span className={styles["plate"]}>
        <BaseSign />
      </span>
      <span className="sr">{w.base} </span>
      <span className={styles["name"]}>{base.name}</span>
    </button>
  );
});
