// The cover planner: hours, workers and cars that are asked about, and what they would have reached.
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { goToDemand } from "../../app/router";
import { useCars, useNow } from "../../live";
import { ProblemNote } from "../../session/ProblemNote";
import { announce, Button, EmptyState } from "../../ui";
import { cover as w } from "../../words/en.demand.cover";
import { earlier as earlierWords } from "../../words/en.demand.earlier";
import { daysOfLast, LAST, type Last } from "../earlier/asked";
import { dayAt } from "../parts/days";
import { faultOf, isOf } from "../parts/faults";
import { PeriodPicker } from "../parts/PeriodPicker";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import type { ViewProps } from "../View";
import { Answer } from "./Answer";
import styles from "./Cover.module.css";
import { HoursEditor } from "./HoursEditor";
import { fieldOf, FIELDS, questionOf, RUNS, unfit, usualPlan, type PlanField } from "./plan";
import { PlanFields } from "./PlanFields";
import { Progress } from "./Progress";
import { useCover } from "./useCover";
import { useKnownDays } from "./useKnownDays";
import { usePlan } from "./usePlan";
import { weekOf } from "./week";
import { headline } from "./words";

export default function Cover({ scheme }: ViewProps): ReactNode {
  const { board } = usePlace();
  const cars = useCars().length;
  const today = useNow((now) => dayAt(now, scheme.time_zone));
  const known = useKnownDays(board.board, today);
  // What is usual when the view opens: a car that comes on duty later changes no plan.
  const [usual] = useState(() => usualPlan(weekOf(scheme.hours), cars, scheme.cars.job_ms));
  const { plan, days: which, draw, pin } = usePlan(usual, today);
  const asking = useCover();
  const [tried, setTried] = useState(false);
  const wrong = unfit(plan);
  const days = typeof which === "string" ? (daysOfLast(which, today) ?? known) : which;
  const { problem, answered } = asking;

  const go = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    pin(days);
    asking.ask(questionOf(board.board, plan, days));
  };
  useAskKey(go);
  // Said once to whoever cannot see it come.
  useEffect(() => {
    if (answered !== null && answered.answer.watched_days > 0) announce(headline(answered.answer));
  }, [answered]);
  const faultOfField = (field: PlanField): string | null => {
    if (tried && wrong.includes(field)) return w.needs(FIELDS[field].least, FIELDS[field].most, FIELDS[field].whole);
    return problem?.field !== undefined && fieldOf(problem.field) === field ? faultOf(problem, problem.field) : null;
  };
  const isSaid = problem !== null && (fieldOf(problem.field) !== null || isOf(problem, ["hours", "from", "to"]));
  const isOld = answered !== null && JSON.stringify(answered.question) !== JSON.stringify(questionOf(board.board, plan, days));

  return (
    <div className={sheet["page"]} data-testid="cover">
      <div className={sheet["top"]}>
        <div>
          <h2 className={sheet["title"]}>{w.title}</h2>
          <p className={sheet["lead"]}>{w.lead}</p>
        </div>
      </div>
      <section className={styles["plan"]} aria-label={w.title}>
        <HoursEditor week={plan.week} onChange={(week) => draw({ plan: { ...plan, week } })} scheme={scheme.hours} fault={faultOf(problem, "hours")} />
        <div className={styles["fields"]}>
          <PlanFields plan={plan} onChange={(next) => draw({ plan: next })} faultOf={faultOfField} />
        </div>
        <div className={styles["below"]}>
          <PeriodPicker<Last>
            legend={w.days}
            presets={LAST.map((name) => ({ name, label: earlierWords.presets[name], days: daysOfLast(name, today) }))}
            chosen={typeof which === "string" ? which : null}
            days={days}
            onPreset={(name) => draw({ days: name })}
            onDays={(chosen) => draw({ days: chosen })}
            fault={{ from: faultOf(problem, "from"), to: faultOf(problem, "to") }}
          />
          <div className={styles["acts"]}>
            <Button tone="primary" size="target" shortcut={w.askKeys} pending={asking.isRunning} onClick={go} data-testid="cover-ask">
              {w.ask}
            </Button>
            {asking.isRunning ? (
              <Button size="target" onClick={asking.cancel} data-testid="cover-cancel">
                {w.cancel}
              </Button>
            ) : null}
            {asking.isSlow ? <Progress done={asking.done} /> : null}
            {asking.wasCancelled ? <p role="status">{w.cancelled}</p> : null}
          </div>
          {problem === null || isSaid ? null : (
            <ProblemNote problem={problem} kept>
              <Button onClick={go} data-testid="again">
                {w.ask}
              </Button>
            </ProblemNote>
          )}
        </div>
      </section>
      {answered === null ? (
        <EmptyState title={w.nothingYet}>{w.nothingYetWords}</EmptyState>
      ) : answered.answer.watched_days === 0 ? (
        <EmptyState title={w.noDays}>
          <p>{w.noDaysWords}</p>
          <Button onClick={() => goToDemand("earlier")}>{w.known}</Button>
        </EmptyState>
      ) : (
        <Answer of={answered} isOld={isOld} onTake={(hours) => draw({ plan: { ...plan, week: weekOf(hours) } })} />
      )}
      <Sheet title={w.method.title} testId="cover-method">
        <ul className={sheet["prose"]}>
          {w.method.lines(RUNS).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className={sheet["note"]}>{w.method.limits}</p>
      </Sheet>
    </div>
  );
}

/** Ctrl and Enter ask from wherever the focus is in the view. */
function useAskKey(go: () => void): void {
  const ask = useEffectEvent(go);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || !event.ctrlKey || (event.target instanceof Element && event.target.closest("dialog") !== null)) return;
      event.preventDefault();
      ask();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
