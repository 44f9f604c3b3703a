// One service of one outcome: how long it has said nothing, and a press for what it says.
import { useState, type ReactNode } from "react";
import type { ReferralAnswer, ReferralLine } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { Glyph } from "../../ui/Glyph";
import { nearTime, ZONE } from "../../ui/time";
import { referrals as w } from "../../words/en.referrals";
import page from "../Page.module.css";
import { waits } from "./list";
import styles from "./Referrals.module.css";

const ANSWERS: readonly ReferralAnswer[] = ["acknowledged", "accepted", "rejected"];
const GLYPH = { acknowledged: null, accepted: "check", rejected: "minus" } as const;

type Props = { line: ReferralLine; now: number; pending: ReferralAnswer | null; onSay: (answer: ReferralAnswer) => void };

export function ReferralRow({ line, now, pending, onSay }: Props): ReactNode {
  const { service, incident, answer } = line;
  const [changing, setChanging] = useState(false);
  const asks = waits(line) || changing;
  const glyph = answer === null ? null : GLYPH[answer];
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
          </span>{" "}
          <span className={styles["under"]}>{line.answered_by !== null && line.answered_at !== null && !waits(line) ? w.byAt(line.answered_by, nearTime(line.answered_at, now, ZONE)) : w.waitsFor(line.working_days)}</span>
        </Cell>
      </td>
      <td className={styles["acts-cell"]}>
        {asks ? (
          <span className={page["acts"]} role="group" aria-label={w.acts}>
            {ANSWERS.filter((each) => each !== answer).map((each) => (
              <Button key={each} size="small" pending={pending === each} aria-label={w.sayOf(w.say[each], service, incident)} onClick={() => onSay(each)} data-testid={`say-${each}`}>
                {w.say[each]}
              </Button>
            ))}
          </span>
        ) : (
          <Button size="small" tone="quiet" aria-label={w.changeOf(service, incident)} onClick={() => setChanging(true)} data-testid="say-change">
            {w.change}
          </Button>
        )}
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
