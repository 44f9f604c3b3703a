// The cars to choose from, best first: what each can do, when it would be there and by which reckoning, and why it stands where it does.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useCars, useScheme } from "../../../live/hooks";
import type { CarId, CarOption, GateState } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { Disclosure } from "../../../ui/Disclosure";
import { ErrorNote } from "../../../ui/ErrorNote";
import { IconShape } from "../../../ui/IconShape";
import { clockTime } from "../../../ui/time";
import { shortSpan } from "../../../words/en";
import { cars as wc } from "../../../words/en.cars";
import { dispatch as w } from "../../../words/en.dispatch";
import { wholeMinutes } from "../../logic/cars";
import { isUnbound, shownChoice, type Way } from "../../logic/dispatch";
import styles from "./CarOptions.module.css";
import { ChoiceMark, ReasonMark } from "./Marks";
import type { Options } from "./useOptions";

type Props = {
  options: Options;
  chosen: CarId | null;
  onChoose: (car: CarId) => void;
  waysFor: (option: CarOption) => readonly Way[];
  gate: GateState;
  /** Prefix of each radio's test id. */
  testId: string;
};

/** Cars that cannot go are few as a rule; where they are many, they stand behind a button. */
const NOT_SHOWN_FROM = 4;

export function CarOptions({ options, chosen, onChoose, waysFor, gate, testId }: Props): ReactNode {
  const name = useId();
  const cars = useCars();
  const box = useRef<HTMLDivElement>(null);
  const ready = options.kind !== "asking";
  // The focus waits here for the cars, and goes to the chosen one when they have come.
  useEffect(() => {
    const here = box.current;
    if (here === null || (ready && document.activeElement !== here && document.activeElement !== document.body && here.closest("form")?.contains(document.activeElement) === true)) return;
    (here.querySelector<HTMLElement>("input:checked:enabled") ?? here.querySelector<HTMLElement>("input:enabled") ?? here).focus({ preventScroll: true });
  }, [ready]);
  const choiceOf = (option: CarOption): Choice => shownChoice(option, { gate, free: isUnbound(cars.find((car) => car.car === option.car)) });
  const possible = options.shown.filter((option) => choiceOf(option) !== "not");
  const others = options.shown.filter((option) => choiceOf(option) === "not");
  const draw = (option: CarOption): ReactNode => (
    <Option
      key={option.car}
      option={option}
      choice={choiceOf(option)}
      name={name}
      on={option.car === chosen}
      possible={waysFor(option).length > 0}
      onChoose={onChoose}
      testId={testId}
    />
  );
  return (
    <div ref={box} tabIndex={-1} className={styles["box"]} data-testid="car-options" data-kind={options.kind}>
      {options.refusal !== null && <ErrorNote refusal={options.refusal} />}
      {options.missing.length > 0 && (
        <ul className={styles["missing"]} aria-label={w.form.missing} data-testid="missing">
          {options.missing.map((words) => (
            <li key={words}>
              <IconShape shape="triangle" filled={false} /> <span>{words}</span>
            </li>
          ))}
        </ul>
      )}
      {options.moved && (
        <p className={styles["moved"]}>
          {w.form.newOrder}
          <Button size="small" data-testid="show-order" onClick={options.update}>
            {w.form.show}
          </Button>
        </p>
      )}
      {!ready ? (
        <div role="status" className={styles["asking"]}>
          <span>{w.form.asking}</span>
          <span className={styles["bone"]} aria-hidden="true" />
          <span className={styles["bone"]} aria-hidden="true" />
        </div>
      ) : (
        <fieldset className={styles["cars"]}>
          <legend className="sr">{w.form.choose}</legend>
          {options.kind === "plain" && <p className={styles["quiet"]}>{options.shown.length === 0 ? w.form.noCars : w.form.unranked}</p>}
          {possible.map(draw)}
          {others.length >= NOT_SHOWN_FROM ? (
            <Disclosure label={w.form.others(others.length)} testId="cars-not">
              <div className={styles["cars"]}>{others.map(draw)}</div>
            </Disclosure>
          ) : (
            others.map(draw)
          )}
        </fieldset>
      )}
      {options.shown.some((option) => option.source === "straight_line") && <p className={styles["quiet"]}>{w.form.straight}</p>}
    </div>
  );
}

type Choice = ReturnType<typeof shownChoice>;
type OptionProps = { option: CarOption; choice: Choice; name: string; on: boolean; possible: boolean; onChoose: (car: CarId) => void; testId: string };

function Option({ option, choice, name, on, possible, onChoose, testId }: OptionProps): ReactNode {
  const id = useId();
  // The time is shown above, and the gate once for all of them.
  const reasons = option.reasons.filter(({ kind }) => kind !== "gate" && (kind !== "travel" || option.travel_ms === null));
  const not = choice === "not";
  const word = w.form.choice[choice];
  // Where a reason says it already, it is not said twice.
  const lower = option.reasons.some((reason) => reason.words === option.lower_because) ? null : option.lower_because;
  return (
    <label className={cx(styles["car"], on && styles["on"], !possible && styles["off"])} data-choice={choice}>
      <input type="radio" name={name} checked={on} disabled={!possible} aria-labelledby={`${id}-name`} aria-describedby={`${id}-why`} data-testid={`${testId}-${option.car}`} onChange={() => onChoose(option.car)} />
      <span id={`${id}-name`} className={styles["head"]}>
        <span className={cx("mono", styles["sign"])}>{option.call_sign}</span>
        <span className={styles["choice"]}>
          <ChoiceMark choice={choice} />
          {not && reasons.length > 0 ? `${word}: ${reasons.map((reason) => reason.words).join(", ")}` : word}
        </span>
        {!not && <Arrival option={option} about={choice === "in_turn"} />}
      </span>
      <span id={`${id}-why`} className={styles["why"]}>
        {!not && reasons.length > 0 && (
          <span className={styles["reasons"]}>
            {reasons.map((reason) => (
              <span key={`${reason.kind} ${reason.words}`} className={styles["reason"]} data-good={reason.good}>
                <ReasonMark good={reason.good} />
                {!reason.good && <span className="sr">{w.form.against}: </span>}
                {reason.words}
              </span>
            ))}
          </span>
        )}
        {!not && lower !== null && lower !== "" && <span className={styles["lower"]}>{w.form.lower(lower)}</span>}
      </span>
    </label>
  );
}

/** "at 15:42, 12 min by road": when, how long the drive is, and by which reckoning. */
function Arrival({ option: { arrive_at, travel_ms, source }, about }: { option: CarOption; about: boolean }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  if (arrive_at === null) return <span className={styles["arrival"]}>{w.form.unknown}</span>;
  const at = clockTime(arrive_at, zone);
  const drive = [travel_ms === null ? null : shortSpan(wholeMinutes(travel_ms)), source === null ? null : wc.source[source]].filter((part) => part !== null).join(source === "straight_line" ? ", " : " ");
  return (
    <span className={styles["arrival"]}>
      <strong>{source === "roads" && !about ? w.form.at(at) : w.form.about(at)}</strong>
      {drive !== "" && `, ${drive}`}
    </span>
  );
}
