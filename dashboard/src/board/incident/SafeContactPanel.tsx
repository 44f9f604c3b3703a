// The rule first, then the number. Where the rule does not say "safe", the number is hidden and ringing takes a second step.
import { useState, type ReactNode } from "react";
import { useNow, useScheme } from "../../live/hooks";
import { serverNow } from "../../live/clock";
import type { ResponseRow, SafeContact } from "../../live/protocol.gen";
import type { FileState } from "../../live/store";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { Dialog } from "../../ui/Dialog";
import { Check } from "../../ui/Field";
import { IconShape } from "../../ui/IconShape";
import { en, shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import { contactSafety, maskNumber, mayDialAtOnce, type Safety } from "../logic/safety";
import { useBoard } from "../state";
import { PoliceUnits } from "./IncidentHeader";
import styles from "./SafeContactPanel.module.css";
import { numberToRing, type Own } from "./shared";

/** The decision of now; drawn anew when it changes, not each second. */
export function useSafety(response: ResponseRow, part: Own["part"], fileHere: boolean): Safety {
  const overtaken = response.contact.safety === "overtaken";
  const staleAfterMs = useScheme()?.safe_contact_stale_ms;
  const record = fileHere ? (part?.safe_contact ?? null) : undefined;
  useNow((now) => contactSafety({ record, staleAfterMs, overtaken, now }).state);
  return contactSafety({ record, staleAfterMs, overtaken, now: serverNow() });
}

export const STATE_WORD: Record<Safety["state"], string> = {
  safe: w.safe.ok,
  unsafe: w.safe.unsafe,
  stale: w.safe.stale,
  overtaken: w.safe.overtaken,
  unconfirmed: w.safe.noneShort,
  unknown: w.safe.unknown,
};

export function SafeContactPanel({ row, response, file, part, fileStatus }: Own & { fileStatus: FileState["status"] }): ReactNode {
  const safety = useSafety(response, part, file !== null);
  const { state, change } = useBoard();
  const [asking, setAsking] = useState(false);
  const number = numberToRing(file, part);
  const view = part?.safe_contact ?? null;
  const open = mayDialAtOnce(safety) || state.revealed === response.response;
  const start = (revealed: boolean): void => change({ type: "call", response: response.response, at: serverNow(), revealed });
  return (
    <section className={cx(styles["panel"], safety.state !== "safe" && styles["caution"])} aria-label={w.safe.title} data-testid="safe-contact" data-state={safety.state}>
      <div className={styles["head"]}>
        <h3>{w.safe.title}</h3>
        <p className={styles["state"]}>
          <SafetyMark state={safety.state} />
          <strong>{STATE_WORD[safety.state]}</strong>
        </p>
        {view !== null && (
          <span className={styles["age"]}>
            {w.safe.confirmed(view.confirmed_by)} <Ago at={view.confirmed_at} suffix />
          </span>
        )}
      </div>
      {safety.state === "overtaken" && (
        <p className={styles["none"]} data-testid="overtaken">
          <strong>{w.safe.overtakenSince(response.contact.overtaken_because ?? "")}</strong>
        </p>
      )}
      {view === null ? (
        <p className={styles["none"]}>{fileStatus === "opening" ? w.incident.opening : w.safe.none}</p>
      ) : (
        <Rules record={view.record} />
      )}
      <div className={styles["number"]}>
        {number === null ? (
          <p className={styles["none"]}>{file === null ? "" : w.safe.noNumber}</p>
        ) : open ? (
          <span className={cx("mono", styles["digits"])} data-testid="number">
            {number}
          </span>
        ) : (
          <span className={cx("mono", styles["digits"], styles["masked"])} data-testid="number-masked">
            <span className="sr">{w.safe.masked}</span>
            <span aria-hidden="true">{maskNumber(number)}</span>
          </span>
        )}
        <span className={styles["acts"]}>
          {number !== null && open && (
            <Button size="small" tone="primary" data-testid="start-call" onClick={() => start(false)}>
              {w.acts.call}
            </Button>
          )}
          {number !== null && !open && (
            <Button size="small" data-testid="dial-anyway" onClick={() => setAsking(true)}>
              {w.safe.dialAnyway}
            </Button>
          )}
          <Button size="small" data-testid="record-safe" onClick={() => change({ type: "tray", tray: "safe_contact" })}>
            {view === null ? w.acts.recordSafe : w.acts.confirmSafe}
          </Button>
        </span>
      </div>
      {asking && <SecondStep safety={safety} because={response.contact.overtaken_because ?? ""} row={row} onClose={() => setAsking(false)} onGo={() => start(true)} />}
    </section>
  );
}

export function Rules({ record, big = false }: { record: SafeContact; big?: boolean }): ReactNode {
  return (
    <dl className={cx(styles["rules"], big && styles["big"])}>
      <div className={styles["wide"]}>
        <dt>{w.safe.when}</dt>
        <dd>{record.when_safe === "" ? en.notKnown : record.when_safe}</dd>
      </div>
      {!big && (
        <div className={styles["wide"]}>
          <dt>{w.safe.codeWord}</dt>
          <dd>{record.code_word === "" ? w.safe.noCodeWord : <strong>“{record.code_word}”</strong>}</dd>
        </div>
      )}
      <div className={styles["wide"]}>
        <dt className="sr">{w.call.rules}</dt>
        <dd className={styles["marks"]}>
          <Rule strict={!record.voicemail_allowed}>{record.voicemail_allowed ? w.safe.voicemailYes : w.safe.voicemailNo}</Rule>
          <Rule strict={!record.text_allowed}>{record.text_allowed ? w.safe.textYes : w.safe.textNo}</Rule>
          <Rule strict={record.withhold_caller_id}>{record.withhold_caller_id ? w.safe.withhold : w.safe.showOurs}</Rule>
        </dd>
      </div>
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

function Rule({ strict, children }: { strict: boolean; children: ReactNode }): ReactNode {
  return (
    <span className={cx(styles["rule"], strict && styles["strict"])}>
      <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
        {strict ? <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM3.5 12.5l9-9" fill="none" stroke="currentColor" strokeWidth="2" /> : <path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" strokeWidth="2" />}
      </svg>
      {children}
    </span>
  );
}

export function SafetyMark({ state }: { state: Safety["state"] }): ReactNode {
  if (state === "unsafe") return <IconShape shape="octagon" tone="danger" size={13} />;
  if (state === "safe") {
    return (
      <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m2 8.5 4 4 8-9" fill="none" stroke="currentColor" strokeWidth="2.5" />
      </svg>
    );
  }
  return <IconShape shape="triangle" filled={state === "stale" || state === "overtaken"} size={13} />;
}

function SecondStep({ safety, because, row, onClose, onGo }: { safety: Safety; because: string; row: Own["row"]; onClose: () => void; onGo: () => void }): ReactNode {
  const [ticked, setTicked] = useState(false);
  const staleSpan = useNow((now) => ("confirmedAt" in safety ? shortSpan(now - safety.confirmedAt) : ""));
  const whys: Record<Safety["state"], string> = {
    safe: "",
    unsafe: w.safe.whyUnsafe,
    overtaken: w.safe.overtakenSince(because),
    stale: w.safe.whyStale(staleSpan),
    unknown: w.safe.whyUnknown,
    unconfirmed: w.safe.whyUnconfirmed,
  };
  const why = whys[safety.state];
  return (
    <Dialog
      title={w.safe.stepTitle}
      onClose={onClose}
      testId="second-step"
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button
            tone={safety.state === "unsafe" ? "danger" : "primary"}
            disabled={!ticked}
            data-testid="second-step-go"
            onClick={() => {
              onClose();
              onGo();
            }}
          >
            {w.safe.stepShow}
          </Button>
        </>
      }
    >
      <div className={styles["step"]}>
        <p className={styles["why"]}>
          <SafetyMark state={safety.state} /> {why}
        </p>
        <div>
          <span className={styles["stepLabel"]}>{w.safe.stepPolice}</span>
          <PoliceUnits row={row} />
        </div>
        <p>{w.safe.stepInstead}</p>
        <Check label={w.safe.stepTick} checked={ticked} onChange={setTicked} data-testid="second-step-tick" />
      </div>
    </Dialog>
  );
}
