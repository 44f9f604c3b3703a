// Which days: one of a few usual periods, or two days. What is chosen stands in the address.
import { useEffect, useState, type ReactNode } from "react";
import { Button, Pick, TextField } from "../../ui";
import { parts as w } from "../../words/en.demand.parts";
import { dayFromText, type Days } from "./days";
import styles from "./PeriodPicker.module.css";

/** Days null: what the server takes by itself. */
export type Preset<T extends string> = { name: T; label: string; days: Days | null };

type Props<T extends string> = {
  legend?: string;
  presets: readonly Preset<T>[];
  /** Null: the days themselves were chosen. */
  chosen: T | null;
  days: Days | null;
  onPreset: (name: T) => void;
  onDays: (days: Days) => void;
  /** What the server says of these days. */
  fault: { from: string | null; to: string | null };
  /** Days are taken as they are typed, without a button. `onFit` hears whether what stands there is two days; `isTried`: say so if not. */
  atOnce?: { isTried: boolean; onFit: (fit: boolean) => void };
};

const OTHER = "other";

export function PeriodPicker<T extends string>({ legend = w.period.label, presets, chosen, days, onPreset, onDays, fault, atOnce }: Props<T>): ReactNode {
  // Opened over what was chosen then: going back to something else closes it.
  const [openOver, setOpenOver] = useState<T | null>(null);
  const [typed, setTyped] = useState<(Days & { over: string }) | null>(null);
  const [shownTried, setTried] = useState(false);
  const { from = "", to = "" } = days ?? {};
  const over = `${from} ${to}`;
  // What was typed stands over the days that were shown then, and not over others.
  const value = typed?.over === over ? typed : { from, to };
  const local = check(value);
  const shown = chosen === null || openOver === chosen;
  const tried = atOnce?.isTried ?? shownTried;
  const onFit = atOnce?.onFit;
  const fit = !shown || local === null;
  useEffect(() => onFit?.(fit), [onFit, fit]);
  const take = (of: Days): void => {
    if (check(of) === null) onDays({ from: of.from, to: of.to });
  };
  const set = (part: Partial<Days>): void => {
    const next = { ...value, ...part };
    setTried(false);
    setTyped({ ...next, over });
    if (atOnce !== undefined) take(next);
  };
  return (
    <div className={styles["picker"]}>
      <Pick<T | typeof OTHER>
        legend={legend}
        value={shown ? OTHER : chosen}
        onChange={(name) => {
          setTyped(null);
          setTried(false);
          setOpenOver(name === OTHER ? chosen : null);
          if (name !== OTHER) onPreset(name);
        }}
        options={[...presets.map(({ name, label }) => [name, label] as const), [OTHER, w.period.other] as const]}
        testId="period"
      />
      {shown ? (
        <form
          className={styles["days"]}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            take(value);
          }}
        >
          <TextField label={w.period.from} type="date" value={value.from} onChange={(from) => set({ from })} error={fault.from ?? (tried && local === "missing" ? w.period.needBoth : null)} data-testid="period-from" />
          <TextField label={w.period.to} type="date" value={value.to} onChange={(to) => set({ to })} error={fault.to ?? (tried && local === "backwards" ? w.period.backwards : null)} data-testid="period-to" />
          {atOnce === undefined ? (
            <Button submit data-testid="period-show">
              {w.period.show}
            </Button>
          ) : null}
        </form>
      ) : null}
    </div>
  );
}

function check({ from, to }: Days): "missing" | "backwards" | null {
  if (dayFromText(from) === null || dayFromText(to) === null) return "missing";
  return to < from ? "backwards" : null;
}
