// Every car of the scheme beside the board: how many are free, and each with what it does, who is in it and what waits for it.
import { useMemo, type ReactNode } from "react";
import { useCars, useLoaded, useTrust } from "../../live/hooks";
import type { CarRow } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { cars as w } from "../../words/en.cars";
import { byBase, countStatuses } from "../logic/cars";
import { useBoard } from "../state";
import { CarItem } from "./CarItem";
import { CarMark } from "./CarMark";
import styles from "./CarsPane.module.css";

/** More cars on duty than one screen shows whole: their details stand behind their call signs. */
const DENSE_FROM = 5;

export function CarsPane(): ReactNode {
  const cars = useCars();
  const stale = useTrust().stale;
  const loaded = useLoaded();
  const dense = cars.filter((car) => car.status !== "off_duty").length > DENSE_FROM;
  const groups = useMemo(() => byBase(cars), [cars]);
  return (
    <section className={cx(styles["pane"], stale && "hatched")} aria-label={w.title} aria-busy={!loaded} data-testid="cars">
      <div className={styles["top"]}>
        <div className={styles["title"]}>
          <h2>{w.title}</h2>
          <MiddleButton show="map" />
          <MiddleButton show="plan" />
        </div>
        {cars.length > 0 && <Counts cars={cars} label={w.counts} />}
      </div>
      {loaded && cars.length === 0 && <EmptyState title={w.none} />}
      {groups.map(({ base, cars: own }) =>
        base === null && groups.length === 1 ? (
          <Items key="" cars={own} dense={dense} />
        ) : (
          <section key={base?.id ?? ""} aria-label={base?.name ?? w.noBase} data-testid={`base-${base?.id ?? ""}`}>
            <div className={styles["base"]}>
              <h3>{base?.name ?? w.noBase}</h3>
              <Counts cars={own} label={base?.name ?? w.noBase} />
            </div>
            <Items cars={own} dense={dense} />
          </section>
        ),
      )}
    </section>
  );
}

function Items({ cars, dense }: { cars: readonly CarRow[]; dense: boolean }): ReactNode {
  return (
    <ul>
      {cars.map((car) => (
        <CarItem key={car.car} car={car} dense={dense} />
      ))}
    </ul>
  );
}

/** "2 free, 1 on the way": the shape and the number, with the word where there is room and for screen readers. */
function Counts({ cars, label }: { cars: readonly CarRow[]; label: string }): ReactNode {
  return (
    <ul className={styles["counts"]} aria-label={label}>
      {countStatuses(cars).map(({ status, count }) => (
        <li key={status} title={`${count} ${w.counted[status]}`} data-status={status}>
          <CarMark status={status} />
          <span className="num">{count}</span>
          <span className={styles["counted"]}>{w.counted[status]}</span>
        </li>
      ))}
    </ul>
  );
}

function MiddleButton({ show }: { show: "map" | "plan" }): ReactNode {
  const { state, change } = useBoard();
  const on = state.middle === show;
  return (
    <Button
      size="small"
      className={cx(styles["toggle"], on && styles["on"])}
      aria-pressed={on}
      title={show === "map" ? w.mapHelp : w.planHelp}
      data-testid={`show-${show}`}
      onClick={() => change({ type: "middle", show: on ? "incident" : show })}
    >
      {show === "map" ? w.map : w.plan}
    </Button>
  );
}
