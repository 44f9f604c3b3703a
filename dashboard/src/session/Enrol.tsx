// Setting up the second step: the password, the key for the app, a code to show that it works, and the recovery codes, once.
import { lazy, Suspense, useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { showToast } from "../ui/toasts";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { keyInGroups } from "./groups";
import { beginSecondFactor, confirmSecondFactor, type Enrolment } from "./mine-api";
import styles from "./Mine.module.css";
import { fieldFault, isOfField, ProblemNote } from "./ProblemNote";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecretInput } from "./SecretInput";
import { useAsked } from "./useAnswer";

const QrCode = lazy(() => import("./QrCode").catch(() => ({ default: QrAway })));

type Props = {
  /** The codes are in view: what is around must not go by itself. */
  onCodes?: () => void;
  onDone: () => void;
  /** Left out where there is nothing to go back to. */
  onCancel?: () => void;
};

export function Enrol({ onCodes, onDone, onCancel }: Props): ReactNode {
  const [given, setGiven] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) {
    return (
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          showToast(w.enrol.done);
          onDone();
        }}
      />
    );
  }
  const back = onCancel === undefined ? {} : { onCancel };
  if (given === null) return <AskPassword onGiven={setGiven} {...back} />;
  return (
    <Confirm
      enrolment={given}
      onCodes={(next) => {
        onCodes?.();
        setCodes(next);
      }}
      {...back}
    />
  );
}

function AskPassword({ onGiven, onCancel }: { onGiven: (given: Enrolment) => void; onCancel?: () => void }): ReactNode {
  const act = useAsked();
  const [password, setPassword] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  async function go(): Promise<void> {
    if (password === "") {
      field.current?.focus();
      return;
    }
    const given = await act.run(() => beginSecondFactor(password));
    if (given !== null) onGiven(given);
  }
  return (
    <form
      className={styles["form"]}
      aria-label={w.enrol.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <p className={styles["quiet"]}>{w.enrol.passwordText}</p>
      <SecretInput ref={field} label={w.passwordLabel} kind="current-password" value={password} onChange={setPassword} error={fieldFault(act.problem, "password")} testId="enrol-password" />
      {act.problem !== null && !isOfField(act.problem) && <ProblemNote problem={act.problem} />}
      <div className={styles["acts"]}>
        <Button submit tone="primary" pending={act.pending} data-testid="enrol-go">
          {w.enrol.go}
        </Button>
        {onCancel !== undefined && (
          <Button tone="quiet" onClick={onCancel}>
            {en.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

function Confirm({ enrolment, onCodes, onCancel }: { enrolment: Enrolment; onCodes: (codes: readonly string[]) => void; onCancel?: () => void }): ReactNode {
  const act = useAsked();
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const typed = code.replace(/\s/g, "");
  const unfit = fieldFault(act.problem, "code") !== null;
  async function go(): Promise<void> {
    setTried(true);
    const codes = typed === "" ? null : await act.run(() => confirmSecondFactor(typed));
    if (codes !== null) onCodes(codes.recovery_codes);
    else field.current?.focus();
  }
  return (
    <form
      className={styles["form"]}
      aria-label={w.enrol.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <p>{w.enrol.scan}</p>
      <div className={styles["scan"]}>
        <Suspense fallback={<div className={styles["qr"]} />}>
          <QrCode text={enrolment.uri} label={w.enrol.picture} />
        </Suspense>
        <div className={styles["beside"]}>
          <div>
            <p className={styles["label"]} id={`${id}-key`}>
              {w.enrol.key}
            </p>
            <p className={styles["key"]} aria-labelledby={`${id}-key`} data-testid="enrol-key">
              {keyInGroups(enrolment.secret)}
            </p>
          </div>
          <TextField
            ref={field}
            label={w.enrol.code}
            hint={w.enrol.codeHint}
            error={tried && typed === "" ? w.enrol.codeMissing : unfit ? w.enrol.wrong : null}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            data-testid="enrol-code"
          />
        </div>
      </div>
      {act.problem !== null && !unfit && <ProblemNote problem={act.problem} />}
      <div className={styles["acts"]}>
        <Button submit tone="primary" pending={act.pending} data-testid="enrol-confirm">
          {w.enrol.confirm}
        </Button>
        {onCancel !== undefined && (
          <Button tone="quiet" onClick={onCancel}>
            {en.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The key as text does as well. */
function QrAway(): ReactNode {
  return <p className={styles["quiet"]}>{w.enrol.pictureAway}</p>;
}
