// One car for the inspector: what it does and since when, and what is due or missing of it.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../../live";
import type { CarRow, CarStatus } from "../../live/protocol.gen";
import { Ago, clockTime } from "../../ui";
import { Glyph, type GlyphName } from "../../ui/Glyph";
import { en } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import styles from "./CarsAndClaims.module.css";
import { seatsEmpty } from "./placed";

/** A sign where the state asks for attention or says "free"; the word stands beside it always. */
const SIGN: Partial<Record<CarStatus, GlyphName>> = { available: "check", recalled: "octagon", off_duty: "minus", break: "minus" };

export function CarLine({ car }: { car: CarRow }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { break_due_at: breakAt, shift_ends_at: endsAt } = car;
  const breakIsDue = useNow((now) => breakAt !== null && now >= breakAt);
  const isPast = useNow((now) => endsAt !== null && now >= endsAt);
  const sign = SIGN[car.status];
  const empty = seatsEmpty(car);
  const off = car.status === "off_duty";
  const details: ReactNode[] = [];
  if (empty.length > 0) details.push(<strong key="seat">{words.cars.seatEmpty(empty.map((seat) => en.seat[seat].toLowerCase()))}</strong>);
  if (!off && breakAt !== null) details.push(breakIsDue ? <strong key="break">{words.cars.breakOver(clockTime(breakAt, zone))}</strong> : <span key="break">{words.cars.breakDue(clockTime(breakAt, zone))}</span>);
  if (!off && endsAt !== null) details.push(isPast ? <strong key="ends">{words.cars.ended(clockTime(endsAt, zone))}</strong> : <span key="ends">{words.cars.until(clockTime(endsAt, zone))}</span>);
  if (car.queue.length > 0) details.push(<span key="queue">{words.cars.queue(car.queue.length)}</span>);
  return (
    <li className={styles["car"]} data-status={car.status} data-testid={`car-${car.car}`}>
      <p className={styles["row"]}>
        <span className="mono">{car.call_sign}</span>
        <span className={styles["state"]}>
          {sign === undefined ? null : <Glyph name={sign} />}
          {words.cars.state[car.status]}
        </span>
        {/* A car that has never been on duty has no time to count from. */}
        {car.status_at > 0 ? (
          <span className={styles["for"]}>
            <Ago at={car.status_at} />
          </span>
        ) : null}
      </p>
      {details.length === 0 ? null : <p className={styles["details"]}>{details}</p>}
    </li>
  );
}
