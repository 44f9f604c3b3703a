// The whole screen for what a crew must not miss. Words, shape, sound and vibration; nothing flashes. One button under the thumb puts it away; never the press, or the key, that was meant for what stood there before.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button, announceEmergency, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { safety as words } from "../words/en.crew-safety";
import { alarm, buzz, canBeHeard, soundIsOn } from "./alarm";
import { GUARD_MS } from "./Dock";
import styles from "./FullAlert.module.css";
import { SosHere } from "./Sos";

type Props = {
  title: string;
  text: string;
  /** Goes on counting behind the text; shown, and not said again with each step. */
  span?: string;
  facts?: readonly { title: string; words: ReactNode }[];
  /** Above the button: a refusal, what is still to be sent. */
  note?: ReactNode;
  act: { words: string; note: string; pending?: boolean; onPress: () => void; testId: string };
  /** Felt and not heard, and not red: it was called for by this crew itself, and nobody at the door is to notice. */
  quiet?: boolean;
  /** Whether the crew's call for help is reached from here. */
  sos?: boolean;
  testId: string;
  kind?: string;
};

export function FullAlert({ title, text, span, facts = [], note, act, quiet = false, sos = true, testId, kind }: Props): ReactNode {
  const [silenced, setSilenced] = useState(quiet);
  const [ready, setReady] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const textId = useId();

  useEffect(() => {
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    // Not on the button: Space or Enter of somebody typing must not answer for the crew.
    heading.current?.focus({ preventScroll: true });
    return () => shown?.close();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), GUARD_MS);
    return () => clearTimeout(timer);
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
        <h2 id={titleId} ref={heading} tabIndex={-1} className={styles["title"]}>
          {title}
        </h2>
        <p id={textId} className={styles["what"]}>
          {text}
          {span === undefined ? null : ` ${span}`}
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
          onClick={() => {
            if (!ready) return;
            setSilenced(true);
            act.onPress();
          }}
          aria-busy={act.pending === true}
          data-testid={act.testId}
          data-ready={ready}
        >
          <span>{act.words}</span>
          <small>{act.note}</small>
        </button>
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
