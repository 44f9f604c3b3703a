// The police units on an incident as they are now: what each does, since when, and when it should be there.
import type { ReactNode } from "react";
import { useNow } from "../../live/hooks";
import type { IncidentRow } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { en, shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import styles from "./PoliceUnits.module.css";

export function PoliceUnits({ row }: { row: Pick<IncidentRow, "resources"> }): ReactNode {
  if (row.resources.length === 0) return <span className={styles["quiet"]}>{w.row.noUnit}</span>;
  return (
    <ul className={styles["units"]} data-testid="police-units">
      {row.resources.map((unit) => (
        <li key={unit.call_sign}>
          <span className={cx("mono", styles["unit"])}>{unit.call_sign}</span> {en.resource[unit.status]} <Ago at={unit.at} className={styles["quiet"]} />
          {unit.eta_at !== null && (unit.status === "en_route" || unit.status === "assigned") && <Eta at={unit.eta_at} />}
        </li>
      ))}
    </ul>
  );
}

function Eta({ at }: { at: number }): ReactNode {
  const text = useNow((now) => (at >= now ? w.incident.eta(shortSpan(at - now)) : w.incident.etaPast(shortSpan(now - at))));
  const late = useNow((now) => now > at);
  return <strong className={cx("num", styles["eta"], late && styles["late"])}>{text}</strong>;
}
