// One service of one outcome: how long it has said nothing, and a press for what it says.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { serverNow } from "../../live/clock";
import type { ReferralAnswer, ReferralLine } from "../../live/protocol.gen";
import type { Problem } from "../../session/http";
import { ProblemNote, problemText } from "../../session/ProblemNote";
import { signedIn } from "../../session/store";
import { Button } from "../../ui/Button";
import { Glyph } from "../../ui/Glyph";
import { nearTime, ZONE } from "../../ui/time";
import { showNotice, showToast } from "../../ui/toasts";
import { referrals as w } from "../../words/en.referrals";
import { answerReferral } from "../api";
import { Cell } from "../Cell";
import page from "../Page.module.css";
import { waits } from "./list";
import styles from "./Referrals.module.css";
import { RejectDialog } from "./RejectDialog";

const ANSWERS: readonly ReferralAnswer[] = ["acknowledged", "accepted", "rejected"];
const GLYPH = { acknowledged: null, accepted: "check", rejected: "minus" } as const;

type Props = {
  line: ReferralLine;
  now: number;
  /** It is on record. */
  onSaid: (line: ReferralLine) => void;
  /** Somebody else was first: what stands has to be asked for. */
  onStale: (line: ReferralLine) => void;
};

export function ReferralRow({ line, now, onSaid, onStale }: Props): ReactNode {
  const { board, session } = usePlace();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { service, incident, answer } = line;
  const [doing, setDoing] = useState<ReferralAnswer | null>(null);
  const busy = useRef(false);
  const [changing, setChanging] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const asks = waits(line) || changing;
  const glyph = answer === null ? null : GLYPH[answer];

  // The button that was pressed is gone: its place takes the focus, and no other button, which a key that is held would press.
  const acts = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) acts.current?.focus();
    pressed.current = false;
  }, [answer, changing]);

  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  function change(to: boolean): void {
    pressed.current = true;
    setChanging(to);
  }
  function said(by: ReferralAnswer, reason: string): void {
    pressed.current = true;
    setChanging(false);
    setRejecting(false);
    showToast(w.done[by](service));
    onSaid({ ...line, answer: by, reason, answered_at: serverNow(), answered_by: session.user.name });
  }
  async function say(by: ReferralAnswer): Promise<void> {
    if (busy.current) return;
    setProblem(null);
    if (by === "rejected") {
      setRejecting(true);
      return;
    }
    busy.current = true;
    setDoing(by);
    const answered = await signedIn(() => answerReferral(board.board, line, by, ""));
    busy.current = false;
    setDoing(null);
    if (answered.ok) {
      said(by, "");
      return;
    }
    setProblem(answered.problem);
    // Something else may be looked at by now.
    if (!isHere.current) showNotice(`${service}, ${incident}: ${problemText(answered.problem)}`);
    if (answered.problem.code === "wrong_state") onStale(line);
  }

  return (
    <tr data-testid="referral-line" data-incident={incident} data-answer={answer ?? "none"}>
      <th scope="row">{service}</th>
      <td>
        <Cell name={w.incident}>
          <span className={styles["mono"]}>{incident}</span>
        </Cell>
      </td>
      <td>
        <Cell name={w.referred}>
          {nearTime(line.referred_at, now, ZONE)} <span className={styles["under"]}>{w.by(line.referred_by)}</span>
        </Cell>
      </td>
      <td>
        <Cell name={w.answer}>
          <span className={styles["said"]}>
            {glyph !== null && <Glyph name={glyph} size={14} />}
            <strong>{answer === null ? w.nothing : w.said[answer]}</strong>
          </span>
          {line.answered_by !== null && line.answered_at !== null && <span className={styles["under"]}> {w.byAt(line.answered_by, nearTime(line.answered_at, now, ZONE))}</span>}
          {waits(line) && <span className={styles["under"]}> {answer === null ? w.waitsFor(line.working_days) : w.sinceReferral(line.working_days)}</span>}
          {line.reason !== "" && <span className={styles["reason"]}>{line.reason}</span>}
        </Cell>
      </td>
      <td className={styles["acts-cell"]}>
        <span ref={acts} tabIndex={-1} className={page["acts"]} role="group" aria-label={w.actsOf(service, incident)}>
          {asks ? (
            ANSWERS.filter((each) => each !== answer).map((each) => (
              <Button key={each} size="small" pending={doing === each} aria-label={w.sayOf(w.say[each], service, incident)} onClick={() => void say(each)} data-testid={`say-${each}`}>
                {w.say[each]}
              </Button>
            ))
          ) : (
            <Button size="small" tone="quiet" aria-label={w.changeOf(service, incident)} onClick={() => change(true)} data-testid="say-change">
              {w.change}
            </Button>
          )}
          {changing && (
            <Button size="small" tone="quiet" onClick={() => change(false)} data-testid="say-leave">
              {w.leave}
            </Button>
          )}
        </span>
        {problem !== null && <ProblemNote problem={problem} />}
        {rejecting && <RejectDialog board={board.board} line={line} onClose={() => setRejecting(false)} onDone={(reason) => said("rejected", reason)} onStale={() => onStale(line)} />}
      </td>
    </tr>
  );
}
