// Where people were referred to, and what the services have said: the coordinator's list for the days after.
import { useCallback, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useNow } from "../../live/hooks";
import type { ReferralLine, Referrals } from "../../live/protocol.gen";
import { useLoaded } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { TextField } from "../../ui/Field";
import { office as wo } from "../../words/en.office";
import { referrals as w } from "../../words/en.referrals";
import { listReferrals } from "../api";
import page from "../Page.module.css";
import { State } from "../State";
import { countsOf, keyOf, linesShown, SHOWN, type Shown } from "./list";
import { ReferralRow } from "./ReferralRow";
import styles from "./Referrals.module.css";

export function ReferralsPart(): ReactNode {
  const { board } = usePlace();
  // Words that were looked for among those, too, that a long list leaves off.
  const [find, setFind] = useState("");
  const list = useLoaded(useCallback(() => listReferrals(board.board, find), [board.board, find]));
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
        {(value) => <List of={value} find={find} onFind={setFind} onStale={list.again} />}
      </State>
    </div>
  );
}

/** Times of today are said without their day: the day may end while the list is open. */
const LOOK_EVERY_MS = 60_000;

/** What was recorded here since these lines came, by key; and which of it stays in view although it fits no longer. */
type Since = { lines: readonly ReferralLine[]; said: ReadonlyMap<string, ReferralLine>; held: ReadonlySet<string> };

const since = (lines: readonly ReferralLine[]): Since => ({ lines, said: new Map(), held: new Set() });

type Props = { of: Referrals; find: string; onFind: (words: string) => void; onStale: () => void };

function List({ of: { referrals, left_off: leftOff }, find, onFind, onStale }: Props): ReactNode {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState<Shown>("waiting");
  const [kept, setKept] = useState(() => since(referrals));
  // Lines that came anew have what was said in them.
  const fresh = (before: Since): Since => (before.lines === referrals ? before : since(referrals));
  const { said, held } = fresh(kept);
  const now = useNow((at) => Math.floor(at / LOOK_EVERY_MS) * LOOK_EVERY_MS);
  const lines = referrals.map((line) => said.get(keyOf(line)) ?? line);
  const counts = countsOf(lines);
  const found = linesShown(lines, shown, typed, held);
  const onSaid = (line: ReferralLine): void =>
    setKept((before) => {
      const { said: others, held: inView } = fresh(before);
      return { lines: referrals, said: new Map(others).set(keyOf(line), line), held: new Set(inView).add(keyOf(line)) };
    });
  const show = (which: Shown): void => {
    setShown(which);
    setKept((before) => ({ ...fresh(before), held: new Set() }));
  };
  return (
    <section className={page["panel"]} aria-label={w.title}>
      <div className={page["tools"]}>
        <div className={page["filters"]} role="group" aria-label={w.show}>
          {SHOWN.map((each) => (
            <button key={each} type="button" className={cx(page["filter"], each === shown && page["chosen"])} aria-pressed={each === shown} data-testid={`referrals-${each}`} onClick={() => show(each)}>
              {w.shown[each]} <span className={page["count"]}>{counts[each]}</span>
            </button>
          ))}
        </div>
        <div className={page["search"]}>
          <TextField label={w.search} type="search" value={typed} onChange={setTyped} data-testid="referrals-search" />
        </div>
      </div>
      {(leftOff > 0 || find !== "") && (
        <p className={styles["note"]} role="status">
          {find !== "" && w.foundFor(find)} {leftOff > 0 && w.leftOff(leftOff)}
          {leftOff > 0 && typed.trim() !== "" && typed.trim() !== find && (
            <Button size="small" onClick={() => onFind(typed.trim())} data-testid="referrals-find-all">
              {w.findAll(typed.trim())}
            </Button>
          )}
          {find !== "" && (
            <Button size="small" onClick={() => onFind("")} data-testid="referrals-find-none">
              {w.showAll}
            </Button>
          )}
        </p>
      )}
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
              <ReferralRow key={keyOf(line)} line={line} now={now} onSaid={onSaid} onStale={onStale} />
            ))}
          </tbody>
        </table>
      ) : lines.length === 0 && find === "" ? (
        <EmptyState title={w.none}>{w.noneText}</EmptyState>
      ) : shown === "waiting" && typed.trim() === "" && find === "" ? (
        <EmptyState title={w.noneWait}>{w.noneWaitText}</EmptyState>
      ) : (
        <EmptyState title={w.noMatch}>{null}</EmptyState>
      )}
    </section>
  );
}
