// One person of the list; opened, their sign-ins and what may be done about their access.
import { useId, type ReactNode } from "react";
import { Chip } from "../../ui/Chip";
import { cx } from "../../ui/cx";
import { Glyph } from "../../ui/Glyph";
import { clockTime, nearTime, ZONE } from "../../ui/time";
import { en } from "../../words/en";
import { office as w } from "../../words/en.office";
import type { Account } from "../api";
import { Cell } from "../Cell";
import page from "../Page.module.css";
import { isLocked, lastUsed } from "./list";
import styles from "./People.module.css";
import { roleWords } from "./PeoplePart";
import { PersonPanel } from "./PersonPanel";

type Props = { account: Account; now: number; open: boolean; onToggle: () => void; onChange: () => void };

export function PersonRow({ account, now, open, onToggle, onChange }: Props): ReactNode {
  const panel = useId();
  const last = lastUsed(account);
  return (
    <tbody className={cx(open && styles["open"])} data-testid="person" data-user={account.username}>
      <tr>
        <th scope="row">
          <button type="button" className={styles["name"]} aria-expanded={open} aria-controls={panel} onClick={onToggle} data-testid="person-open">
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d={open ? "M1 3l4 4 4-4" : "M3 1l4 4-4 4"} fill="none" stroke="currentColor" strokeWidth="1.6" />
            </svg>
            <span>
              <span className={styles["full"]}>{account.name}</span>
              <span className={styles["username"]}>{account.username}</span>
            </span>
          </button>
        </th>
        <td>
          <Cell name={w.people.roles}>{roleWords(account) === "" ? en.none : roleWords(account)}</Cell>
        </td>
        <td>{account.car !== null && <Cell name={w.people.car}>{account.car}</Cell>}</td>
        <td>
          <Cell name={w.people.factor}>{account.way === "oidc" ? w.people.factorElsewhere : account.has_second_factor ? w.people.factorOn : <span className={styles["lacks"]}>{w.people.factorOff}</span>}</Cell>
        </td>
        <td>
          <Cell name={w.people.state}>
            {account.is_disabled ? (
              <Chip icon={<Glyph name="minus" size={12} />}>{w.people.closed}</Chip>
            ) : isLocked(account, now) ? (
              <Chip tone="amber" icon={<Glyph name="triangle" size={12} />}>
                {w.people.lockedUntil(clockTime(account.locked_until ?? now, ZONE))}
              </Chip>
            ) : (
              w.people.openState
            )}
          </Cell>
        </td>
        <td>
          <Cell name={w.people.signIns}>
            {account.sessions.length === 0 ? <span className={page["quiet"]}>{w.people.notSignedIn}</span> : w.people.signInCount(account.sessions.length)}
            {last !== null && <span className={styles["username"]}>{w.people.last(nearTime(last, now, ZONE))}</span>}
          </Cell>
        </td>
      </tr>
      <tr hidden={!open} className={styles["more"]}>
        <td colSpan={6} id={panel}>
          {open && <PersonPanel account={account} now={now} onChange={onChange} />}
        </td>
      </tr>
    </tbody>
  );
}
