// What each car is doing and since when, and which worker holds how many claims.
import type { ReactNode } from "react";
import type { CarRow, CarStatus, Figures } from "../live/protocol.gen";
import { Ago } from "../ui";
import { Glyph, type GlyphName } from "../ui/Glyph";
import { demand as words } from "../words/en.demand";
import styles from "./CarsAndClaims.module.css";
import { carOrder, claimsInOrder, countByStatus } from "./funnel";

/** A sign where the state asks for attention or says "free"; the word stands beside it always. */
const SIGN: Partial<Record<CarStatus, GlyphName>> = { available: "check", recalled: "octagon", off_duty: "minus", break: "minus" };

export function CarsAndClaims({ figures, cars }: { figures: Figures | null; cars: readonly CarRow[] }): ReactNode {
  const ordered = [...cars].sort((a, b) => carOrder(a.status) - carOrder(b.status) || a.call_sign.localeCompare(b.call_sign));
  const claims = claimsInOrder(figures?.claims ?? []);
  return (
    <section className={styles["panel"]}>
      <div data-testid="cars">
        <h2>{words.cars.title}</h2>
        {ordered.length === 0 ? <p className={styles["empty"]}>{words.cars.empty}</p> : null}
        <p className={styles["sum"]}>
          {countByStatus(cars)
            .map((entry) => `${entry.count} ${words.cars.state[entry.status].toLowerCase()}`)
            .join(" · ")}
        </p>
        <ul>
          {ordered.map((car) => {
            const sign = SIGN[car.status];
            return (
              <li key={car.car} className={styles["row"]} data-status={car.status}>
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
              </li>
            );
          })}
        </ul>
      </div>
      <div data-testid="claims">
        <h2>{words.claims.title}</h2>
        {claims.length === 0 ? <p className={styles["empty"]}>{words.claims.empty}</p> : <p className={styles["sum"]}>{words.claims.lead}</p>}
        <ul>
          {claims.map((claim) => (
            <li key={claim.name} className={styles["row"]}>
              <span className={styles["name"]}>{claim.name}</span>
              <span className={styles["count"]}>{claim.count}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
