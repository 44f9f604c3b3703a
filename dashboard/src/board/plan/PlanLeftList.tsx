// Jobs that no car would reach, each with why, and the way to choose one all the same.
import type { ReactNode } from "react";
import type { PlanLeft } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { plan as w } from "../../words/en.plan";
import { shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import { JobName } from "./JobName";
import styles from "./PlanLane.module.css";

export function PlanLeftList({ left }: { left: readonly PlanLeft[] }): ReactNode {
  const { change } = useBoard();
  if (left.length === 0) return null;
  return (
    <section className={styles["left"]} aria-label={w.left} data-testid="plan-left">
      <h3 className={styles["car"]}>
        {w.left} <span className={styles["count"]}>{left.length}</span>
      </h3>
      <ul className={styles["leftLines"]}>
        {left.map((each) => (
          <li key={each.response} className={styles["line"]} data-testid={`plan-left-${each.response}`}>
            <div className={styles["what"]}>
              <JobName response={each.response} incident={each.incident} />
              <p className={styles["detail"]}>{each.because}</p>
            </div>
            <Button
              size="small"
              aria-label={w.chooseFor(shortNumber(each.incident))}
              onClick={() => {
                change({ type: "open", number: each.incident });
                change({ type: "ordinal", ordinal: Number(each.response.slice(each.response.lastIndexOf("#") + 1)) });
                change({ type: "tray", tray: "send_car" });
              }}
            >
              {w.choose}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
