// The whole screen, when a car must leave or must not go in. Words, shape, sound and vibration; nothing flashes.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useAct, useTrust } from "../live";
import { At, Button, ErrorNote, announceEmergency } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import { alarm, canBeHeard, soundIsOn } from "./alarm";
import type { Alert } from "./job";
import styles from "./RecallAlert.module.css";
import { SosHere } from "./Sos";

/** `onSeen` puts away the alert of a gate that shut; a recall goes only when the crew says that it is clear. */
export function RecallAlert({ alert, onSeen }: { alert: Alert; onSeen: () => void }): ReactNode {
  const { job, kind } = alert;
  const recalled = kind === "recalled";
  const act = useAct();
  const { link } = useTrust();
  const [silenced, setSilenced] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  const title = recalled ? words.alert.recalledTitle : words.alert.revokedTitle;
  const text = recalled ? words.alert.recalledWords : words.alert.revokedWords;

  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    announceEmergency(`${title}. ${text}`);
  }, [title, text]);

  useEffect(() => (silenced ? undefined : alarm()), [silenced]);

  const because = recalled ? (job.view.because ?? job.gate.revoked_because) : job.gate.revoked_because;
  const since = recalled ? job.view.at : job.gate.since;
  const press = (): void => {
    setSilenced(true);
    if (recalled) void act.run({ type: "confirm_recall", deployment: job.deployment });
    else onSeen();
  };

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={styles["alert"]}
      aria-labelledby={titleId}
      aria-describedby={textId}
      data-testid="recall-alert"
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
        <dl className={styles["facts"]}>
          <div>
            <dt>{words.alert.because}</dt>
            <dd>{because ?? words.alert.noReason}</dd>
          </div>
          <div>
            <dt>{words.alert.where}</dt>
            <dd>
              {job.locality ?? words.job.noLocality}
              {since === null ? null : (
                <>
                  {", "}
                  <At at={since} />
                </>
              )}
            </dd>
          </div>
        </dl>
      </div>
      <div className={styles["dock"]}>
        {act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
        {link === "live" || !recalled ? null : <p className={styles["note"]}>{words.alert.clearWaiting}</p>}
        <button type="button" className={styles["clear"]} autoFocus onClick={press} aria-busy={act.status === "pending"} data-testid="recall-confirm">
          <span>{recalled ? words.alert.clear : words.alert.seen}</span>
          <small>{recalled ? words.alert.clearNote : words.alert.seenNote}</small>
        </button>
        {silenced ? null : canBeHeard() ? (
          <Button size="target" tone="quiet" className={styles["silence"]} onClick={() => setSilenced(true)} data-testid="recall-silence">
            {words.alert.silence}
          </Button>
        ) : (
          <p className={styles["note"]}>{soundIsOn() ? words.alert.soundLocked : words.alert.soundOff}</p>
        )}
        <SosHere className={styles["sos"]} />
      </div>
    </dialog>
  );
}
