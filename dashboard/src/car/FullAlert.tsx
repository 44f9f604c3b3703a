// The whole screen for what a crew must not miss. Words, shape, sound and vibration; nothing flashes. One button under the thumb puts it away.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button, announceEmergency, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { safety as words } from "../words/en.crew-safety";
import { alarm, buzz, canBeHeard, soundIsOn } from "./alarm";
import styles from "./FullAlert.module.css";
import { SosHere } from "./Sos";

type Props = {
  title: string;
  text: string;
  facts?: readonly { title: string; words: ReactNode }[];
  /** Above the button: a refusal, what is still to be sent. */
  note?: ReactNode;
  act: { words: string; note: string; pending?: boolean; onPress: () => void; testId: string };
  /** Below it. */
  also?: ReactNode;
  /** Felt and not heard, and not red: it was called for by this crew itself, and nobody at the door is to notice. */
  quiet?: boolean;
  /** Whether the crew's call for help is reached from here. */
  sos?: boolean;
  testId: string;
  kind?: string;
};

export const alsoClass = styles["also"];

export function FullAlert({ title, text, facts = [], note, act, also, quiet = false, sos = true, testId, kind }: Props): ReactNode {
  const [silenced, setSilenced] = useState(quiet);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();

  useEffect(() => {
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => announceEmergency(`${title}. ${text}`), [title, text]);
  useEffect(() => {
    if (quiet) buzz();
  }, [quiet, title]);
  useEffect(() => (silenced ? undefined : alarm()), [silenced]);

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={cx(styles["alert"], quiet && styles["quiet"])}
      aria-labelledby={titleId}
      aria-describedby={textId}
      data-testid={testId}
      data-kind={kind}
      // Escape must not put this away.
      onCancel={(event) => event.preventDefault()}
    >
      <div className={styles["body"]}>
        <Glyph name="octagon" size={72} />
        <h2 id={titleId} className={styles["title"]}>
          {title}
        </h2>
        <p id={textId} className={styles["what"]}>
          {text}
        </p>
        {facts.length === 0 ? null : (
          <dl className={styles["facts"]}>
            {facts.map((fact) => (
              <div key={fact.title}>
                <dt>{fact.title}</dt>
                <dd>{fact.words}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className={styles["dock"]}>
        {note}
        <button
          type="button"
          className={styles["clear"]}
          autoFocus
          onClick={() => {
            setSilenced(true);
            act.onPress();
          }}
          aria-busy={act.pending === true}
          data-testid={act.testId}
        >
          <span>{act.words}</span>
          <small>{act.note}</small>
        </button>
        {also}
        {silenced ? null : canBeHeard() ? (
          <Button size="target" tone="quiet" className={styles["silence"]} onClick={() => setSilenced(true)} data-testid="recall-silence">
            {words.alert.silence}
          </Button>
        ) : (
          <p className={styles["note"]}>{soundIsOn() ? words.alert.soundLocked : words.alert.soundOff}</p>
        )}
        {sos ? <SosHere className={styles["sos"]} /> : null}
      </div>
    </dialog>
  );
}
