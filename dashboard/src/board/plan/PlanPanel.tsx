// The plan for the rest of the shift, as a proposal beside what is arranged. Nothing happens until a person sends, reserves or applies it.
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useCars, useLive, useLoaded, useNow, useTrust } from "../../live/hooks";
import { LIMITS, type PlanView } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { en, shortSpan } from "../../words/en";
import { plan as w } from "../../words/en.plan";
import { CarMark } from "../cars/CarMark";
import { gainOf, jobsOfPlan, lanesOf, vanished, type Lane } from "../logic/plan";
import { useBoard } from "../state";
import { ApplyDialog } from "./ApplyDialog";
import { PlanFigures } from "./PlanFigures";
import { PlanLane } from "./PlanLane";
import { PlanLeftList } from "./PlanLeftList";
import styles from "./PlanPanel.module.css";
import { useHeldPlan } from "./useHeldPlan";

/** Older than this, that is said: the server makes one every few seconds. */
const OLD_MS = 60_000;

export default function PlanPanel(): ReactNode {
  const { change } = useBoard();
  const live = useLive();
  const stale = useTrust().stale;
  const panel = useRef<HTMLElement>(null);
  const [pointerHere, setPointerHere] = useState(false);
  const [focusHere, setFocusHere] = useState(false);
  const [applying, setApplying] = useState<PlanView | null>(null);
  const [appliedAt, setAppliedAt] = useState<number | null>(null);
  const { shown, newest, waits, update } = useHeldPlan(pointerHere || focusHere || applying !== null, appliedAt);
  const jobs = shown === null ? 0 : jobsOfPlan(shown).length;
  const letIn = useCallback(() => {
    update();
    // What had the focus may be gone with the old plan.
    panel.current?.focus({ preventScroll: true });
  }, [update]);
  useEffect(() => {
    // The button that asked for it goes with the plan that was applied.
    if (appliedAt !== null && document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [appliedAt, shown]);
  return (
    <section
      ref={panel}
      className={styles["panel"]}
      aria-label={w.title}
      id="plan"
      tabIndex={-1}
      data-testid="plan"
      data-held={waits || undefined}
      onPointerEnter={() => setPointerHere(true)}
      onPointerLeave={() => setPointerHere(false)}
      onFocus={() => setFocusHere(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocusHere(false);
      }}
    >
      <header className={styles["header"]}>
        <div className={styles["title"]}>
          <h2>{w.title}</h2>
          {jobs > 0 && shown !== null && (
            <Button tone="primary" size="small" data-testid="apply-all" onClick={() => setApplying(shown)}>
              {w.all(jobs)}
            </Button>
          )}
          <Button size="small" tone="quiet" shortcut="g p" data-testid="close-plan" onClick={() => change({ type: "middle", show: "incident" })}>
            {w.close}
          </Button>
        </div>
        <p className={styles["lead"]}>{w.lead}</p>
        {waits ? (
          <button type="button" className={styles["news"]} data-testid="new-plan" onClick={letIn}>
            {w.newPlan}
            <span>{w.show}</span>
          </button>
        ) : (
          shown !== null && <Made plan={shown} />
        )}
      </header>
      <div className={cx(styles["body"], stale && "hatched")}>{shown === null ? <Waiting /> : <Shown plan={shown} newest={newest} />}</div>
      {applying !== null && <ApplyDialog plan={applying} onApplied={() => setAppliedAt(live.seq())} onClose={() => setApplying(null)} />}
    </section>
  );
}

/** How old it is, by which times it was made, and whether the board has gone on since. One line, whatever it says, so that nothing below it moves. */
function Made({ plan }: { plan: PlanView }): ReactNode {
  const live = useLive();
  const span = useNow((now) => shortSpan(now - plan.at));
  const anew = useNow(() => {
    const seq = live.seq();
    return seq !== null && seq > plan.seq;
  });
  const old = useNow((now) => now - plan.at > OLD_MS);
  return (
    <p className={cx(styles["made"], old && styles["old"])} data-testid="plan-made">
      {old ? w.old(span) : `${w.source[plan.source]} · ${w.made(span)}${anew ? ` · ${w.anew}` : ""}`}
    </p>
  );
}

function Waiting(): ReactNode {
  const anyCar = useCars().some((car) => car.status !== "off_duty");
  const loaded = useLoaded();
  if (loaded && !anyCar) return <EmptyState title={w.empty.noCars}>{w.empty.noCarsText}</EmptyState>;
  return (
    <div role="status" aria-busy="true">
      <EmptyState title={w.waiting}>{w.waitingText}</EmptyState>
    </div>
  );
}

function Shown({ plan, newest }: { plan: PlanView; newest: PlanView | null }): ReactNode {
  const cars = useCars();
  const lanes = lanesOf(plan, cars);
  const busy = lanes.filter((lane) => lane.fixed.length + lane.proposed.length > 0);
  const idle = lanes.filter((lane) => !busy.includes(lane));
  const gone = vanished(plan, newest);
  if (plan.lines.length === 0 && plan.left.length === 0) {
    return lanes.length === 0 ? <EmptyState title={w.empty.noCars}>{w.empty.noCarsText}</EmptyState> : <EmptyState title={w.empty.none}>{w.empty.noneText}</EmptyState>;
  }
  return (
    <>
      {gainOf(plan).all > 0 ? <PlanFigures plan={plan} /> : <p className={styles["noCars"]}>{w.empty.none}. {w.empty.noneText}</p>}
      {lanes.length === 0 && <p className={styles["noCars"]}>{w.empty.noCars}. {w.empty.noCarsText}</p>}
      {busy.length > 0 && (
        <div className={styles["heads"]} aria-hidden="true">
          <span>{w.arranged}</span>
          <span>{w.proposed}</span>
        </div>
      )}
      {busy.map((lane) => (
        <PlanLane key={lane.car} lane={lane} gone={gone} source={plan.source} />
      ))}
      <PlanLeftList left={plan.left} />
      {idle.length > 0 && <IdleCars lanes={idle} />}
      {jobsOfPlan(plan).length > LIMITS.PLAN_JOBS_MAX && <p>{w.tooMany(LIMITS.PLAN_JOBS_MAX)}</p>}
    </>
  );
}

function IdleCars({ lanes }: { lanes: readonly Lane[] }): ReactNode {
  return (
    <div className={styles["idle"]} data-testid="plan-idle">
      <h3>{w.idle}</h3>
      <ul>
        {lanes.map(({ car, callSign, row }) => (
          <li key={car}>
            {row !== undefined && <CarMark status={row.status} />}
            <span className="mono">{callSign}</span> {row !== undefined && (row.not_deployable_because ?? en.carStatus[row.status])}
          </li>
        ))}
      </ul>
    </div>
  );
}
