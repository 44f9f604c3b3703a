// What is there now: what waits and for how long, who has not been answered, what the cars do, what this shift has reached.
import type { ReactNode } from "react";
import { useCars, useDocs, useFigures, useNow, useTrust } from "../../live";
import type { SchemeView } from "../../live/protocol.gen";
import { cx } from "../../ui";
import { shortSpan } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import { CarsAndClaims } from "./CarsAndClaims";
import { Coverage } from "./Coverage";
import { Escalations } from "./Escalations";
import { Funnel } from "./Funnel";
import styles from "./Now.module.css";
import { ShiftFigures } from "./ShiftFigures";
import { Tiles } from "./Tiles";
import { TodayPanel } from "./TodayPanel";
import { WaitingPanel } from "./WaitingPanel";

type Props = { scheme: SchemeView; tables: boolean; wall: boolean; onLeaveWall: () => void };

export function Now({ scheme, tables, wall, onLeaveWall }: Props): ReactNode {
  const figures = useFigures();
  const briefs = useDocs("brief");
  const cars = useCars();
  const { stale } = useTrust();
  return (
    <div className={cx(styles["now"], wall && styles["wall"])} data-stale={stale}>
      <StaleLine />
      <div className={cx(styles["grid"], stale && "hatched")}>
        <div className={styles["band"]}>
          <Tiles figures={figures} cars={cars} briefs={briefs} scheme={scheme} wall={wall} onLeaveWall={onLeaveWall} />
        </div>
        <div className={styles["column"]}>
          <div className={styles["waiting"]}>
            <WaitingPanel briefs={briefs} figures={figures} scheme={scheme} tables={tables} wall={wall} />
          </div>
          <div className={styles["week"]}>
            <TodayPanel tables={tables} />
            <Coverage scheme={scheme} tables={tables} />
          </div>
        </div>
        <div className={styles["column"]}>
          <div className={styles["escalations"]}>
            <Escalations briefs={briefs} scheme={scheme} wall={wall} />
          </div>
          <div className={styles["cars"]}>
            <CarsAndClaims figures={figures} cars={cars} scheme={scheme} wall={wall} />
          </div>
          <div className={styles["shift"]}>
            <ShiftFigures figures={figures} scheme={scheme} />
            {/* The same counts stand above it: a wall has no room to say them twice. */}
            {wall ? null : <Funnel figures={figures} tables={tables} />}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Figures that stand still must say so, above everything, and on the wall too where there is no chip. */
function StaleLine(): ReactNode {
  const trust = useTrust();
  const age = useNow(() => (trust.ageMs === null ? null : shortSpan(trust.ageMs)));
  if (!trust.stale) return null;
  return (
    <p className={cx(styles["stale"], "hatched")} role="status" data-testid="stale">
      {age === null ? words.state.loading : trust.link === "offline" ? words.state.offline(age) : words.state.stale(age)}
    </p>
  );
}
