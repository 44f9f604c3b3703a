// During a call: the code word in large type, the rules, the police unit of now, one press for "line cut", and the record form.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { serverNow } from "../../../live/clock";
import { useNow } from "../../../live/hooks";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { IconShape } from "../../../ui/IconShape";
import { showToast } from "../../../ui/toasts";
import { rowId } from "../../list/rowId";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { callTime } from "../../logic/contact-call";
import { linesOf, ringingLine, type Line } from "../../logic/contact-lines";
import { shortNumber } from "../../logic/rows";
import { mayDialAtOnce, type Safety } from "../../logic/safety";
import { useBoard } from "../../state";
import { CallNumbers } from "./CallNumbers";
import styles from "./CallView.module.css";
import { ContactForm } from "./ContactForm";
import { EscalationBanner } from "../EscalationBanner";
import { MoreActs } from "../header/Acts";
import { PoliceUnits } from "../PoliceUnits";
import { SafeContactPanel } from "./SafeContactPanel";
import { Hours, Mark, Marks, Rules, SafetyMark, STATE_WORD } from "./SafeContactRules";
import { forceNumber, type Own } from "../shared";
import { useHoursNow, useSafety } from "./useSafety";

export function CallView(own: Own): ReactNode {
  const { row, response, file, part } = own;
  const { state, change } = useBoard();
  const line = ringingLine(linesOf(part?.safe_contact?.record, forceNumber(file)), state.reach);
  const safety = useSafety(own, line ?? {});
  const revealed = state.revealed === response.response && state.reach?.channel === "phone";
  // A call that runs stays as it is, whatever becomes of the record meanwhile: the code word must not go from view.
  const running = state.callSince !== null;
  const open = line !== null && (running || mayDialAtOnce(safety) || revealed);
  // Another form is out under the call; what was typed into the record is kept.
  const beside = state.tray !== "call";
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  const to = line?.to;
  // The call runs from the moment at which the number stands open, and stays on that number.
  useEffect(() => {
    if (open && to !== undefined && !running) change({ type: "call", response: response.response, at: serverNow(), revealed, to });
  }, [open, to, running, revealed, change, response.response]);

  const back = (): void => (document.getElementById(rowId(row.number)) ?? document.getElementById("incident"))?.focus({ preventScroll: true });
  return (
    <div className={cx(styles["call"], beside && styles["beside"])} ref={top} tabIndex={-1} data-testid="call-mode" aria-label={board.call.title} role="group">
      {open ? <Running key={line.to} {...own} line={line} safety={safety} revealed={revealed} /> : <SafeContactPanel {...own} fileStatus={file === null ? "opening" : "open"} />}
      <EscalationBanner row={row} response={response} />
      {!beside && (
        <ContactForm
          {...own}
          onDone={() => {
            change({ type: "tray", tray: null });
            showToast(board.done.contact(shortNumber(row.number)));
            back();
          }}
          onCancel={() => {
            change({ type: "tray", tray: null });
            back();
          }}
          cancelWord={board.call.end}
        />
      )}
    </div>
  );
}

/** What must be in view for as long as the call lasts stays at the top; the rest of the rules comes below it. */
function Running({ line, safety, revealed, ...own }: Own & { line: Line; safety: Safety; revealed: boolean }): ReactNode {
  const { row, response, part } = own;
  const { state, change, lineCut } = useBoard();
  const hoursNow = useHoursNow(part);
  const record = part?.safe_contact?.record;
  const code = record?.code_word ?? "";
  const onRecord = linesOf(record, forceNumber(own.file)).some((each) => each.to === line.to);
  const since = state.callSince;
  // The second step was taken for what was known then. What has come since is news to whoever is on the line.
  const [began] = useState({ safety: safety.state, suspectAt: row.suspect?.at ?? null });
  const back = row.suspect?.whereabouts === "returned" && row.suspect.at !== began.suspectAt;
  const worse = revealed ? safety.state !== began.safety && (safety.state === "overtaken" || safety.state === "unsafe") : safety.state !== "safe";
  const clock = useNow((now) => (since === null ? null : callTime(now - since)));
  const cut = response.escalation?.kind === "line_cut" && (response.escalation.state === "requested" || response.escalation.state === "acknowledged");
  return (
    <>
      <div className={styles["strip"]}>
        <div className={styles["code"]}>
          <span className={styles["label"]}>{board.call.code}</span>
          <p className={styles["word"]} data-testid="code-word">
            {code === "" ? w.safe.noCodeWord : `“${code}”`}
          </p>
          {code !== "" && <p className={styles["means"]}>{board.call.codeMeans}</p>}
        </div>
        <div className={styles["cut"]}>
          <Button tone="danger" size="target" shortcut="l" data-testid="call-line-cut" onClick={() => lineCut(response.response, board.call.lineCutReason)}>
            {board.acts.lineCut}
          </Button>
          <p className={styles["means"]}>{cut ? board.call.lineCutDone : board.call.lineCutHelp}</p>
        </div>
        <div className={styles["always"]} data-testid="call-rules" role="group" aria-label={w.call.rules}>
          {record === undefined ? <Mark strict>{w.safe.voicemailNo}</Mark> : <Marks record={record} inCall />}
          {record === undefined || record.windows.length === 0 ? <span className={styles["means"]}>{w.call.anyHour}</span> : <Hours record={record} hoursNow={hoursNow} />}
        </div>
        <div className={styles["now"]}>
          <span className={styles["label"]}>{w.call.police}</span>
          <div className={styles["police"]}>
            <PoliceUnits row={row} />
          </div>
          {clock !== null && (
            <span className={cx("num", styles["clock"])} role="timer" aria-label={w.call.clock} data-testid="call-clock">
              {clock}
            </span>
          )}
        </div>
      </div>
      {(back || worse) && (
        <p className={styles["changed"]} role="alert" data-testid="call-changed">
          <SafetyMark state={back ? "unsafe" : safety.state} /> {w.call.changed(back ? w.safe.overtakenBy.suspect_back : STATE_WORD[safety.state])}
        </p>
      )}
      <div>
        <div className={styles["more"]}>
          <span className={styles["label"]}>{!onRecord ? w.call.leftRecord : line.whose === null ? w.call.number : w.safe.otherOf(line.whose)}</span>
          <Button size="small" shortcut="e" aria-pressed={state.tray === "escalate"} data-testid="call-escalate" onClick={() => change({ type: "tray", tray: "escalate" })}>
            {board.acts.escalate}
          </Button>
          <MoreActs response={response} inCall />
        </div>
        <div className={styles["rung"]}>
          <span className={cx("mono", styles["number"])} data-testid="number">
            {line.to}
          </span>
          <span className={styles["means"]}>
            <SafetyMark state={safety.state} /> {STATE_WORD[safety.state]}
          </span>
          <CallNumbers {...own} line={line} />
        </div>
      </div>
      {record !== undefined ? (
        <Rules record={record} hoursNow={hoursNow} inCall />
      ) : (
        <p className={styles["voicemail"]}>
          <IconShape shape="octagon" filled={false} size={13} /> {w.safe.none}
        </p>
      )}
    </>
  );
}
