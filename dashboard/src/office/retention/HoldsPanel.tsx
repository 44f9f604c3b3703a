// Legal holds: what they keep and why.
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { dayAndClock, ZONE } from "../../ui/time";
import { office as w } from "../../words/en.office";
import type { LegalHold } from "../api";
import page from "../Page.module.css";
import type { HoldAct } from "./HoldDialog";
import styles from "./Retention.module.css";

type Props = { holds: readonly LegalHold[]; onAct: (act: HoldAct) => void };

export function HoldsPanel({ holds, onAct }: Props): ReactNode {
  return (
    <section className={page["panel"]} aria-labelledby="holds-title" data-testid="holds">
      <div className={page["panel-head"]}>
        <h3 id="holds-title">{w.holds.title}</h3>
        <Button onClick={() => onAct({ do: "place", incident: "" })} data-testid="hold-place">
          {w.holds.place}
        </Button>
      </div>
      {holds.length === 0 ? (
        <p className={page["quiet"]}>{w.holds.none}</p>
      ) : (
        <ul className={styles["holds"]}>
          {holds.map((hold) => (
            <li key={hold.incident}>
              <div>
                <p>
                  <span className={`mono ${styles["strong"] ?? ""}`}>{hold.incident}</span> {hold.reason}
                </p>
                <p className={page["small"]}>{w.holds.by(hold.by, dayAndClock(hold.at, ZONE))}</p>
              </div>
              <Button size="small" aria-label={w.holds.liftOf(hold.incident)} onClick={() => onAct({ do: "lift", incident: hold.incident })} data-testid="hold-lift">
                {w.holds.lift}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
