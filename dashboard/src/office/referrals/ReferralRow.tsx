// One service of one outcome: how long it has said nothing, and a press for what it says.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import type { ReferralAnswer, ReferralLine } from "../../live/protocol.gen";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Glyph } from "../../ui/Glyph";
import { nearTime, ZONE } from "../../ui/time";
import { showToast } from "../../ui/toasts";
import { referrals as w } from "../../words/en.referrals";
import { answerReferral } from "../api";
import page from "../Page.module.css";
import { waits } from "./list";
import styles from "./Referrals.module.css";
import { RejectDialog } from "./RejectDialog";

const ANSWERS: readonly ReferralAnswer[] = ["acknowledged", "accepted", "rejected"];
const GLYPH = { acknowledged: null, accepted: "check", rejected: "minus" } as const;

type Props = { line: ReferralLine; now: number; onSaid: (line: ReferralLine) => void; onStale: () => void };

export function ReferralRow({ line, now, onSaid, onStale }: Props): ReactNode {
  const { board, session } = usePlace();
  const act = useAsked();
  const { service, incident, answer } = line;
  const [doing, setDoing] = useState<ReferralAnswer | null>(null);
  const busy = useRef(false);
  const [changing, setChanging] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const asks = waits(line) || changing;
  const glyph = answer === null ? null : GLYPH[answer];

  // The button that was pressed is gone: its place takes the focus, and no other button, which a key that is held would press.
  const acts = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body && (answer !== null || changing)) acts.current?.focus();
  }, [answer, changing]);

  function said(by: ReferralAnswer, reason: string): void {
    setChanging(false);
    setRejecting(false);
    showToast(w.done[by](service));
    onSaid({ ...line, answer: by, reason, answered_at: Date.now(), answered_by: session.user.name });
  }
  async function say(by: ReferralAnswer): Promise<void> {
    if (busy.current) return;
    act.clear();
    if (by === "rejected") {
      setRejecting(true);
      return;
    }
    busy.current = true;
    setDoing(by);
    let isStale = false;
    const done = await act.run(async () => {
      const found = await answerReferral(board.board, line, by, "");
      isStale = !found.ok && found.problem.code === "wrong_state";
      return found;
    });
    busy.current = false;
    setDoing(null);
    if (done !== null) said(by, "");
    // Somebody else was first: the list says what stands.
    else if (isStale as boolean) onStale();
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
            <Button size="small" tone="quiet" aria-label={w.changeOf(service, incident)} onClick={() => setChanging(true)} data-testid="say-change">
              {w.change}
            </Button>
          )}
          {changing && (
            <Button size="small" tone="quiet" onClick={() => setChanging(false)} data-testid="say-leave">
              {w.leave}
            </Button>
          )}
        </span>
        {act.problem !== null && <ProblemNote problem={act.problem} />}
        {rejecting && <RejectDialog board={board.board} line={line} onClose={() => setRejecting(false)} onDone={(reason) => said("rejected", reason)} />}
      </td>
    </tr>
  );
}

function Cell({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <span className={page["cell-name"]}>{name}</span>
      {children}
    </>
  );
}
