// The entries as a table: when, what in plain words, who, about which incident, to whom and why.
import { memo, type ReactNode } from "react";
import { cx } from "../../ui/cx";
import { dayAndClock, exactTime, ZONE } from "../../ui/time";
import { en } from "../../words/en";
import { ledger as w } from "../../words/en.ledger";
import type { LedgerEntry } from "../api";
import page from "../Page.module.css";
import { doneOf, keyOf } from "./filter";
import styles from "./Ledger.module.css";

type Props = { entries: readonly LedgerEntry[]; onUser: (user: string) => void; onIncident: (incident: string) => void };

export function Entries({ entries, onUser, onIncident }: Props): ReactNode {
  return (
    <table className={cx(page["table"], styles["table"])} data-testid="ledger-entries">
      <thead>
        <tr>
          <th scope="col">{w.when}</th>
          <th scope="col">{w.what}</th>
          <th scope="col">{w.who}</th>
          <th scope="col">{w.about}</th>
          <th scope="col">{w.toWhom}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={keyOf(entry)} entry={entry} onUser={onUser} onIncident={onIncident} />
        ))}
      </tbody>
    </table>
  );
}

const Row = memo(function Row({ entry, onUser, onIncident }: { entry: LedgerEntry } & Omit<Props, "entries">): ReactNode {
  const done = doneOf(entry);
  const { incident, to, reason, audience } = entry;
  const name = entry.name ?? w.machine(entry.user);
  return (
    <tr data-testid="ledger-entry" data-act={entry.act}>
      <td className={styles["when"]}>
        <time dateTime={new Date(entry.at).toISOString()} title={`${exactTime(entry.at, ZONE)}, ${w.entry(entry.seq)}`}>
          {dayAndClock(entry.at, ZONE)}
        </time>
      </td>
      <th scope="row">
        {w.act[entry.act]}
        {done !== null && <span className={styles["done"]}>{w.done(done)}</span>}
      </th>
      <td>
        <button type="button" className={styles["only"]} title={w.onlyUser(name)} onClick={() => onUser(entry.user)}>
          {name}
        </button>
        {audience !== undefined && <span className={styles["done"]}>{en.audience[audience]}</span>}
      </td>
      <td>
        {incident !== undefined && (
          <button type="button" className={cx(styles["only"], "mono")} title={w.onlyIncident(incident)} onClick={() => onIncident(incident)}>
            {incident}
          </button>
        )}
      </td>
      <td>
        {to !== undefined && <span className={styles["to"]}>{w.to(to)}</span>} {reason !== undefined && <span className={styles["reason"]}>{w.reason(reason)}</span>}
      </td>
    </tr>
  );
});
