// Two numbers of the force for one event: what may be the same, what a person has said is, and the way back.
import type { ReactNode } from "react";
import { useAct, useDocs, useIncident } from "../../../live/hooks";
import type { IncidentNumber, IncidentRow } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { ErrorNote } from "../../../ui/ErrorNote";
import { contact as w } from "../../../words/en.contact";
import { linkOf, type Link, type Twin } from "../../logic/duplicates";
import { useBoard } from "../../state";
import styles from "./Facts.module.css";

export function Duplicates({ row }: { row: IncidentRow }): ReactNode {
  const all = useDocs("incident");
  const linkedTo = (number: IncidentNumber): IncidentRow[] => all.filter((each) => each.duplicate_of === number);
  const linkedHere = linkedTo(row.number);
  const { change } = useBoard();
  if (row.duplicate_of !== null) return <Linked number={row.number} of={row.duplicate_of} />;
  if (row.duplicates.length === 0 && linkedHere.length === 0) return null;
  const proposed = row.duplicates.filter((number) => !linkedHere.some((each) => each.number === number));
  return (
    <div className={styles["same"]} data-testid="duplicates">
      {linkedHere.length > 0 && (
        <p>
          {w.duplicates.here(linkedHere.map((each) => each.number))}
          {linkedHere.map((each) => (
            <button key={each.number} type="button" className={styles["link"]} onClick={() => change({ type: "open", number: each.number })}>
              {w.duplicates.open(each.number)}
            </button>
          ))}
        </p>
      )}
      {proposed.length > 0 && (
        <>
          <p>
            <SameMark linked={false} /> <strong>{w.duplicates.maybe(proposed.length)}</strong>
          </p>
          <ul className={styles["proposals"]}>
            {proposed.map((number) => (
              <Proposed key={number} row={row} other={number} link={linkOf(twin(row, row.number, linkedHere), twin(all.find((each) => each.number === number), number, linkedTo(number)))} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function twin(row: IncidentRow | undefined, number: IncidentNumber, linked: readonly IncidentRow[]): Twin {
  return { number, received_at: row?.received_at ?? null, linkedTo: row?.duplicate_of ?? null, hasLinked: linked.length > 0 };
}

function Proposed({ row, other, link }: { row: IncidentRow; other: IncidentNumber; link: Link }): ReactNode {
  const { change, done } = useBoard();
  const act = useAct();
  const there = useIncident(other);
  async function same(): Promise<void> {
    if (await act.run({ type: "link_duplicate", ...link })) done(w.duplicates.done(link.incident, link.of), { type: "unlink_duplicate", incident: link.incident });
  }
  return (
    <li>
      <div>
        {there === undefined ? (
          <span className="mono">{other}</span>
        ) : (
          <button type="button" className={cx("mono", styles["link"])} aria-label={w.duplicates.open(other)} onClick={() => change({ type: "open", number: other })}>
            {other}
          </button>
        )}
        {there !== undefined && (
          <>
            {" "}
            <Ago at={there.received_at} suffix />
          </>
        )}
        <span className={styles["aside"]}>{link.incident === row.number ? w.duplicates.goesThere(link.of) : w.duplicates.comesHere}</span>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      </div>
      <Button size="small" pending={act.status === "pending"} aria-label={`${w.duplicates.link}: ${other}`} data-testid={`link-${other}`} onClick={() => void same()}>
        {w.duplicates.link}
      </Button>
    </li>
  );
}

function Linked({ number, of }: { number: IncidentNumber; of: IncidentNumber }): ReactNode {
  const { change, done } = useBoard();
  const act = useAct();
  const there = useIncident(of) !== undefined;
  async function unlink(): Promise<void> {
    if (await act.run({ type: "unlink_duplicate", incident: number })) done(w.duplicates.undone(number), { type: "link_duplicate", incident: number, of });
  }
  return (
    <div className={cx(styles["same"], styles["linked"])} data-testid="duplicate-of">
      <p>
        <SameMark linked /> <strong>{w.duplicates.linked(of)}</strong>
      </p>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      <div className={styles["acts"]}>
        {there && (
          <Button size="small" tone="primary" data-testid="open-original" onClick={() => change({ type: "open", number: of })}>
            {w.duplicates.open(of)}
          </Button>
        )}
        <Button size="small" pending={act.status === "pending"} data-testid="unlink" onClick={() => void unlink()}>
          {w.duplicates.unlink}
        </Button>
      </div>
    </div>
  );
}

/** Two rings that touch, or that are one chain. */
function SameMark({ linked }: { linked: boolean }): ReactNode {
  return (
    <svg width="16" height="12" viewBox="0 0 20 16" aria-hidden="true" focusable="false">
      <path d={linked ? "M7.5 3a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.5 3a5 5 0 1 0 0 10 5 5 0 0 0 0-10z" : "M5.5 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM14.5 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"} fill="none" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  );
}
