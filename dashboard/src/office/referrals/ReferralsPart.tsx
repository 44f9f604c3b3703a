// Where people were referred to, and what the services have said: the coordinator's list for the days after.
import { useCallback, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useNow } from "../../live/hooks";
import type { ReferralLine, Referrals } from "../../live/protocol.gen";
import type { Answer } from "../../session/http";
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

/** A list, what was looked for in it, and when it was asked for by this page's own clock. */
type Seen = Referrals & { find: string; asked: number };
/** What was recorded here, and when: a list that was asked for before may not have it yet. */
type Said = ReadonlyMap<string, { line: ReferralLine; at: number }>;

export function ReferralsPart(): ReactNode {
  const { board } = usePlace();
  // Words that were looked for among those, too, that a long list leaves off.
  const [find, setFind] = useState("");
  const load = useCallback(async (): Promise<Answer<Seen>> => {
    const asked = performance.now();
    const answer = await listReferrals(board.board, find);
    return answer.ok ? { ...answer, value: { ...answer.value, find, asked } } : answer;
  }, [board.board, find]);
  const list = useLoaded(load);
  const [said, setSaid] = useState<Said>(new Map());
  // Lines that stay in view although they fit no longer: no other comes under the hand that has just pressed.
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const hold = (line: ReferralLine): void => setHeld((before) => new Set(before).add(keyOf(line)));
  const letGo = (): void => setHeld(new Set());
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <div>
          <h2 className={page["title"]}>{w.title}</h2>
          <p className={page["lead"]}>{w.lead(board.name)}</p>
        </div>
        <Button
          onClick={() => {
            letGo();
            list.again();
          }}
          pending={list.loading && list.value !== null}
          data-testid="referrals-again"
        >
          {wo.again}
        </Button>
      </div>
      <State of={list} loading={w.loading}>
        {(value) => (
          <List
            of={value}
            said={said}
            held={held}
            onFind={setFind}
            onLetGo={letGo}
            onSaid={(line) => {
              hold(line);
              setSaid((before) => new Map(before).set(keyOf(line), { line, at: performance.now() }));
            }}
            onStale={(line) => {
              hold(line);
              list.again();
            }}
          />
        )}
      </State>
    </div>
  );
}

/** Times of today are said without their day: the day may end while the list is open. */
const LOOK_EVERY_MS = 60_000;

type Props = { of: Seen; said: Said; held: ReadonlySet<string>; onFind: (words: string) => void; onLetGo: () => void; onSaid: (line: ReferralLine) => void; onStale: (line: ReferralLine) => void };

function List({ of: { referrals, left_off: leftOff, find, asked }, said, held, onFind, onLetGo, onSaid, onStale }: Props): ReactNode {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState<Shown>("waiting");
  const now = useNow((at) => Math.floor(at / LOOK_EVERY_MS) * LOOK_EVERY_MS);
  const lines = referrals.map((line) => {
    const own = said.get(keyOf(line));
    return own !== undefined && own.at > asked ? own.line : line;
  });
  const counts = countsOf(lines);
  const found = linesShown(lines, shown, typed, held);
  const words = typed.trim();
  const show = (which: Shown): void => {
    setShown(which);
    onLetGo();
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
        <div className={styles["note"]}>
          <p role="status">
            {find !== "" && w.foundFor(find)} {leftOff > 0 && w.leftOff(leftOff)}
          </p>
          {words !== "" && words !== find && (
            <Button size="small" onClick={() => onFind(words)} data-testid="referrals-find-all">
              {w.findAll(words)}
            </Button>
          )}
          {find !== "" && (
            <Button size="small" onClick={() => onFind("")} data-testid="referrals-find-none">
              {w.showAll}
            </Button>
          )}
        </div>
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
