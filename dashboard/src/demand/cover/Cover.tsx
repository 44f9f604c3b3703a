// The cover planner: hours, workers and cars that are asked about, and what they would have reached.
import { useCallback, useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { goToDemand } from "../../app/router";
import { useCars, useNow } from "../../live";
import type { Problem } from "../../session/http";
import { ProblemNote } from "../../session/ProblemNote";
import { announce, Button, EmptyState } from "../../ui";
import { cover as w } from "../../words/en.demand.cover";
import { earlier as earlierWords } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { daysOfLast, LAST, type Last } from "../earlier/asked";
import { dayAt, type Days } from "../parts/days";
import { faultOf, isOf } from "../parts/faults";
import { PeriodPicker } from "../parts/PeriodPicker";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import type { ViewProps } from "../View";
import { Answer } from "./Answer";
import styles from "./Cover.module.css";
import { HoursEditor } from "./HoursEditor";
import { fieldOf, FIELDS, questionOf, RUNS, unfit, usualPlan, type Plan, type PlanField } from "./plan";
import { PlanFields } from "./PlanFields";
import { Progress } from "./Progress";
import { useCover, type Answered } from "./useCover";
import { useKnownDays } from "./useKnownDays";
import { usePlan, type Drawn } from "./usePlan";
import { weekOf } from "./week";
import { headline } from "./words";

export default function Cover({ scheme }: ViewProps): ReactNode {
  const { board } = usePlace();
  const cars = useCars().length;
  const today = useNow((now) => dayAt(now, scheme.time_zone));
  const known = useKnownDays(board.board);
  // What is usual when the view opens: a car that comes on duty later changes no plan.
  const [usual] = useState(() => usualPlan(weekOf(scheme.hours), cars, scheme.cars.job_ms));
  const { plan, days: which, draw, pin } = usePlan(usual, today);
  const asking = useCover();
  const [tries, setTries] = useState(0);
  const tried = tries > 0;
  const wrong = unfit(plan);
  const days = typeof which === "string" ? (daysOfLast(which, today) ?? known.days) : which;
  const [areDaysFit, setDaysFit] = useState(true);
  /** Asked before it is known which days there are: it goes as soon as that is. */
  const [isWaiting, setWaiting] = useState(false);
  const { problem, answered, isRunning } = asking;
  const isPending = isRunning || isWaiting;

  const go = (): void => {
    if (isRunning) return;
    setTries((before) => before + 1);
    const isFit = wrong.length === 0 && areDaysFit;
    setWaiting(isFit && days === null);
    if (!isFit || days === null) return;
    pin(days);
    asking.ask(questionOf(board.board, plan, days), { plan, days: which });
  };
  useAskKey(go);
  const isDue = isWaiting && days !== null && areDaysFit;
  const goNow = useEffectEvent(go);
  useEffect(() => {
    if (isDue) goNow();
  }, [isDue]);
  const choose = (chosen: Last | Days): void => {
    setWaiting(false);
    draw({ days: chosen });
  };

  const form = useRef<HTMLElement>(null);
  const askButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);
  // Whichever way Cancel goes, whoever was on it is not left nowhere.
  const cancelButton = useCallback((button: HTMLButtonElement | null) => {
    return () => {
      if (button !== null && document.activeElement === button) askButton.current?.focus();
    };
  }, []);
  useSaid(answered, problem);
  const faultOfField = (field: PlanField): string | null => {
    if (tried && wrong.includes(field)) return w.needs(FIELDS[field].least, FIELDS[field].most, FIELDS[field].whole);
    return problem?.field !== undefined && fieldOf(problem.field) === field ? faultOf(problem, problem.field) : null;
  };
  const isSaid = problem !== null && (fieldOf(problem.field) !== null || isOf(problem, ["hours", "from", "to"]));
  const isOld = answered !== null && isChanged(answered, { plan, days: which }, days);

  return (
    <div className={sheet["page"]} data-testid="cover">
      <div className={sheet["top"]}>
        <div>
          <h2 className={sheet["title"]}>{w.title}</h2>
          <p className={sheet["lead"]}>{w.lead}</p>
        </div>
      </div>
      <section ref={form} className={styles["plan"]} aria-label={w.title}>
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
            onPreset={choose}
            onDays={choose}
            fault={{ from: faultOf(problem, "from"), to: faultOf(problem, "to") }}
            atOnce={{ isTried: tried, onFit: setDaysFit }}
          />
          <div className={styles["acts"]}>
            <Button ref={askButton} tone="primary" size="target" shortcut={w.askKeys} pending={isPending} onClick={go} data-testid="cover-ask">
              {w.ask}
            </Button>
            {isPending ? (
              <Button
                ref={cancelButton}
                size="target"
                onClick={() => {
                  setWaiting(false);
                  asking.cancel();
                }}
                data-testid="cover-cancel"
              >
                {w.cancel}
              </Button>
            ) : null}
            {isWaiting && known.isMissing ? <p role="status">{w.daysMissing}</p> : null}
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

/** Whether something else would be asked now. Days that were reckoned stay, though by now they would be reckoned anew. */
function isChanged({ drawn, question }: Answered, now: Drawn, days: Days | null): boolean {
  const { board, from, to } = question;
  const planned = (plan: Plan): string => JSON.stringify(questionOf(board, plan, { from, to }));
  const isSameChoice = JSON.stringify(now.days) === JSON.stringify(drawn.days) || (days?.from === from && days.to === to);
  return planned(now.plan) !== planned(drawn.plan) || !isSameChoice;
}

/** What came of asking, said once to whoever cannot see it come. Other refusals and those of the hours speak for themselves. */
function useSaid(answered: Answered | null, problem: Problem | null): void {
  useEffect(() => {
    if (answered !== null) announce(answered.answer.watched_days === 0 ? w.noDays : headline(answered.answer));
  }, [answered]);
  useEffect(() => {
    const field = fieldOf(problem?.field);
    const label = field !== null ? w.field[field].label : problem?.field === "from" ? p.period.from : problem?.field === "to" ? p.period.to : null;
    const fault = faultOf(problem, problem?.field ?? "");
    if (label !== null && fault !== null) announce(w.faultSaid(label, fault));
  }, [problem]);
}

/** Ctrl and Enter ask from wherever the focus is in the view. */
function useAskKey(go: () => void): void {
  const ask = useEffectEvent(go);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || !event.ctrlKey || event.defaultPrevented || (event.target instanceof Element && event.target.closest("dialog") !== null)) return;
      event.preventDefault();
      // Held down it asks once.
      if (!event.repeat) ask();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
