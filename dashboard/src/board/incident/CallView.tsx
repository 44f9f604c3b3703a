// During a call: the code word in large type, the rules, the police unit of now, one press for "line cut", and the record form.
import { useEffect, useRef, type ReactNode } from "react";
import { serverNow } from "../../live/clock";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconShape } from "../../ui/IconShape";
import { showToast } from "../../ui/toasts";
import { rowId, shortNumber } from "../list/Row";
import { board as w } from "../../words/en.board";
import { maskNumber, mayDialAtOnce } from "../logic/safety";
import { useBoard } from "../state";
import styles from "./CallView.module.css";
import { ContactForm } from "./ContactForm";
import { EscalationBanner } from "./EscalationBanner";
import { PoliceUnits } from "./IncidentHeader";
import { Rules, SafetyMark, STATE_WORD, useSafety } from "./SafeContactPanel";
import { SafeContactPanel } from "./SafeContactPanel";
import { numberToRing, type Own } from "./shared";

export function CallView(own: Own): ReactNode {
  const { row, response, file, part } = own;
  const { state, change, lineCut } = useBoard();
  const safety = useSafety(response, part, file !== null);
  const number = numberToRing(file, part);
  const open = mayDialAtOnce(safety) || state.revealed === response.response;
  const record = part?.safe_contact?.record;
  const top = useRef<HTMLDivElement>(null);
  const cut = response.escalation?.kind === "line_cut" && (response.escalation.state === "requested" || response.escalation.state === "acknowledged");
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  // The call runs from the moment at which the number stands open.
  useEffect(() => {
    if (open && number !== null && state.callSince === null) change({ type: "call", response: response.response, at: serverNow(), revealed: false });
  }, [open, number, state.callSince, change, response.response]);

  return (
    <div className={styles["call"]} ref={top} tabIndex={-1} data-testid="call-mode" aria-label={w.call.title} role="group">
      {open && number !== null ? (
        <>
          <div className={styles["strip"]}>
            <div className={styles["code"]}>
              <span className={styles["label"]}>{w.call.code}</span>
              <p className={styles["word"]} data-testid="code-word">
                {record !== undefined && record.code_word !== "" ? `“${record.code_word}”` : w.safe.noCodeWord}
              </p>
              {record !== undefined && record.code_word !== "" && <p className={styles["means"]}>{w.call.codeMeans}</p>}
            </div>
            <div className={styles["cut"]}>
              <Button tone="danger" size="target" shortcut="l" data-testid="call-line-cut" onClick={() => lineCut(response.response, w.call.lineCutReason)}>
                {w.acts.lineCut}
              </Button>
              <p className={styles["means"]}>{cut ? w.call.lineCutDone : w.call.lineCutHelp}</p>
            </div>
          </div>
          <div className={styles["facts"]}>
            <div>
              <span className={styles["label"]}>{w.safe.number}</span>
              <p className={cx("mono", styles["number"])} data-testid="number">
                {number}
              </p>
              <p className={styles["means"]}>
                <SafetyMark state={safety.state} /> {STATE_WORD[safety.state]}
                {state.callSince !== null && (
                  <>
                    {" · "}
                    {w.call.running.toLowerCase()} <Ago at={state.callSince} />
                  </>
                )}
              </p>
            </div>
            <div className={styles["police"]}>
              <span className={styles["label"]}>{w.call.police}</span>
              <PoliceUnits row={row} />
            </div>
          </div>
          {record !== undefined ? (
            <Rules record={record} big />
          ) : (
            <p className={styles["voicemail"]}>
              <IconShape shape="octagon" filled={false} size={13} /> {w.safe.voicemailNo}
            </p>
          )}
        </>
      ) : (
        <>
          <SafeContactPanel {...own} fileStatus={file === null ? "opening" : "open"} />
          {number !== null && <span className="sr">{maskNumber(number)}</span>}
        </>
      )}
      <EscalationBanner row={row} response={response} />
      <ContactForm {...own} onDone={() => {
          change({ type: "tray", tray: null });
          showToast(w.done.contact(shortNumber(row.number)));
          (document.getElementById(rowId(row.number)) ?? document.getElementById("incident"))?.focus({ preventScroll: true });
        }} onCancel={() => change({ type: "tray", tray: null })} cancelWord={w.call.end} />
    </div>
  );
}
