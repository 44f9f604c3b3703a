// Asks once more before a whole plan is applied, and lists what will happen. All of it or nothing.
import type { ReactNode } from "react";
import { useAct, useCars, useDocs } from "../../live/hooks";
import { LIMITS, type PlanView } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { showToast } from "../../ui/toasts";
import { en } from "../../words/en";
import { plan as w } from "../../words/en.plan";
import { jobsOfPlan, lanesOf, lineWay } from "../logic/plan";
import { useJobNames } from "../useJobNames";
import styles from "./ApplyDialog.module.css";

/** `plan`: as it stood when the person asked; a newer one does not change what is confirmed. */
export function ApplyDialog({ plan, onApplied, onClose }: { plan: PlanView; onApplied: () => void; onClose: () => void }): ReactNode {
  const act = useAct();
  const cars = useCars();
  const rows = useDocs("incident");
  const nameOf = useJobNames();
  const jobs = jobsOfPlan(plan);
  const tooMany = jobs.length > LIMITS.PLAN_JOBS_MAX;
  async function apply(): Promise<void> {
    if (!(await act.run({ type: "apply_plan", jobs }))) return;
    showToast(w.allDone(jobs.length));
    onApplied();
    onClose();
  }
  return (
    <Dialog
      title={w.allTitle(jobs.length)}
      onClose={onClose}
      testId="apply-dialog"
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button tone="primary" pending={act.status === "pending"} disabled={tooMany} data-testid="apply-go" onClick={() => void apply()}>
            {w.allGo}
          </Button>
        </>
      }
    >
      <p className={styles["text"]}>{tooMany ? w.tooMany(LIMITS.PLAN_JOBS_MAX) : w.allText}</p>
      <ul className={styles["cars"]}>
        {lanesOf(plan, cars)
          .filter((lane) => lane.proposed.length > 0)
          .map((lane) => (
            <li key={lane.car}>
              <span className="mono">{lane.callSign}</span>
              <ol>
                {lane.proposed.map((line) => {
                  const way = lineWay(lane, line, rows.find((row) => row.number === line.incident)?.gate.state);
                  return <li key={line.response}>{(way === "send" ? w.allSend : w.allReserve)(nameOf(line.response))}</li>;
                })}
              </ol>
            </li>
          ))}
      </ul>
      {act.refusal !== null && (
        <ErrorNote refusal={act.refusal}>
          <p>{w.allRefused}</p>
        </ErrorNote>
      )}
    </Dialog>
  );
}
