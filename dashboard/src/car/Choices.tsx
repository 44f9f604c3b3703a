// One of several, or any of several, as rows wide and high enough for a gloved thumb.
import { useId, type ReactNode } from "react";
import { cx } from "../ui";
import styles from "./Choices.module.css";

type Option<T extends string> = readonly [value: T, words: string, more?: string];

type OneProps<T extends string> = {
  legend: string;
  hideLegend?: boolean;
  hint?: string | undefined;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly Option<T>[];
  testId?: string;
  /** Short words, side by side. */
  short?: boolean;
};

export function Choices<T extends string>({ legend, hideLegend = false, hint, value, onChange, options, testId, short = false }: OneProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles["set"]} data-testid={testId}>
      <legend className={hideLegend ? "sr" : styles["legend"]}>{legend}</legend>
      {hint === undefined ? null : <p className={styles["hint"]}>{hint}</p>}
      <div className={cx(styles["rows"], short && styles["short"])}>
        {options.map(([each, text, more]) => (
          <label key={each} className={cx(styles["row"], each === value && styles["chosen"])} data-value={each}>
            <input type="radio" name={name} checked={each === value} onChange={() => onChange(each)} />
            <span>
              {text}
              {more === undefined || more === "" ? null : <small className={styles["more"]}>{more}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type ManyProps = { legend: string; values: readonly string[]; onChange: (values: string[]) => void; options: readonly string[]; testId?: string };

export function Ticks({ legend, values, onChange, options, testId }: ManyProps): ReactNode {
  return (
    <fieldset className={styles["set"]} data-testid={testId}>
      <legend className={styles["legend"]}>{legend}</legend>
      <div className={styles["rows"]}>
        {options.map((each) => {
          const on = values.includes(each);
          return (
            <label key={each} className={cx(styles["row"], on && styles["chosen"])} data-value={each}>
              <input type="checkbox" checked={on} onChange={() => onChange(on ? values.filter((value) => value !== each) : [...values, each])} />
              <span>{each}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
