// The second step: whether it is on, setting it up, turning it off.
import { useState, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { showToast } from "../ui/toasts";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { Enrol } from "./Enrol";
import { endSecondFactor, type SecondFactor } from "./mine-api";
import styles from "./Mine.module.css";
import { fieldFault, isOfField, ProblemNote } from "./ProblemNote";
import { SecretInput } from "./SecretInput";
import { useAsked, type Loaded } from "./useAnswer";

type Props = {
  factor: Loaded<SecondFactor>;
  /** True while the dialog must not be closed by mistake. */
  onHold: (held: boolean) => void;
};

export function FactorPanel({ factor, onHold }: Props): ReactNode {
  const [open, setOpen] = useState<"on" | "off" | null>(null);
  const { value } = factor;
  const done = (): void => {
    setOpen(null);
    onHold(false);
    factor.again();
  };
  return (
    <section aria-labelledby="mine-factor" className={styles["panel"]}>
      <h3 id="mine-factor">{w.factor.title}</h3>
      {factor.problem !== null && (
        <ProblemNote problem={factor.problem}>
          <Button size="small" onClick={factor.again}>
            {en.again}
          </Button>
        </ProblemNote>
      )}
      {value === null && factor.loading && <p className={styles["quiet"]}>{w.factor.loading}</p>}
      {value !== null && open === null && <p data-testid="factor-state">{!value.may && !value.is_on ? w.factor.mayNot : value.is_on ? w.factor.on : w.factor.off}</p>}
      {value?.may === true && open === null && (
        <div className={styles["acts"]}>
          {!value.is_on && (
            <Button onClick={() => setOpen("on")} data-testid="factor-on">
              {w.factor.turnOn}
            </Button>
          )}
          {value.is_on && (
            <Button onClick={() => setOpen("off")} data-testid="factor-off">
              {w.factor.turnOff}
            </Button>
          )}
        </div>
      )}
      {open === "on" && <Enrol onCodes={() => onHold(true)} onDone={done} onCancel={done} />}
      {open === "off" && <TurnOff onDone={done} onCancel={done} />}
    </section>
  );
}

function TurnOff({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAsked();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const ready = password !== "" && code.trim() !== "";
  async function go(): Promise<void> {
    if (!ready || (await act.run(() => endSecondFactor(password, code.replace(/\s/g, "")))) === null) return;
    showToast(w.factor.offDone);
    onDone();
  }
  return (
    <form
      className={styles["form"]}
      aria-label={w.factor.offTitle}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <p>{w.factor.offText}</p>
      <SecretInput label={w.passwordLabel} kind="current-password" value={password} onChange={setPassword} error={fieldFault(act.problem, "password")} testId="factor-off-password" />
      <TextField label={w.code} hint={w.codeHint} error={fieldFault(act.problem, "code")} value={code} onChange={setCode} inputMode="numeric" autoComplete="one-time-code" data-testid="factor-off-code" />
      {act.problem !== null && !isOfField(act.problem) && <ProblemNote problem={act.problem} />}
      <div className={styles["acts"]}>
        <Button submit tone="primary" pending={act.pending} disabled={!ready} data-testid="factor-off-go">
          {w.factor.turnOff}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {en.cancel}
        </Button>
      </div>
    </form>
  );
}
