// Who asked for a quicker response, how far it has climbed, and how long until it climbs again. An inspector can answer here.
import type { ReactNode } from "react";
import { isFlood } from "../../board/logic/alarms";
import { useAct, useNow } from "../../live";
import type { IncidentBrief, SchemeView } from "../../live/protocol.gen";
import { Button, ErrorNote, IconShape, cx } from "../../ui";
import { Glyph } from "../../ui/Glyph";
import { shortSpan } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import { alarmsBegun } from "./alarm-rate";
import styles from "./Escalations.module.css";
import { openEscalations, type OpenEscalation } from "./escalations";

const SHOWN_WALL = 4;

export function Escalations({ briefs, scheme, wall }: { briefs: readonly IncidentBrief[]; scheme: SchemeView; wall: boolean }): ReactNode {
  // Whole seconds: a climb is a matter of minutes, its countdown is read.
  const now = useNow((at) => Math.floor(at / 1_000) * 1_000);
  const list = openEscalations(briefs, now);
  const shown = wall ? list.slice(0, SHOWN_WALL) : list;
  return (
    <section className={styles["panel"]} aria-labelledby="escalations-title" data-testid="escalations">
      <header className={styles["head"]}>
        <h2 id="escalations-title">{words.escalation.title}</h2>
        <AlarmRate briefs={briefs} scheme={scheme} />
      </header>
      {list.length === 0 ? <p className={styles["empty"]}>{words.escalation.empty}</p> : null}
      <ul className={styles["list"]}>
        {shown.map((each) => (
          <Line key={each.escalation} escalation={each} wall={wall} />
        ))}
      </ul>
      {list.length > shown.length ? <p className={styles["empty"]}>{words.waiting.more(list.length - shown.length)}</p> : null}
    </section>
  );
}

/** At the board, not here: how hard the room is being rung at. */
function AlarmRate({ briefs, scheme }: { briefs: readonly IncidentBrief[]; scheme: SchemeView }): ReactNode {
  const begun = useNow((now) => alarmsBegun(briefs, scheme, now));
  const flood = isFlood(begun);
  return (
    <p className={cx(flood && styles["flood"])} title={words.alarms.counts} data-testid="alarm-rate" data-flood={flood}>
      {flood ? <Glyph name="triangle" size={14} /> : null} {flood ? words.alarms.flood(begun) : words.alarms.rate(begun)}
    </p>
  );
}

function Line({ escalation, wall }: { escalation: OpenEscalation; wall: boolean }): ReactNode {
  const act = useAct();
  const { answered, climb, dueInMs, kind } = escalation;
  const overdue = dueInMs !== null && dueInMs < 0;
  return (
    <li className={cx(styles["line"], !answered && styles["open"])} data-testid="escalation" data-climb={climb} data-answered={answered}>
      <IconShape shape={kind === "line_cut" ? "octagon" : "triangle"} filled={!answered} tone={answered ? "quiet" : kind === "line_cut" ? "danger" : "text"} size={16} />
      <div className={styles["body"]}>
        <p>
          <strong>{words.escalation.kind[kind]}</strong>{" "}
          <span className={styles["sub"]}>
            {words.escalation.by(escalation.requestedBy)} · {words.escalation.waited(shortSpan(escalation.waitedMs))} · <span className="mono">{escalation.number}</span>
          </span>
        </p>
        <p>
          {answered ? (
            escalation.answeredBy === null ? (
              words.escalation.answeredNobody
            ) : (
              words.escalation.answered(escalation.answeredBy)
            )
          ) : (
            <>
              <span className={styles["climb"]}>{words.escalation.climb[climb]}</span>
              {dueInMs === null ? null : (
                <span className={cx(styles["due"], (overdue || climb === "inspector") && styles["nearly"])}>
                  {overdue
                    ? words.escalation.overdue(shortSpan(-dueInMs))
                    : words.escalation.due(words.escalation.next[climb], shortSpan(dueInMs))}
                </span>
              )}
            </>
          )}
        </p>
        {act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
      </div>
      {answered || wall ? null : (
        <Button
          tone={climb === "inspector" ? "primary" : "plain"}
          pending={act.status === "pending"}
          onClick={() => void act.run({ type: "acknowledge_escalation", escalation: escalation.escalation })}
          data-testid="escalation-ack"
        >
          {words.escalation.acknowledge}
        </Button>
      )}
    </li>
  );
}
