// Who has it, what came of the last attempt, and when the next one is due.
import type { ReactNode } from "react";
import { useNow, usePending, useScheme } from "../../live/hooks";
import type { ResponseRow } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { clockTime } from "../../ui/time";
import { board as w } from "../../words/en.board";
import { list as wl } from "../../words/en.list";
import { en, shortSpan } from "../../words/en";
import { localDay } from "../logic/contact-time";
import { DUE_WITHIN_MS } from "../logic/order";
import { contactDueAt, isHandedOver } from "../logic/rows";
import styles from "./Row.module.css";

type Props = {
  response: ResponseRow | undefined;
  mine: boolean;
  /** The work goes on under another number. */
  joined: boolean;
};

export function OursCell({ response, mine, joined }: Props): ReactNode {
  const pending = usePending(response?.response ?? "");
  if (response === undefined) return <div className={styles["cell"]} />;
  const { claim } = response;
  const claiming = pending.some((record) => record.command.type === "claim_response" || record.command.type === "release_claim");
  const passed = isHandedOver(response);
  const elsewhere = joined && claim === null && response.outcome === null;
  return (
    <div className={styles["cell"]}>
      <span className={cx(styles["line"], mine && styles["you"], claim === null && !passed && styles["none"])} data-testid="row-claim">
        {claiming ? <span className={styles["sending"]}>{w.row.sending}</span> : <span>{elsewhere ? wl.row.joined : holder(response, mine)}</span>}
      </span>
      {elsewhere ? <span className={styles["line2"]} /> : <ContactLine response={response} />}
    </div>
  );
}

function holder({ claim, outcome, passed_on, state }: ResponseRow, mine: boolean): string {
  if (state === "handed_over") return passed_on === null ? wl.row.passedOn : wl.row.passedOnTo(passed_on.to);
  if (claim !== null) return mine ? w.row.you : claim.name;
  return outcome === null ? w.row.unclaimed : w.row.outcome[outcome.kind];
}

function ContactLine({ response }: { response: ResponseRow }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const due = contactDueAt(response);
  const first = response.contact.attempts === 0;
  const near = useNow((now) => {
    if (due === null || due > now + DUE_WITHIN_MS) return null;
    const span = shortSpan(Math.abs(due - now));
    return due > now ? (first ? wl.row.firstDue : wl.row.nextDue)(span) : (first ? wl.row.firstLate : wl.row.nextLate)(span);
  });
  const late = useNow((now) => due !== null && due <= now);
  // A clock says today. What is due on another day says how far off that is.
  const far = useNow((now) => (due === null || localDay(due, zone) === localDay(now, zone) ? null : shortSpan(due - now)));
  if (near !== null) {
    return (
      <span className={cx(styles["line2"], late ? styles["over"] : styles["nearly"])} data-testid="row-due">
        <span>{near}</span>
      </span>
    );
  }
  return (
    <span className={cx(styles["line2"], due !== null && styles["tight"], response.reviewed_at === null && styles["strong"])}>
      <span className={styles["shrinks"]}>{contactWords(response, due !== null)}</span>
      {due !== null && (
        <span className={styles["next"]}>
          <ClockMark />
          <span className="sr">{far === null ? wl.row.nextAt(clockTime(due, zone)) : (first ? wl.row.firstDue : wl.row.nextDue)(far)}</span>
          <span aria-hidden="true">{far ?? clockTime(due, zone)}</span>
        </span>
      )}
    </span>
  );
}

function contactWords({ contact, outcome, claim, reviewed_at, state, passed_on }: ResponseRow, short: boolean): string {
  if (outcome !== null) return claim === null ? w.row.referral[outcome.referral] : w.row.outcome[outcome.kind];
  if (contact.ended_at !== null) return wl.row.ended;
  if (contact.safety === "overtaken") return wl.row.confirmAgain;
  if (contact.last_result !== null) return short ? wl.row.contactShort[contact.last_result] : w.row.attempts(en.contact[contact.last_result], contact.attempts);
  if (contact.safety === "unsafe") return w.row.unsafeContact;
  if (state === "handed_over" && passed_on !== null) return wl.row.passedOn;
  return reviewed_at === null ? w.row.notReviewed : w.row.noContact;
}

function ClockMark(): ReactNode {
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.4 1.6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
