// Form fields with their label, hint and error tied together.
import { useId, type ComponentProps, type ReactNode, type Ref } from "react";
import { LIMITS } from "../live/protocol.gen";
import { cx } from "./cx";
import styles from "./Field.module.css";

type Wrap = { label: string; hint?: string | undefined; error?: string | null | undefined };

function Around({ id, label, hint, error, children }: Wrap & { id: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p className={styles["hint"]} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== null && error !== undefined && (
        <p className={styles["error"]} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function describe(id: string, { hint, error }: Wrap): { "aria-describedby"?: string; "aria-invalid"?: true } {
  const ids = [hint !== undefined && `${id}-hint`, error !== null && error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return { ...(ids === "" ? {} : { "aria-describedby": ids }), ...(error === null || error === undefined ? {} : { "aria-invalid": true }) };
}

type Base<E> = Wrap & { value: string; onChange: (value: string) => void; ref?: Ref<E>; "data-testid"?: string };

export function TextField({ label, hint, error, value, onChange, ref, ...rest }: Base<HTMLInputElement> & Omit<ComponentProps<"input">, "value" | "onChange" | "ref">): ReactNode {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <input
        maxLength={LIMITS.FIELD_CHARS_MAX}
        autoComplete="off"
        {...rest}
        {...describe(id, { label, hint, error })}
        ref={ref}
        id={id}
        className={styles["input"]}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Around>
  );
}

export function TextArea({ label, hint, error, value, onChange, ref, rows = 3, ...rest }: Base<HTMLTextAreaElement> & Omit<ComponentProps<"textarea">, "value" | "onChange" | "ref">): ReactNode {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        {...describe(id, { label, hint, error })}
        ref={ref}
        id={id}
        rows={rows}
        className={cx(styles["input"], styles["area"])}
        value={value}
        maxLength={LIMITS.TEXT_CHARS_MAX}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Around>
  );
}

export function SelectField<T extends string>({
  label,
  hint,
  error,
  value,
  onChange,
  options,
  "data-testid": testId,
}: Wrap & { value: T; onChange: (value: T) => void; options: readonly (readonly [T, string])[]; "data-testid"?: string }): ReactNode {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <select {...describe(id, { label, hint, error })} id={id} className={styles["input"]} value={value} data-testid={testId} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function Check({ label, checked, onChange, ...rest }: { label: string; checked: boolean; onChange: (checked: boolean) => void; "data-testid"?: string }): ReactNode {
  return (
    <label className={styles["check"]}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} {...rest} />
      <span>{label}</span>
    </label>
  );
}

type PickProps<T extends string> = {
  legend: string;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly (readonly [T, string])[];
  error?: string | null | undefined;
  /** Prefix of each option's test id. */
  testId?: string;
  first?: Ref<HTMLInputElement>;
};

/** One of a few, all in view: radio buttons drawn as buttons that wrap. */
export function Pick<T extends string>({ legend, value, onChange, options, error, testId, first }: PickProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles["pick"]} aria-describedby={error === null || error === undefined ? undefined : `${name}-error`}>
      <legend>{legend}</legend>
      <div className={styles["options"]}>
        {options.map(([each, text], index) => (
          <label key={each} className={cx(styles["option"], each === value && styles["chosen"])}>
            <input
              ref={index === 0 ? first : undefined}
              type="radio"
              name={name}
              value={each}
              checked={each === value}
              data-testid={testId === undefined ? undefined : `${testId}-${each}`}
              onChange={() => onChange(each)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {error !== null && error !== undefined && (
        <p className={styles["error"]} id={`${name}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
