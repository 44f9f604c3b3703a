// One car of the plan: what is arranged for it, and beside it what is proposed, in the order in which it would go.
import { useState, type ReactNode } from "react";
import { useAct, useIncident, useScheme } from "../../live/hooks";
import type { EtaSource, PlanLine } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { ErrorNote } from "../../ui/ErrorNote";
import { clockTime } from "../../ui/time";
import { en } from "../../words/en";
import { plan as w } from "../../words/en.plan";
import { CarMark } from "../cars/CarMark";
import { lineWay, type Lane } from "../logic/plan";
import { JobName } from "./JobName";
import styles from "./PlanLane.module.css";

type Props = { lane: Lane; gone: ReadonlySet<string>; source: EtaSource };

export function PlanLane({ lane, gone, source }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { row } = lane;
  return (
    <section className={styles["lane"]} aria-label={w.laneOf(lane.callSign)} data-testid={`lane-${lane.car}`}>
      <h3 className={styles["car"]}>
        {row !== undefined && <CarMark status={row.status} />}
        <span className={cx("mono", styles["sign"])}>{lane.callSign}</span>
        {row !== undefined && <span className={styles["status"]}>{en.carStatus[row.status]}</span>}
        {row?.shift_ends_at !== null && row?.shift_ends_at !== undefined && <span className={styles["until"]}>{w.until(clockTime(row.shift_ends_at, zone))}</span>}
      </h3>
      <Part title={w.arranged} none={w.nothingArranged} lines={lane.fixed} testId={`arranged-${lane.car}`}>
        {(line) => <Arranged key={line.response} line={line} source={source} />}
      </Part>
      <Part title={w.proposed} none={w.nothingProposed} lines={lane.proposed} testId={`proposed-${lane.car}`} start={lane.fixed.length + 1}>
        {(line) => <Proposed key={line.response} line={line} lane={lane} gone={gone.has(line.response)} source={source} />}
      </Part>
    </section>
  );
}

type PartProps = { title: string; none: string; lines: readonly PlanLine[]; testId: string; start?: number; children: (line: PlanLine) => ReactNode };

function Part({ title, none, lines, testId, start = 1, children }: PartProps): ReactNode {
  return (
    <div className={cx(styles["part"], lines.length === 0 && styles["nothing"])}>
      <p className={styles["partTitle"]}>{title}</p>
      {lines.length === 0 ? (
        <p className={styles["none"]}>{none}</p>
      ) : (
        <ol aria-label={title} start={start} data-testid={testId}>
          {lines.map(children)}
        </ol>
      )}
    </div>
  );
}

function Arranged({ line, source }: { line: PlanLine; source: EtaSource }): ReactNode {
  const state = line.fixed?.state;
  return (
    <li className={styles["line"]} data-testid={`plan-line-${line.response}`} data-fixed="true">
      <span className={styles["place"]}>{line.place}</span>
      <div className={styles["what"]}>
        <JobName response={line.response} incident={line.incident} wait={false} />
        <p className={styles["detail"]}>
          {state !== undefined && <strong>{en.deployment[state]}</strong>}
          {state !== "at_scene" && (
            <>
              , <Arrival at={line.arrive_at} source={source} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}

function Proposed({ line, lane, gone, source }: { line: PlanLine; lane: Lane; gone: boolean; source: EtaSource }): ReactNode {
  const row = useIncident(line.incident);
  const act = useAct();
  const [did, setDid] = useState<"send" | "reserve" | null>(null);
  const way = lineWay(lane, line, row?.gate.state);
  const job = [line.incident.slice(line.incident.lastIndexOf("-") + 1), row?.locality ?? ""].join(" ").trim();
  async function run(): Promise<void> {
    setDid(way);
    await act.run(way === "send" ? { type: "send_car", response: line.response, car: line.car } : { type: "reserve_car", response: line.response, car: line.car });
  }
  return (
    <li className={styles["line"]} data-testid={`plan-line-${line.response}`} data-gone={gone || undefined}>
      <span className={styles["place"]}>{line.place}</span>
      <div className={styles["what"]}>
        <JobName response={line.response} incident={line.incident} instead={gone && act.status !== "accepted" ? w.gone : null} />
        <p className={styles["detail"]}>
          <Arrival at={line.arrive_at} source={source} />
          {line.because !== "" && <>. {line.because}</>}
        </p>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      </div>
      {act.status === "accepted" ? (
        <span className={styles["did"]} data-testid={`did-${line.response}`}>
          {did === "send" ? w.sent : w.reserved}
        </span>
      ) : (
        <Button size="small" pending={act.status === "pending"} aria-label={(way === "send" ? w.sendOf : w.reserveOf)(line.call_sign, job)} data-testid={`apply-${line.response}`} data-way={way} onClick={() => void run()}>
          {way === "send" ? w.send : w.reserve}
        </Button>
      )}
    </li>
  );
}

function Arrival({ at, source }: { at: number | null; source: EtaSource }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  if (at === null) return <>{w.noTime}</>;
  return <strong className="num">{(source === "roads" ? w.at : w.about)(clockTime(at, zone))}</strong>;
}
