// What each car is doing and since when, by base where there are several, and which worker holds how many claims.
import type { ReactNode } from "react";
import { useNow } from "../../live";
import type { CarRow, Figures, SchemeView } from "../../live/protocol.gen";
import { clockTime } from "../../ui";
import { demand as words } from "../../words/en.demand";
import { CarLine } from "./CarLine";
import styles from "./CarsAndClaims.module.css";
import { claimsInOrder, countByStatus } from "./funnel";
import { byBase, crews, inOrder } from "./placed";

/** On a wall, where nothing scrolls. Those that somebody asks for first come first. */
const SHOWN_WALL = 5;

type Props = { figures: Figures | null; cars: readonly CarRow[]; scheme: SchemeView; wall: boolean };

export function CarsAndClaims({ figures, cars, scheme, wall }: Props): ReactNode {
  const shown = wall ? inOrder(cars).slice(0, SHOWN_WALL) : cars;
  const groups = byBase(shown);
  const claims = claimsInOrder(figures?.claims ?? []);
  return (
    <section className={styles["panel"]}>
      <div data-testid="cars">
        <h2>{words.cars.title}</h2>
        {cars.length === 0 ? <p className={styles["empty"]}>{words.cars.empty}</p> : null}
        <p className={styles["sum"]}>
          {countByStatus(cars)
            .map((entry) => `${entry.count} ${words.cars.state[entry.status].toLowerCase()}`)
            .join(" · ")}
        </p>
        <Due cars={cars} zone={scheme.time_zone} />
        {groups.map(({ base, cars: inBase }) => (
          <div key={base ?? ""}>
            {groups.length > 1 ? <h3 className={styles["base"]}>{base ?? words.cars.noBase}</h3> : null}
            <ul>
              {inBase.map((car) => (
                <CarLine key={car.car} car={car} />
              ))}
            </ul>
          </div>
        ))}
        {shown.length < cars.length ? <p className={styles["sum"]}>{words.cars.more(cars.length - shown.length)}</p> : null}
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

/** What of the crews' rules is open just now, in one line. */
function Due({ cars, zone }: { cars: readonly CarRow[]; zone: string }): ReactNode {
  const text = useNow((now) => {
    const { incomplete, breaksOver, over, nextEnd } = crews(cars, now);
    const parts = [incomplete > 0 && words.cars.incomplete(incomplete), breaksOver > 0 && words.cars.breaksOver(breaksOver), over > 0 && words.cars.pastEnd(over), nextEnd !== null && words.cars.nextEnd(clockTime(nextEnd, zone))];
    return parts.filter((part) => part !== false).join(" · ");
  });
  return text === "" ? null : (
    <p className={styles["sum"]} data-testid="crews-due">
      {text}
    </p>
  );
}
