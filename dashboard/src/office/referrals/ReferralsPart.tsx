// Where people were referred to, and what the services have said: the coordinator's list for the days after.
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useNow } from "../../live/hooks";
import type { ReferralAnswer, ReferralLine, Referrals } from "../../live/protocol.gen";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked, useLoaded } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { TextField } from "../../ui/Field";
import { showToast } from "../../ui/toasts";
import { office as wo } from "../../words/en.office";
import { referrals as w } from "../../words/en.referrals";
import { answerReferral, listReferrals } from "../api";
import page from "../Page.module.css";
import { State } from "../State";
import { countsOf, keyOf, linesShown, SHOWN, type Shown } from "./list";
import { ReferralRow } from "./ReferralRow";
import styles from "./Referrals.module.css";
import { RejectDialog } from "./RejectDialog";

export function ReferralsPart(): ReactNode {
  const { board } = usePlace();
  const list = useLoaded(useCallback(() => listReferrals(board.board), [board.board]));
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <div>
          <h2 className={page["title"]}>{w.title}</h2>
          <p className={page["lead"]}>{w.lead(board.name)}</p>
        </div>
        <Button onClick={list.again} pending={list.loading && list.value !== null} data-testid="referrals-again">
          {wo.again}
        </Button>
      </div>
      <State of={list} loading={w.loading}>
        {(value) => <List of={value} board={board.board} onChange={list.again} />}
      </State>
    </div>
  );
}

/** Times of today are said without their day: the day may end while the list is open. */
const LOOK_EVERY_MS = 60_000;

function List({ of: { referrals: lines, left_off: leftOff }, board, onChange }: { of: Referrals; board: string; onChange: () => void }): ReactNode {
  const act = useAsked();
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState<Shown>("waiting");
  const [doing, setDoing] = useState<{ key: string; answer: ReferralAnswer } | null>(null);
  const [rejecting, setRejecting] = useState<ReferralLine | null>(null);
  const now = useNow((at) => Math.floor(at / LOOK_EVERY_MS) * LOOK_EVERY_MS);
  const counts = countsOf(lines);
  const found = linesShown(lines, shown, typed);

  // A line that is answered leaves the list with the button that was pressed: the next one takes the focus, or the last, or the list.
  const panel = useRef<HTMLElement>(null);
  const left = useRef<number | null>(null);
  useEffect(() => {
    const at = left.current;
    left.current = null;
    if (at === null || document.activeElement !== document.body) return;
    const rows = panel.current?.querySelectorAll("tbody tr") ?? [];
    const next = rows[Math.min(at, rows.length - 1)]?.querySelector("button");
    (next ?? panel.current)?.focus();
  }, [lines]);

  function done(line: ReferralLine, answer: ReferralAnswer): void {
    left.current = found.findIndex((each) => keyOf(each) === keyOf(line));
    setRejecting(null);
    showToast(w.done[answer](line.service));
    onChange();
  }
  async function say(line: ReferralLine, answer: ReferralAnswer): Promise<void> {
    if (doing !== null) return;
    act.clear();
    if (answer === "rejected") {
      setRejecting(line);
      return;
    }
    setDoing({ key: keyOf(line), answer });
    const accepted = (await act.run(() => answerReferral(board, line, answer, ""))) !== null;
    setDoing(null);
    // Somebody else may have been first: then the list says what stands.
    if (accepted) done(line, answer);
    else onChange();
  }

  return (
    <section ref={panel} tabIndex={-1} className={page["panel"]} aria-label={w.title}>
      <div className={page["tools"]}>
        <div className={page["filters"]} role="group" aria-label={w.show}>
          {SHOWN.map((each) => (
            <button key={each} type="button" className={cx(page["filter"], each === shown && page["chosen"])} aria-pressed={each === shown} data-testid={`referrals-${each}`} onClick={() => setShown(each)}>
              {w.shown[each]} <span className={page["count"]}>{counts[each]}</span>
            </button>
          ))}
        </div>
        <div className={page["search"]}>
          <TextField label={w.search} type="search" value={typed} onChange={setTyped} data-testid="referrals-search" />
        </div>
      </div>
      {act.problem !== null && <ProblemNote problem={act.problem} />}
      {found.length > 0 ? (
        <table className={cx(page["table"], styles["table"])} data-testid="referrals">
          <thead>
            <tr>
              <th scope="col">{w.service}</th>
              <th scope="col">{w.incident}</th>
              <th scope="col">{w.referred}</th>
              <th scope="col">{w.answer}</th>
              <th scope="col">{w.acts}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((line) => (
              <ReferralRow key={`${keyOf(line)} ${line.answer ?? ""}`} line={line} now={now} pending={doing?.key === keyOf(line) ? doing.answer : null} onSay={(answer) => void say(line, answer)} />
            ))}
          </tbody>
        </table>
      ) : lines.length === 0 ? (
        <EmptyState title={w.none}>{w.noneText}</EmptyState>
      ) : shown === "waiting" && typed.trim() === "" ? (
        <EmptyState title={w.noneWait}>{w.noneWaitText}</EmptyState>
      ) : (
        <EmptyState title={w.noMatch}>{null}</EmptyState>
      )}
      {leftOff > 0 && shown !== "waiting" && <p className={page["small"]}>{w.leftOff(leftOff)}</p>}
      {rejecting !== null && <RejectDialog board={board} line={rejecting} onClose={() => setRejecting(null)} onDone={() => done(rejecting, "rejected")} />}
    </section>
  );
}
