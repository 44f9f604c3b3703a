// The cars on this response: what it needs, that none is coming where one is wanted, the job that is on, and those that wait.
import type { ReactNode } from "react";
import { usePending } from "../../live/hooks";
import type { CarWantedView, IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { IconShape } from "../../ui/IconShape";
import { en } from "../../words/en";
import { dispatch as w } from "../../words/en.dispatch";
import { useBoard } from "../state";
import styles from "./car/Car.module.css";
import { Job } from "./car/Job";
import { NeedsLine } from "./car/NeedsLine";
import { Section } from "./Section";

export function CarSection({ row, response }: { row: IncidentRow; response: ResponseRow }): ReactNode {
  const pending = usePending(response.response);
  if (row.gate.state === "not_used" && response.deployment === null) return null;
  const sending = pending.some(({ command }) => command.type === "send_car" || command.type === "reserve_car");
  const { deployment, reserved, car_wanted: wanted } = response;
  const none = deployment === null && reserved.length === 0;
  return (
    <Section title={w.title} testId="car-section">
      {wanted !== null && <Wanted wanted={wanted} />}
      {none && !sending && wanted === null && <p className={styles["none"]}>{w.none}</p>}
      {sending && <p className={styles["none"]}>{en.pending}</p>}
      {!none && (
        <ul className={styles["jobs"]}>
          {deployment !== null && <Job view={deployment} gate={row.gate.state} />}
          {reserved.map((view) => (
            <Job key={view.deployment} view={view} gate={row.gate.state} />
          ))}
        </ul>
      )}
      <NeedsLine needs={response.needs} known={row.language} />
    </Section>
  );
}

/** Somebody waits for a car that was asked and does not come. */
function Wanted({ wanted }: { wanted: CarWantedView }): ReactNode {
  const { change } = useBoard();
  return (
    <div className={styles["wanted"]} data-testid="car-wanted">
      <p className={styles["wantedTitle"]}>
        <IconShape shape="triangle" filled={false} />
        {w.job.wanted}
        <Ago at={wanted.since} />
      </p>
      <p>{wanted.because}</p>
      <Button size="small" tone="primary" shortcut="s" data-testid="choose-car" onClick={() => change({ type: "tray", tray: "send_car" })}>
        {w.job.chooseCar}
      </Button>
    </div>
  );
}
