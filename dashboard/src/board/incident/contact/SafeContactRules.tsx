// What the safe-contact record says: the rules as words with a mark, and the state of now with its own shape.
import type { ReactNode } from "react";
import type { SafeContact } from "../../../live/protocol.gen";
import { cx } from "../../../ui/cx";
import { IconShape } from "../../../ui/IconShape";
import { en } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import type { Safety } from "../../logic/safety";
import styles from "./SafeContactPanel.module.css";

export const STATE_WORD: Record<Safety["state"], string> = {
  safe: w.safe.ok,
  unsafe: w.safe.unsafe,
  stale: w.safe.stale,
  overtaken: w.safe.overtaken,
  outside_window: w.safe.outside,
  unconfirmed: w.safe.noneShort,
  unknown: w.safe.unknown,
};

type Props = {
  record: SafeContact;
  /** The safe hours against now, in words. */
  hoursNow: string | null;
  /** In a call the code word and the marks stand above, in large type. */
  inCall?: boolean;
};

export function Rules({ record, hoursNow, inCall = false }: Props): ReactNode {
  return (
    <dl className={styles["rules"]}>
      <div>
        <dt>{w.safe.when}</dt>
        <dd>
          {record.when_safe === "" ? (record.windows.length === 0 ? en.notKnown : null) : record.when_safe}
          {record.windows.length > 0 && !inCall && <Hours record={record} hoursNow={hoursNow} />}
        </dd>
      </div>
      {!inCall && (
        <>
          <div>
            <dt>{w.safe.codeWord}</dt>
            <dd>{record.code_word === "" ? w.safe.noCodeWord : <strong>“{record.code_word}”</strong>}</dd>
          </div>
          <div className={styles["wide"]}>
            <dt className="sr">{w.call.rules}</dt>
            <dd>
              <Marks record={record} />
            </dd>
          </div>
        </>
      )}
      {record.who_may_answer !== "" && (
        <div>
          <dt>{w.safe.whoMayAnswer}</dt>
          <dd>{record.who_may_answer}</dd>
        </div>
      )}
      {record.language !== "" && (
        <div>
          <dt>{w.safe.language}</dt>
          <dd>{record.language}</dd>
        </div>
      )}
    </dl>
  );
}

export function Hours({ record, hoursNow }: { record: SafeContact; hoursNow: string | null }): ReactNode {
  return (
    <span className={styles["hours"]} data-testid="safe-hours">
      {w.safe.windows(record.windows)}
      {hoursNow !== null && <strong>{hoursNow}</strong>}
    </span>
  );
}

/** How she may be reached, each a word with its mark. In a call those that hold for a call alone. */
export function Marks({ record, inCall = false }: { record: SafeContact; inCall?: boolean }): ReactNode {
  return (
    <span className={styles["marks"]}>
      <Mark strict={!record.voicemail_allowed}>{record.voicemail_allowed ? w.safe.voicemailYes : w.safe.voicemailNo}</Mark>
      <Mark strict={record.withhold_caller_id}>{record.withhold_caller_id ? w.safe.withhold : w.safe.showOurs}</Mark>
      {!inCall && (
        <>
          <Mark strict={!record.text_allowed}>{record.text_allowed ? w.safe.textYes : w.safe.textNo}</Mark>
          <Mark strict={!record.email_allowed}>{record.email_allowed ? w.safe.emailYes : w.safe.emailNo}</Mark>
          <Mark strict={!record.visit_allowed}>{record.visit_allowed ? w.safe.visitYes : w.safe.visitNo}</Mark>
        </>
      )}
    </span>
  );
}

export function Mark({ strict, children }: { strict: boolean; children: ReactNode }): ReactNode {
  return (
    <span className={cx(styles["rule"], strict && styles["strict"])}>
      <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
        {strict ? <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM3.5 12.5l9-9" fill="none" stroke="currentColor" strokeWidth="2" /> : <path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" strokeWidth="2" />}
      </svg>
      {children}
    </span>
  );
}

/** Red where ringing could cost a life; `quiet` where only a letter goes unread. */
export function SafetyMark({ state, quiet = false }: { state: Safety["state"]; quiet?: boolean }): ReactNode {
  if (state === "unsafe") return <IconShape shape="octagon" filled={!quiet} tone={quiet ? "text" : "danger"} size={13} />;
  if (state === "safe") {
    return (
      <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m2 8.5 4 4 8-9" fill="none" stroke="currentColor" strokeWidth="2.5" />
      </svg>
    );
  }
  return <IconShape shape="triangle" filled={state === "stale" || state === "overtaken" || state === "outside_window"} size={13} />;
}
