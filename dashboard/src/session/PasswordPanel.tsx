// Changing one's own password. What it must be is the server's to say, at the moment it is set.
import { useState, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { showToast } from "../ui/toasts";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { changePassword } from "./mine-api";
import styles from "./Mine.module.css";
import { fieldFault, isOfField, ProblemNote } from "./ProblemNote";
import { SecretInput } from "./SecretInput";
import { useAsked } from "./useAnswer";

export function PasswordPanel({ asksCode, onChanged }: { asksCode: boolean; onChanged: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="mine-password" className={styles["panel"]}>
      <h3 id="mine-password">{w.password.title}</h3>
      {open ? (
        <Change asksCode={asksCode} onChanged={onChanged} onClose={() => setOpen(false)} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)} data-testid="password-change">
            {w.password.change}
          </Button>
        </div>
      )}
    </section>
  );
}

type Typed = { old: string; next: string; again: string; code: string };

function faultOf({ old, next, again, code }: Typed, asksCode: boolean): string | null {
  if (old === "" || next === "" || again === "") return w.password.missing;
  if (next !== again) return w.password.differ;
  if (next === old) return w.password.same;
  return asksCode && code.trim() === "" ? w.enrol.codeMissing : null;
}

function Change({ asksCode, onChanged, onClose }: { asksCode: boolean; onChanged: () => void; onClose: () => void }): ReactNode {
  const act = useAsked();
  const [typed, setTyped] = useState<Typed>({ old: "", next: "", again: "", code: "" });
  const [tried, setTried] = useState(false);
  const fault = faultOf(typed, asksCode);
  const set = (part: Partial<Typed>): void => setTyped((before) => ({ ...before, ...part }));
  async function go(): Promise<void> {
    setTried(true);
    if (fault !== null) return;
    const code = asksCode ? typed.code.replace(/\s/g, "") : null;
    if ((await act.run(() => changePassword(typed.old, typed.next, code))) === null) return;
    showToast(w.password.done);
    onClose();
    onChanged();
  }
  return (
    <form
      className={styles["form"]}
      aria-label={w.password.change}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <SecretInput label={w.password.old} kind="current-password" value={typed.old} onChange={(old) => set({ old })} error={fieldFault(act.problem, "old")} testId="password-old" />
      <SecretInput label={w.password.next} hint={w.password.nextHint} kind="new-password" value={typed.next} onChange={(next) => set({ next })} error={fieldFault(act.problem, "new")} testId="password-next" />
      <SecretInput label={w.password.again} kind="new-password" value={typed.again} onChange={(again) => set({ again })} error={tried ? fault : null} testId="password-again" />
      {asksCode && <TextField label={w.code} value={typed.code} onChange={(code) => set({ code })} error={fieldFault(act.problem, "code")} inputMode="numeric" autoComplete="one-time-code" data-testid="password-code" />}
      {act.problem !== null && !isOfField(act.problem) && <ProblemNote problem={act.problem} />}
      <p className={styles["quiet"]}>{w.password.endsOthers}</p>
      <div className={styles["acts"]}>
        <Button submit tone="primary" pending={act.pending} data-testid="password-save">
          {w.password.save}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {en.cancel}
        </Button>
      </div>
    </form>
  );
}
