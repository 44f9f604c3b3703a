// Why it stands where it does: each factor with its points, what waiting adds by now, and who pinned or lowered it.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../../../live/hooks";
import type { IncidentFile, IncidentRow } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { en, shortSpan } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import { nextWaitingAt, totalPoints, waitingPoints } from "../../logic/priority";
import { useBoard } from "../../state";
import { Section } from "../Section";
import styles from "./Facts.module.css";
import { StandingMark } from "./StandingMark";

export function PriorityPanel({ row, file }: { row: IncidentRow; file: IncidentFile | null }): ReactNode {
  const { change } = useBoard();
  const rules = useScheme()?.priority;
  const { priority } = row;
  const waiting = useNow((now) => waitingPoints(priority, rules, now));
  const total = useNow((now) => totalPoints(priority, rules, now));
  const next = useNow((now) => {
    const at = nextWaitingAt(priority, rules, now);
    return at === null ? null : shortSpan(at - now);
  });
  const reason = file?.standing_reason ?? "";
  return (
    <Section
      title={w.priority.title}
      testId="priority"
      act={
        <Button size="small" tone="quiet" shortcut="m" data-testid="standing" onClick={() => change({ type: "tray", tray: "standing" })}>
          {w.priority.change}
        </Button>
      }
    >
      {priority.standing !== "by_factors" && (
        <p className={styles["standing"]} data-testid="standing-now" data-standing={priority.standing}>
          <StandingMark standing={priority.standing} />
          <span>
            <strong>{priority.standing_by === null ? w.priority.standing[priority.standing] : w.priority.standingBy(w.priority.standing[priority.standing], priority.standing_by)}</strong>
            {priority.standing_at !== null && (
              <>
                {" "}
                <Ago at={priority.standing_at} suffix />
              </>
            )}
            {reason !== "" && <span className={styles["reason"]}>{w.priority.because(reason)}</span>}
          </span>
        </p>
      )}
      {priority.factors.length === 0 && priority.waiting_since === null ? (
        <p className={styles["quiet"]}>{w.priority.none}</p>
      ) : (
        <dl className={styles["points"]}>
          {priority.factors.map(({ factor, points }) => (
            <div key={factor}>
              <dt>{en.factor[factor]}</dt>
              <dd className="num">{signed(points)}</dd>
            </div>
          ))}
          {priority.waiting_since !== null && (
            <div data-testid="waiting-points">
              <dt>
                {en.factor.waiting} <Ago at={priority.waiting_since} />
                <span className={styles["quiet"]}>{next === null ? w.priority.waitingMost : w.priority.waitingNext(next)}</span>
              </dt>
              <dd className="num">{signed(waiting)}</dd>
            </div>
          )}
          <div className={styles["sum"]} data-testid="total-points">
            <dt>{w.priority.sum}</dt>
            <dd className="num">{total}</dd>
          </div>
        </dl>
      )}
    </Section>
  );
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${Math.abs(points)}` : "0";
}
