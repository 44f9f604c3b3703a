// The foot of the screen, under the thumb: one large next act, at most one smaller beside it, and what stands above them.
// On duty it is there in every view, with the crew's own call for help and its check-in timer.
import { useEffect, useState, type ReactNode } from "react";
import { Button, cx } from "../ui";
import { CheckIn } from "./CheckIn";
import styles from "./Dock.module.css";
import { SosArmed, SosButton } from "./Sos";
import { useWelfare } from "./useWelfare";

/** After an act the button says something else in the same place; a second tap of the same press must not do that too. */
export const GUARD_MS = 700;

type PrimaryProps = {
  words: string;
  note?: string | null;
  onPress?: () => void;
  /** Submits this form instead. */
  form?: string;
  pending?: boolean;
  disabled?: boolean;
  /** Drawn less strongly: it can be done, and is not what is hoped for. */
  quiet?: boolean;
  testId: string;
};

type SecondaryProps = { words: string; onPress: () => void; testId: string };

type Props = {
  above?: ReactNode;
  /** At the far side from the thumb: a call for help. */
  lead?: ReactNode;
  primary: PrimaryProps | null;
  secondary?: SecondaryProps | null;
};

export function Dock({ above, lead = null, primary, secondary = null }: Props): ReactNode {
  const welfare = useWelfare();
  const sos = welfare?.sos.state === "none";
  const acts = primary !== null || secondary !== null;
  return (
    <div className={styles["dock"]} data-testid="dock">
      {welfare?.armed === true ? null : (
        <>
          {above}
          <CheckIn />
        </>
      )}
      {welfare?.armed === true ? (
        <SosArmed />
      ) : !acts && !sos && lead === null ? null : (
        <div className={cx(styles["row"], secondary !== null && (sos || lead !== null) && styles["many"])}>
          {sos || lead !== null ? (
            <div className={styles["lead"]}>
              <SosButton />
              {lead}
            </div>
          ) : null}
          {secondary === null ? null : (
            <Button size="main" className={styles["side"]} onClick={secondary.onPress} data-testid={secondary.testId}>
              {secondary.words}
            </Button>
          )}
          {primary === null ? null : <Primary {...primary} />}
        </div>
      )}
    </div>
  );
}

/** One button through all steps, so that focus stays on it while its words change. */
function Primary({ words, note = null, onPress, form, pending = false, disabled = false, quiet = false, testId }: PrimaryProps): ReactNode {
  const [readyFor, setReadyFor] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setReadyFor(testId), GUARD_MS);
    return () => clearTimeout(timer);
  }, [testId]);
  const ready = readyFor === testId;
  return (
    <Button
      size="main"
      tone={quiet ? "plain" : "primary"}
      className={styles["primary"]}
      pending={pending}
      disabled={disabled}
      submit={form !== undefined}
      {...(form === undefined ? {} : { form })}
      data-testid={testId}
      data-ready={ready}
      onClick={(event) => {
        if (ready) onPress?.();
        else event.preventDefault();
      }}
    >
      <span className={styles["words"]}>{words}</span>
      {note === null ? null : <span className={styles["note"]}>{note}</span>}
    </Button>
  );
}
