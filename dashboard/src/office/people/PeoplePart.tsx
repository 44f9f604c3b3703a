// Who may sign in on this board, where they are signed in, and whose access is locked or closed.
import { useCallback, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useNow } from "../../live/hooks";
import { useLoaded } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { office as w } from "../../words/en.office";
import { people, type Account } from "../api";
import page from "../Page.module.css";
import { State } from "../State";
import { countsOf, peopleShown, SHOWN, type Shown } from "./list";
import styles from "./People.module.css";
import { PersonRow } from "./PersonRow";

export function PeoplePart(): ReactNode {
  const { board } = usePlace();
  const list = useLoaded(useCallback(() => people(board.board), [board.board]));
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <div>
          <h2 className={page["title"]}>{w.people.title}</h2>
          <p className={page["lead"]}>{w.people.lead(board.name)}</p>
        </div>
        <Button onClick={list.again} pending={list.loading && list.value !== null} data-testid="people-again">
          {w.again}
        </Button>
      </div>
      <State of={list} loading={w.people.loading}>
        {({ people: accounts }) => <List accounts={accounts} onChange={list.again} />}
      </State>
    </div>
  );
}

export function roleWords({ roles }: Account): string {
  return roles.map((role) => en.role[role]).join(", ");
}

/** A lock that runs out must not stand there for ever. */
const LOOK_EVERY_MS = 10_000;

function List({ accounts, onChange }: { accounts: readonly Account[]; onChange: () => void }): ReactNode {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [open, setOpen] = useState<string | null>(null);
  const now = useNow((at) => Math.floor(at / LOOK_EVERY_MS) * LOOK_EVERY_MS);
  const counts = countsOf(accounts, now);
  const found = peopleShown(accounts, shown, typed, now, roleWords);
  return (
    <section className={page["panel"]} aria-label={w.people.title}>
      <div className={page["tools"]}>
        <div className={page["filters"]} role="group" aria-label={w.people.show}>
          {SHOWN.map((each) => (
            <button key={each} type="button" className={cx(page["filter"], each === shown && page["chosen"])} aria-pressed={each === shown} data-testid={`people-${each}`} onClick={() => setShown(each)}>
              {w.people.shown[each]} <span className={page["count"]}>{counts[each]}</span>
            </button>
          ))}
        </div>
        <div className={page["search"]}>
          <TextField label={w.people.search} type="search" value={typed} onChange={setTyped} data-testid="people-search" />
        </div>
      </div>
      {found.length === 0 ? (
        <EmptyState title={accounts.length === 0 ? w.people.nobody : w.people.noMatch}>{accounts.length === 0 ? w.people.nobodyText : null}</EmptyState>
      ) : (
        <table className={cx(page["table"], styles["table"])} data-testid="people">
          <thead>
            <tr>
              <th scope="col">{w.people.name}</th>
              <th scope="col">{w.people.roles}</th>
              <th scope="col">{w.people.car}</th>
              <th scope="col">{w.people.factor}</th>
              <th scope="col">{w.people.state}</th>
              <th scope="col">{w.people.signIns}</th>
            </tr>
          </thead>
          {found.map((each) => (
            <PersonRow key={each.user} account={each} now={now} open={open === each.user} onToggle={() => setOpen(open === each.user ? null : each.user)} onChange={onChange} />
          ))}
        </table>
      )}
    </section>
  );
}
