// One incident on the list: grade and clock, place, what police did, what we did, the car. No names.
import { memo, type CSSProperties, type ReactNode } from "react";
import { useIncident, useNow, usePending, useScheme, useYou } from "../../live/hooks";
import type { GateState, GradeView, IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { clockState } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { board as w } from "../../words/en.board";
import { en, shortSpan } from "../../words/en";
import { amberMs, escalationRank, firstResponse, gradeClock, gradeOf, isActive, isDone, leadingResponse } from "../logic/rows";
import { GateMark } from "./GateMark";
import styles from "./Row.module.css";

type Props = {
  number: string;
  active: boolean;
  opened: boolean;
  index: number;
  size: number;
  style: CSSProperties;
};

export function rowId(number: string): string {
  return `row-${number}`;
}

/** The last part of the force's number: enough to tell rows apart. */
export function shortNumber(number: string): string {
  return number.slice(number.lastIndexOf("-") + 1);
}

export const Row = memo(function Row({ number, active, opened, index, size, style }: Props): ReactNode {
  const row = useIncident(number);
  const you = useYou();
  const scheme = useScheme();
  if (row === undefined) {
    return (
      <div role="option" aria-selected={opened} id={rowId(number)} data-row={number} tabIndex={active ? 0 : -1} aria-posinset={index + 1} aria-setsize={size} className={cx(styles["row"], styles["gone"], "hatched")} style={style}>
        <span className={styles["goneText"]}>
          <span className="mono">{shortNumber(number)}</span> {w.list.left}
        </span>
      </div>
    );
  }
  const response = leadingResponse(row);
  const grade = gradeOf(scheme, row.grade);
  const mine = row.responses.some((each) => each.claim !== null && each.claim.user === you?.user);
  const done = isDone(row);
  return (
    <div
      role="option"
      aria-selected={opened}
      id={rowId(number)}
      data-row={number}
      data-testid={`row-${number}`}
      data-done={done || undefined}
      tabIndex={active ? 0 : -1}
      aria-posinset={index + 1}
      aria-setsize={size}
      className={cx(styles["row"], opened && styles["opened"], mine && styles["mine"], done && styles["done"], escalationRank(row) === 0 && styles["cut"])}
      style={style}
    >
      <GradeCell row={row} grade={grade} done={done} />
      <PlaceCell row={row} response={response} />
      <PoliceCell row={row} />
      <OursCell response={response} mine={mine} />
      <CarCell row={row} response={response} />
      <WaitCell row={row} grade={grade} done={done} />
    </div>
  );
});

function GradeCell({ row, grade, done }: { row: IncidentRow; grade: GradeView; done: boolean }): ReactNode {
  const clock = gradeClock(row, grade);
  const due = clock.state === "running" ? clock.due : null;
  const state = useNow((now) => (due === null ? "none" : clockState(due, now, amberMs(grade))));
  const text = useNow((now) =>
    due === null ? (clock.state === "attended" ? w.row.attended : w.row.noClock) : now >= due ? w.row.clockOver(shortSpan(now - due)) : w.row.clockLeft(shortSpan(due - now)),
  );
  // Red until police are there: after that the shape alone says the grade.
  const urgent = grade.rank === 1 && !done && clock.state !== "attended";
  return (
    <div className={styles["cell"]}>
      <span className={cx(styles["line"], styles["grade"])}>
        <IconShape shape={shapeOfGrade(grade.rank, grade.attend_minutes)} filled={!done && grade.rank <= 2 && (grade.rank > 1 || urgent || clock.state !== "none")} tone={urgent ? "danger" : done ? "quiet" : "text"} size={13} />
        <span className="sr">{en.shapes[shapeOfGrade(grade.rank, grade.attend_minutes)]}, </span>
        <span title={grade.label}>{row.grade}</span>
      </span>
      <span className={cx(styles["line2"], styles["num"], due === null && styles["quiet"], state === "nearly" && styles["nearly"], state === "over" && styles["over"])}>{text}</span>
    </div>
  );
}

function PlaceCell({ row, response }: { row: IncidentRow; response: ResponseRow | undefined }): ReactNode {
  const escalation = response?.escalation ?? null;
  const isOpen = escalation?.state === "requested" || escalation?.state === "acknowledged";
  const calls = row.repeat?.calls_in_12_months ?? 0;
  const same = row.repeat?.same_address.length ?? 0;
  const newCalls = row.repeat?.new_calls ?? 0;
  const children = row.children_present ?? 0;
  const hazards = row.hazards.filter((hazard) => hazard !== "children" || children === 0).map((hazard) => en.hazard[hazard]);
  if (children > 0) hazards.unshift(en.children(children));
  const code = row.opening_code;
  return (
    <div className={styles["cell"]}>
      <span className={styles["line"]}>
        <span className={styles["place"]}>{row.locality ?? en.notKnown}</span>
        {calls + same > 0 && (
          <span className={styles["repeat"]} title={w.row.repeatLong(calls, same)}>
            <RepeatMark />
            <span className="sr">{w.row.repeatLong(calls, same)}</span>
            <span aria-hidden="true">{calls + same}</span>
          </span>
        )}
        {row.responses.length > 1 && <span className={styles["tag"]}>{w.row.victims(row.responses.length)}</span>}
      </span>
      <span className={styles["line2"]} title={[...hazards, code, row.beat].filter(Boolean).join(" · ")}>
        {isOpen && (
          <span className={cx(styles["escalation"], escalation.kind === "line_cut" && escalation.state === "requested" && styles["danger"])}>
            <IconShape shape={escalation.kind === "line_cut" ? "octagon" : "triangle"} filled={escalation.state === "requested"} tone={escalation.kind === "line_cut" && escalation.state === "requested" ? "danger" : "text"} size={10} />
            {escalation.kind === "line_cut" ? w.row.lineCut : escalation.state === "requested" ? w.row.escalated : w.row.escalatedSeen}
          </span>
        )}
        {newCalls > 0 && <span className={styles["strong"]}>{w.row.newCalls(newCalls)}</span>}
        {hazards.length > 0 && <span className={styles["hazards"]}>{hazards.join(", ")}</span>}
        <span className={styles["code"]}>{[row.beat, code].filter(Boolean).join(" ")}</span>
      </span>
    </div>
  );
}

function PoliceCell({ row }: { row: IncidentRow }): ReactNode {
  const first = firstResponse(row);
  const suspect = row.suspect === null ? null : w.row.suspect[row.suspect.whereabouts];
  const since = first?.unit.at ?? 0;
  const eta = first?.unit.status === "en_route" || first?.unit.status === "assigned" ? first.unit.eta_at : null;
  const span = useNow((now) => (eta !== null ? (eta <= now ? w.row.etaLate : w.row.eta(shortSpan(eta - now))) : shortSpan(now - since)));
  const back = row.suspect?.whereabouts === "returned";
  return (
    <div className={styles["cell"]}>
      {first === null ? (
        <span className={cx(styles["line"], styles["none"])}>{w.row.noUnit}</span>
      ) : (
        <span className={styles["line"]}>
          <span className="mono">{first.unit.call_sign}</span>
          <span>{en.resource[first.unit.status]}</span>
          {first.others > 0 && <span className={styles["quiet"]}>{w.row.others(first.others)}</span>}
        </span>
      )}
      <span className={styles["line2"]}>
        {first !== null && !back && <span className={styles["num"]}>{span}</span>}
        {suspect !== null && <span className={back ? styles["back"] : undefined}>{suspect}</span>}
      </span>
    </div>
  );
}

function OursCell({ response, mine }: { response: ResponseRow | undefined; mine: boolean }): ReactNode {
  const pending = usePending(response?.response ?? "");
  if (response === undefined) return <div className={styles["cell"]} />;
  const { contact, claim, outcome } = response;
  const claiming = pending.some((record) => record.command.type === "claim_response" || record.command.type === "release_claim");
  const first = outcome !== null && claim === null ? w.row.outcome[outcome.kind] : claim === null ? w.row.unclaimed : mine ? w.row.you : claim.name;
  const second =
    outcome !== null
      ? claim === null
        ? w.row.referral[outcome.referral]
        : w.row.outcome[outcome.kind]
      : contact.last_result !== null
        ? w.row.attempts(en.contact[contact.last_result], contact.attempts)
        : contact.safety === "unsafe"
          ? w.row.unsafeContact
          : response.reviewed_at === null
            ? w.row.notReviewed
            : w.row.noContact;
  return (
    <div className={styles["cell"]}>
      <span className={cx(styles["line"], mine && styles["you"], claim === null && styles["none"])} data-testid="row-claim">
        {claiming ? <span className={styles["sending"]}>{w.row.sending}</span> : <span>{first}</span>}
      </span>
      <span className={cx(styles["line2"], response.reviewed_at === null && styles["strong"])}>
        <span>{second}</span>
      </span>
    </div>
  );
}

const GATE_WORD: Record<GateState, string> = { open: w.row.carPossible, closed: w.row.carNot, revoked: w.row.carMustNot, not_used: "" };

function CarCell({ row, response }: { row: IncidentRow; response: ResponseRow | undefined }): ReactNode {
  const over = isDone(row);
  const car = response?.deployment ?? response?.reserved[0] ?? null;
  const showCar = car !== null && (isActive(car) || car.state === "reserved" || car.recall_unconfirmed || car.state === "resumed");
  return (
    <div className={styles["cell"]}>
      <span className={styles["line"]}>
        {(!over || showCar) && <GateMark state={row.gate.state} />}
        {over && !showCar ? null : showCar ? <span className="mono">{car.call_sign}</span> : <span className={cx(styles["gateWord"], row.gate.state === "revoked" && styles["strong"])}>{GATE_WORD[row.gate.state]}</span>}
      </span>
      <span className={styles["line2"]}>
        <span>{showCar ? (car.recall_unconfirmed ? w.row.recallOpen : en.deployment[car.state]) : ""}</span>
      </span>
    </div>
  );
}

function WaitCell({ row, grade, done }: { row: IncidentRow; grade: GradeView; done: boolean }): ReactNode {
  const span = useNow((now) => shortSpan(now - row.received_at));
  const why = w.row.why([
    ...(done ? [w.row.whyDone] : []),
    ...(escalationRank(row) < 3 ? [w.row.whyEscalation] : []),
    w.row.whyGrade(row.grade, grade.label),
    w.row.whyWait(span),
  ]);
  return (
    <div className={cx(styles["cell"], styles["right"])} title={why}>
      <span className={cx(styles["line"], styles["num"])}>{span}</span>
      <span className={cx(styles["line2"], "mono")}>{shortNumber(row.number)}</span>
    </div>
  );
}

function RepeatMark(): ReactNode {
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.5v3.2h-3.2" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
