// Who sits in a car and what each brings; a seat that is empty is said so.
import type { ReactNode } from "react";
import { whoSits } from "../../crew/seats";
import { useScheme } from "../../live/hooks";
import type { CarRow, SeatFilled } from "../../live/protocol.gen";
import { en } from "../../words/en";
import { cars as w } from "../../words/en.cars";
import styles from "./CarItem.module.css";

export function Crew({ car }: { car: CarRow }): ReactNode {
  const training = useScheme()?.cars.training ?? [];
  const skills = ({ languages, gender, training: trained }: SeatFilled): string =>
    [...(languages ?? []), gender === undefined ? null : w.genders[gender], ...(trained ?? []).map((id) => training.find((each) => each.id === id)?.label ?? id)].filter((part) => part !== null).join(", ");
  return (
    <ul className={styles["crew"]}>
      {whoSits(car.seats_needed, car.seats).map(({ seat, filled }, at) => (
        <li key={`${seat} ${at}`}>
          {filled === null ? (
            <span className={styles["empty"]}>{w.emptySeat(en.seat[seat])}</span>
          ) : (
            <>
              <span title={en.seat[seat]}>{filled.name}</span> <span className={styles["skills"]}>{skills(filled)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
