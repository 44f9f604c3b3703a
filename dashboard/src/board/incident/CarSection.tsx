// The car on this response: its state, who overrode what, stand down and recall, and jobs that wait.
import type { ReactNode } from "react";
import { usePending } from "../../live/hooks";
import type { DeploymentView, IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { Ago, Clock } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { cx } from "../../ui/cx";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useBoard } from "../state";
import styles from "./CarSection.module.css";
import { Section } from "./Section";

export function CarSection({ row, response }: { row: IncidentRow; response: ResponseRow }): ReactNode {
  const pending = usePending(response.response);
  if (row.gate.state === "not_used" && response.deployment === null) return null;
  const sending = pending.find((record) => record.command.type === "send_car");
  return (
    <Section title={w.car.title} testId="car-section">
      {response.deployment === null && response.reserved.length === 0 && sending === undefined && <p className={styles["none"]}>{w.car.none}</p>}
      {sending !== undefined && <p className={styles["none"]}>{en.pending}</p>}
      {response.deployment !== null && <Deployment view={response.deployment} />}
      {response.reserved.map((view) => (
        <Deployment key={view.deployment} view={view} />
      ))}
    </Section>
  );
}

function Deployment({ view }: { view: DeploymentView }): ReactNode {
  const { change } = useBoard();
  const pending = usePending(view.deployment);
  const onTheWay = view.state === "offered" || view.state === "acknowledged" || view.state === "en_route" || view.state === "reserved";
  const there = view.state === "acknowledged" || view.state === "en_route" || view.state === "at_scene";
  return (
    <div className={cx(styles["deployment"], view.recall_unconfirmed && styles["recalled"], view.recall_unconfirmed && "hatched")} data-testid="deployment" data-state={view.state}>
      <p className={styles["line"]}>
        <span className={cx("mono", styles["sign"])}>{view.call_sign}</span> {en.deployment[view.state]} <Ago at={view.at} className={styles["quiet"]} />
        {view.overridden && <Chip>{w.car.overridden}</Chip>}
      </p>
      {view.state === "offered" && view.offer_lapses_at !== null && (
        <p className={styles["quiet"]}>
          {w.car.lapses} <Clock due={view.offer_lapses_at} amberMs={30_000} words="in" />
        </p>
      )}
      {view.because !== null && <p className={styles["quiet"]}>{view.because}</p>}
      {view.recall_unconfirmed && <p className={styles["loud"]}>{w.car.recallWaiting}</p>}
      {(onTheWay || there) && (
        <p className={styles["acts"]}>
          {onTheWay && (
            <Button size="small" pending={pending.some((record) => record.command.type === "stand_down")} data-testid="stand-down" onClick={() => change({ type: "tray", tray: "stand_down" })}>
              {w.acts.standDown}
            </Button>
          )}
          {there && (
            <Button size="small" pending={pending.some((record) => record.command.type === "recall_car")} data-testid="recall" onClick={() => change({ type: "tray", tray: "recall" })}>
              {w.acts.recall}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
