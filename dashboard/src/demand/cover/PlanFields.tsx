// Who is there, how long it takes, and what counts as in time.
import type { ReactNode } from "react";
import { Check, TextField } from "../../ui";
import { cover as w } from "../../words/en.demand.cover";
import { FIELDS, type Plan, type PlanField } from "./plan";
import styles from "./PlanFields.module.css";

type Props = { plan: Plan; onChange: (plan: Plan) => void; faultOf: (field: PlanField) => string | null };

const GROUPS = [
  [w.who, ["workers", "cars"]],
  [w.how, ["contact_min", "visit_min", "visit_share_pct"]],
  [w.target, ["contact_target_min", "visit_target_min"]],
] as const satisfies readonly (readonly [string, readonly PlanField[]])[];

export function PlanFields({ plan, onChange, faultOf }: Props): ReactNode {
  const field = (name: PlanField): ReactNode => (
    <TextField
      key={name}
      label={w.field[name].label}
      hint={w.field[name].hint}
      inputMode={FIELDS[name].whole ? "numeric" : "decimal"}
      maxLength={6}
      value={plan.numbers[name]}
      onChange={(value) => onChange({ ...plan, numbers: { ...plan.numbers, [name]: value } })}
      error={faultOf(name)}
      data-testid={`plan-${name}`}
    />
  );
  return (
    <div className={styles["fields"]}>
      {GROUPS.map(([legend, names]) => (
        <fieldset key={legend} className={styles["group"]}>
          <legend>{legend}</legend>
          <div className={styles["row"]}>{names.map(field)}</div>
        </fieldset>
      ))}
      <fieldset className={styles["group"]}>
        <legend>{w.bestTitle}</legend>
        <Check label={w.best} checked={plan.isBestAsked} onChange={(isBestAsked) => onChange({ ...plan, isBestAsked })} data-testid="plan-best" />
        {plan.isBestAsked ? <div className={styles["row"]}>{(["best_hours", "best_stretch"] as const).map(field)}</div> : null}
      </fieldset>
    </div>
  );
}
