// What is past its period. Some of it or all of it is chosen, and looked at again before it is erased.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Check } from "../../ui/Field";
import { dayOnly, ZONE } from "../../ui/time";
import { office as w } from "../../words/en.office";
import type { Preview } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";
import type { Target } from "./words";

type Props = { preview: Preview; running: boolean; onErase: (target: Target) => void };

/** Drawn at once; the rest when it is asked for. */
const SHOWN_MAX = 100;

export function DuePanel({ preview, running, onErase }: Props): ReactNode {
  const { due, classes } = preview;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState(false);
  const chosen = due.filter(({ incident }) => !left.has(incident));
  // The server may name fewer than it counts.
  const counted = Math.max(
    due.length,
    classes.reduce((sum, each) => sum + each.due, 0),
  );
  const shown = whole ? due : due.slice(0, SHOWN_MAX);
  const leave = (incidents: readonly string[], out: boolean): void =>
    setLeft((before) => {
      const next = new Set(before);
      for (const each of incidents) {
        if (out) next.add(each);
        else next.delete(each);
      }
      return next;
    });
  return (
    <section className={page["panel"]} aria-labelledby="due-title" data-testid="retention-due">
      <div className={page["panel-head"]}>
        <h3 id="due-title">{w.retention.dueTitle(counted)}</h3>
        {due.length > 0 && (
          <div className={page["acts"]}>
            <Button tone="primary" disabled={running || chosen.length === 0} onClick={() => onErase({ incidents: chosen.map(({ incident }) => incident) })} data-testid="erase-due">
              {w.retention.eraseChosen(chosen.length)}
            </Button>
            {counted > due.length && (
              <Button disabled={running} onClick={() => onErase({ all: counted })} data-testid="erase-all-due">
                {w.retention.eraseAll(counted)}
              </Button>
            )}
          </div>
        )}
      </div>
      {due.length === 0 ? (
        <EmptyState title={w.retention.nothingDue}>{w.retention.nothingDueText}</EmptyState>
      ) : (
        <>
          <table className={page["table"]}>
            <thead>
              <tr>
                <th scope="col">
                  <span className={styles["tick"]}>
                    <Check
                      label={w.retention.all}
                      checked={chosen.length === due.length}
                      onChange={(on) =>
                        leave(
                          due.map(({ incident }) => incident),
                          !on,
                        )
                      }
                      data-testid="due-all"
                    />
                  </span>
                </th>
                <th scope="col">{w.retention.class}</th>
                <th scope="col">{w.retention.since}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <tr key={each.incident}>
                  <th scope="row">
                    <span className="mono">
                      <Check label={each.incident} checked={!left.has(each.incident)} onChange={(on) => leave([each.incident], !on)} data-testid={`due-${each.incident}`} />
                    </span>
                  </th>
                  <td>
                    <span className={page["cell-name"]}>{w.retention.class}</span>
                    {w.retention.className(each.class)}
                  </td>
                  <td>
                    <span className={page["cell-name"]}>{w.retention.since}</span>
                    {dayOnly(each.due_since, ZONE)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length < due.length && (
            <div>
              <Button size="small" onClick={() => setWhole(true)}>
                {w.retention.showAll(due.length)}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
