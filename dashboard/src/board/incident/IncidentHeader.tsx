// The facts that stay in view, and the acts with their keys.
import type { ReactNode } from "react";
import { useNow, usePending, usePresence, useScheme, useYou } from "../../live/hooks";
import type { GradeView, IncidentFile, IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { Ago, At, Clock } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { cx } from "../../ui/cx";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { en, shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import { amberMs, gradeClock, gradeOf } from "../logic/rows";
import { shortNumber } from "../list/Row";
import { useBoard } from "../state";
import styles from "./IncidentHeader.module.css";

type Props = { row: IncidentRow; response: ResponseRow | undefined; file: IncidentFile | null };

export function IncidentHeader({ row, response, file }: Props): ReactNode {
  const { state } = useBoard();
  const scheme = useScheme();
  const you = useYou();
  const grade = gradeOf(scheme, row.grade);
  const immediate = grade.rank === 1 && gradeClock(row, grade).state !== "attended";
  const presence = usePresence();
  const others = [...new Set(presence.filter((user) => user.user !== you?.user && user.viewing.includes(row.number)).map((user) => user.name))];
  return (
    <header className={styles["header"]}>
      <div className={styles["title"]}>
        <h2 className={styles["place"]}>{row.locality ?? en.notKnown}</h2>
        {row.beat !== null && <span className={styles["quiet"]}>{row.beat}</span>}
        {row.synthetic && <Chip tone="hatched">{w.row.synthetic}</Chip>}
        <span className={cx("mono", styles["number"])} data-testid="incident-number">
          {row.number}
        </span>
      </div>
      <p className={styles["sub"]}>
        <span className={cx(styles["grade"], immediate && styles["immediate"])}>
          <IconShape shape={shapeOfGrade(grade.rank, grade.attend_minutes)} tone={immediate ? "danger" : "text"} size={13} />
          {grade.code} {grade.label}
        </span>
        <GradeTime row={row} grade={grade} />
        <span>
          {w.incident.received.toLowerCase()} <At at={row.received_at} />, <Ago at={row.received_at} suffix />
        </span>
      </p>
      <p className={styles["sub"]}>
        {file?.address !== null && file?.address !== undefined && <span className={styles["address"]}>{file.address}</span>}
        <span>{row.opening_code}</span>
        <span>
          {en.incidentState[row.state]}
          {row.closing_code !== null && ` (${row.closing_code})`}
        </span>
      </p>
      {others.length > 0 && <p className={styles["also"]}>{w.incident.alsoOpen(others)}</p>}
      <Facts row={row} />
      {row.responses.length > 1 && <ResponseTabs row={row} response={response} />}
      {response !== undefined && state.tray !== "call" && <Acts row={row} response={response} />}
    </header>
  );
}

function GradeTime({ row, grade }: { row: IncidentRow; grade: GradeView }): ReactNode {
  const clock = gradeClock(row, grade);
  if (clock.state === "running") return <Clock due={clock.due} amberMs={amberMs(grade)} />;
  return <span className={styles["quiet"]}>{clock.state === "attended" ? w.row.attended : w.row.noClock}</span>;
}

export function Facts({ row }: { row: IncidentRow }): ReactNode {
  const back = row.suspect?.whereabouts === "returned";
  const calls = row.repeat?.calls_in_12_months ?? 0;
  const same = row.repeat?.same_address ?? [];
  const newCalls = row.repeat?.new_calls ?? 0;
  const hazards = [...(row.children_present !== null && row.children_present > 0 ? [en.children(row.children_present)] : []), ...row.hazards.filter((hazard) => hazard !== "children" || (row.children_present ?? 0) === 0).map((hazard) => en.hazard[hazard])];
  const { change } = useBoard();
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>{w.incident.police}</dt>
        <dd>
          <PoliceUnits row={row} />
        </dd>
      </div>
      <div>
        <dt>{w.incident.suspect}</dt>
        <dd className={back ? styles["back"] : undefined}>
          {row.suspect === null ? (
            <span className={styles["quiet"]}>{w.incident.suspectNone}</span>
          ) : (
            <>
              {back && <IconShape shape="octagon" tone="danger" size={11} />} {en.suspect[row.suspect.whereabouts]} <Ago at={row.suspect.at} className={styles["ago"]} />
            </>
          )}
        </dd>
      </div>
      {hazards.length > 0 && (
        <div>
          <dt>{w.incident.hazards}</dt>
          <dd className={styles["hazards"]}>{hazards.join(", ")}</dd>
        </div>
      )}
      {(calls > 0 || same.length > 0 || newCalls > 0) && (
        <div>
          <dt>{w.incident.repeats}</dt>
          <dd>
            {[calls + same.length > 0 && w.row.repeatLong(calls, same.length), newCalls > 0 && w.row.newCalls(newCalls)].filter(Boolean).join(", ")}
            {same.map((number) => (
              <button key={number} type="button" className={cx("mono", styles["link"])} onClick={() => change({ type: "open", number })}>
                {shortNumber(number)}
              </button>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

export function PoliceUnits({ row }: { row: IncidentRow }): ReactNode {
  if (row.resources.length === 0) return <span className={styles["quiet"]}>{w.row.noUnit}</span>;
  return (
    <ul className={styles["units"]} data-testid="police-units">
      {row.resources.map((unit) => (
        <li key={unit.call_sign}>
          <span className={cx("mono", styles["unit"])}>{unit.call_sign}</span> {en.resource[unit.status]} <Ago at={unit.at} className={styles["ago"]} />
          {unit.eta_at !== null && (unit.status === "en_route" || unit.status === "assigned") && <Eta at={unit.eta_at} />}
        </li>
      ))}
    </ul>
  );
}

function Eta({ at }: { at: number }): ReactNode {
  const text = useNow((now) => (at >= now ? w.incident.eta(shortSpan(at - now)) : w.incident.etaPast(shortSpan(now - at))));
  const late = useNow((now) => now > at);
  return <strong className={cx("num", styles["eta"], late && styles["late"])}>{text}</strong>;
}

function ResponseTabs({ row, response }: { row: IncidentRow; response: ResponseRow | undefined }): ReactNode {
  const scheme = useScheme();
  const { change } = useBoard();
  return (
    <div className={styles["tabs"]} role="group" aria-label={en.personWord(scheme?.person_word ?? "victim")}>
      {row.responses.map((each) => (
        <button key={each.response} type="button" aria-pressed={each === response} className={cx(styles["tab"], each === response && styles["here"])} data-testid={`response-${each.ordinal}`} onClick={() => change({ type: "ordinal", ordinal: each.ordinal })}>
          {w.incident.victim(each.ordinal, en.personWord(scheme?.person_word ?? "victim"))}
          <span className={styles["quiet"]}>{en.response[each.state]}</span>
        </button>
      ))}
    </div>
  );
}

function Acts({ row, response }: { row: IncidentRow; response: ResponseRow }): ReactNode {
  const { state, change, claim, release, lineCut } = useBoard();
  const you = useYou();
  const pending = usePending(response.response);
  const isPending = (type: string): boolean => pending.some((record) => record.command.type === type);
  const mine = response.claim !== null && response.claim.user === you?.user;
  // An outcome may be recorded and the line still go dead: only closing ends these.
  const finished = response.state === "closed";
  const cutPending = pending.some((record) => record.command.type === "request_escalation" && record.command.kind === "line_cut");
  return (
    <div className={styles["actsRow"]}>
    <div className={cx(styles["acts"], state.tray !== null && styles["aside"])}>
      {response.claim === null ? (
        <Button tone="mine" shortcut="c" pending={isPending("claim_response")} data-testid="claim" onClick={() => claim(response.response)}>
          {w.acts.claim}
        </Button>
      ) : mine ? (
        <Button shortcut="r" pending={isPending("release_claim")} data-testid="release" onClick={() => release(response.response)}>
          {w.acts.release}
        </Button>
      ) : (
        <span className={styles["claimed"]} data-testid="claimed-by">
          {w.incident.claimBy(response.claim.name)} <Ago at={response.claim.at} />
        </span>
      )}
      {!finished && (
        <>
          <Button shortcut="p" tone={mine ? "primary" : "plain"} data-testid="call" onClick={() => change({ type: "tray", tray: "call" })}>
            {w.acts.call}
          </Button>
          <Button shortcut="e" data-testid="escalate" aria-pressed={state.tray === "escalate"} onClick={() => change({ type: "tray", tray: "escalate" })}>
            {w.acts.escalate}
          </Button>
          {row.gate.state !== "not_used" && (
            <Button shortcut="s" data-testid="send-car" aria-pressed={state.tray === "send_car"} onClick={() => change({ type: "tray", tray: "send_car" })}>
              {w.acts.sendCar}
            </Button>
          )}
        </>
      )}
      <Button shortcut="o" data-testid="outcome" aria-pressed={state.tray === "outcome"} onClick={() => change({ type: "tray", tray: "outcome" })}>
        {w.acts.outcome}
      </Button>
      <Button shortcut="n" data-testid="note" aria-pressed={state.tray === "note"} onClick={() => change({ type: "tray", tray: "note" })}>
        {w.acts.note}
      </Button>
    </div>
      <div className={styles["right"]}>
      {!finished && (
        <Button tone="danger" shortcut="l" pending={cutPending} data-testid="line-cut" onClick={() => lineCut(response.response, w.call.lineCutReason)}>
          {w.acts.lineCut}
        </Button>
      )}
      {mine && (
        <Button tone="quiet" data-testid="hand-over" onClick={() => change({ type: "tray", tray: "hand_over" })}>
          {w.acts.handOver}
        </Button>
      )}
      </div>
    </div>
  );
}
