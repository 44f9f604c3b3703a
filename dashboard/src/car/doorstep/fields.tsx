// Fields for one hand in a glove: any of several, a text, a number in steps, and finding in a long list.
import { useId, useState, type ReactNode } from "react";
import { LIMITS } from "../../live/protocol.gen";
import { Button, cx } from "../../ui";
import { en } from "../../words/en";
import { car } from "../../words/en.car";
import { doorstep as words } from "../../words/en.doorstep";
import { Choices } from "../Choices";
import choices from "../Choices.module.css";
import plain from "../Plain.module.css";
import styles from "./Door.module.css";

type TicksProps<T extends string> = {
  legend: string;
  hideLegend?: boolean;
  hint?: string | undefined;
  values: readonly T[];
  onChange: (values: T[]) => void;
  options: readonly (readonly [value: T, words: string])[];
  testId: string;
  /** Below what is ticked. */
  below?: (value: T) => ReactNode;
};

/** Any of several, each with a name of its own beside its words. */
export function DoorTicks<T extends string>({ legend, hideLegend = false, hint, values, onChange, options, testId, below }: TicksProps<T>): ReactNode {
  return (
    <fieldset className={choices["set"]} data-testid={testId}>
      <legend className={hideLegend ? "sr" : choices["legend"]}>{legend}</legend>
      {hint === undefined ? null : <p className={choices["hint"]}>{hint}</p>}
      <div className={cx(choices["rows"], below !== undefined && styles["with-text"])}>
        {options.map(([each, text]) => {
          const on = values.includes(each);
          return (
            <div key={each} className={styles["tick"]}>
              <label className={cx(choices["row"], on && choices["chosen"])} data-value={each}>
                <input type="checkbox" checked={on} onChange={() => onChange(on ? values.filter((value) => value !== each) : [...values, each])} />
                <span>{text}</span>
              </label>
              {on ? below?.(each) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

type TextProps = { label: string; hint?: string | undefined; optional?: boolean; hideLabel?: boolean; rows?: number; value: string; onChange: (value: string) => void; testId: string };

/** Takes what is spoken as it takes what is typed: the value is what the keyboard gives, and nothing is cut off. */
export function DoorText({ label, hint, optional = false, hideLabel = false, rows = 3, value, onChange, testId }: TextProps): ReactNode {
  const id = useId();
  const left = LIMITS.TEXT_CHARS_MAX - value.length;
  return (
    <div className={plain["field"]}>
      <label htmlFor={id} className={hideLabel ? "sr" : plain["legend"]}>
        {label}
        {optional ? <small className={plain["hint"]}> ({en.optional})</small> : null}
      </label>
      {hint === undefined ? null : (
        <span className={plain["hint"]} id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <textarea
        id={id}
        className={plain["input"]}
        rows={rows}
        autoCapitalize="sentences"
        enterKeyHint="enter"
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        data-testid={testId}
        onChange={(event) => onChange(event.target.value)}
      />
      {left > 500 ? null : <span className={plain["hint"]}>{left < 0 ? words.tooLong(-left) : car.outcome.noteLeft(left)}</span>}
    </div>
  );
}

/** The note that every form has. */
export function DoorNote({ value, onChange, hint }: { value: string; onChange: (value: string) => void; hint?: string }): ReactNode {
  return <DoorText label={words.note} hint={hint} optional value={value} onChange={onChange} testId="door-note" />;
}

/** Whether the server would take a text so long. */
export function fits(text: string): boolean {
  return text.length <= LIMITS.TEXT_CHARS_MAX;
}

type CountProps = { label: string; hint?: string | undefined; value: number | null; max: number; onChange: (value: number | null) => void; testId: string };

/** A number by two large buttons. Below nought lies "not known", which is an answer of its own. */
export function DoorCount({ label, hint, value, max, onChange, testId }: CountProps): ReactNode {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles["count"]} data-testid={testId}>
      <span id={id} className={plain["legend"]}>
        {label}
      </span>
      {hint === undefined ? null : <span className={plain["hint"]}>{hint}</span>}
      <div className={styles["counter"]}>
        <Button
          size="main"
          aria-label={value === 0 ? words.notKnownOf(label) : words.fewer(label)}
          // Not disabled: that would take the focus from under whoever presses it.
          aria-disabled={value === null}
          data-testid={`${testId}-less`}
          onClick={() => (value === null ? undefined : onChange(value === 0 ? null : value - 1))}
        >
          −
        </Button>
        <output className={styles["number"]} aria-live="polite" data-testid={`${testId}-value`}>
          {value ?? words.notKnown}
        </output>
        <Button size="main" aria-label={words.more(label)} aria-disabled={value === max} data-testid={`${testId}-more`} onClick={() => (value === max ? undefined : onChange(value === null ? 0 : value + 1))}>
          +
        </Button>
      </div>
    </div>
  );
}

/** More than this are found by typing. */
const SHOWN_MAX = 8;

type FoundIn<T> = { all: readonly T[]; nameOf: (each: T) => string; typed: string; everything: boolean; chosen: string | null };

/** What of a long list is shown: what was typed for, else the first few and whatever is chosen. */
function shownOf<T>({ all, nameOf, typed, everything, chosen }: FoundIn<T>): T[] {
  const wanted = typed.trim().toLocaleLowerCase("en");
  if (wanted !== "") return all.filter((each) => nameOf(each).toLocaleLowerCase("en").includes(wanted) || nameOf(each) === chosen);
  return all.filter((each, at) => everything || at < SHOWN_MAX || nameOf(each) === chosen);
}

type PickProps = {
  legend: string;
  all: readonly { name: string; more?: string }[];
  value: string | null;
  onChange: (name: string) => void;
  testId: string;
};

/** One of a list that may be long: found by typing where it is, and never hidden while it is chosen. */
export function DoorPick({ legend, all, value, onChange, testId }: PickProps): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [everything, setEverything] = useState(false);
  const shown = shownOf({ all, nameOf: ({ name }) => name, typed, everything, chosen: value });
  const long = all.length > SHOWN_MAX;
  return (
    <div className={styles["find"]}>
      <h3 className={plain["legend"]}>{legend}</h3>
      {long ? (
        <>
          <label htmlFor={id} className={plain["hint"]}>
            {words.find(all.length)}
          </label>
          {/* Of no form, so that the keyboard's own "go" saves nothing. */}
          <input id={id} form={`${id}-none`} type="search" className={plain["input"]} autoComplete="off" autoCapitalize="none" enterKeyHint="search" value={typed} data-testid={`${testId}-find`} onChange={(event) => setTyped(event.target.value)} />
          <p className={plain["hint"]} role="status">
            {typed.trim() === "" ? "" : words.found(shown.length)}
          </p>
        </>
      ) : null}
      <Choices legend={legend} hideLegend value={value} onChange={onChange} options={shown.map(({ name, more }) => [name, name, more ?? ""] as const)} testId={testId} />
      {typed.trim() === "" && shown.length < all.length ? (
        <Button size="target" data-testid={`${testId}-all`} onClick={() => setEverything(true)}>
          {words.showAll(all.length)}
        </Button>
      ) : null}
    </div>
  );
}

/** Something folded away until it is asked for, as large as the rest. */
export function DoorFold({ label, open, onToggle, children, testId }: { label: string; open: boolean; onToggle: (open: boolean) => void; children: ReactNode; testId: string }): ReactNode {
  const id = useId();
  return (
    <div className={styles["fold"]}>
      <button type="button" className={styles["folder"]} aria-expanded={open} aria-controls={id} data-testid={testId} onClick={() => onToggle(!open)}>
        <span aria-hidden="true">{open ? "−" : "+"}</span>
        <span>{label}</span>
      </button>
      <div id={id} hidden={!open} className={styles["folded"]}>
        {open ? children : null}
      </div>
    </div>
  );
}
