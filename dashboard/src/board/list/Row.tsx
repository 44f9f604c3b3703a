// One incident on the list: grade and clock, place and markers, what police did, what we did, the car, the wait and the points. No names.
import { memo, type CSSProperties, type ReactNode } from "react";
import { useIncident, useNow, useScheme, useYou } from "../../live/hooks";
import type { GateState, GradeView, IncidentRow, ResponseRow, SchemeView } from "../../live/protocol.gen";
import { clockState } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { board as w } from "../../words/en.board";
import { list as wl } from "../../words/en.list";
import { en, shortSpan } from "../../words/en";
import { totalPoints } from "../logic/priority";
import { amberMs, escalationRank, firstResponse, gradeClock, gradeOf, isActive, isSettled, leadingResponse, shortNumber } from "../logic/rows";
import { GateMark } from "./GateMark";
import { OursCell } from "./OursCell";
import { PlaceCell } from "./PlaceCell";
import styles from "./Row.module.css";
import { rowId } from "./rowId";
import { whyOf, whySentence } from "./why";

export { rowId, shortNumber };

type Props = {
  number: string;
  active: boolean;
  opened: boolean;
  index: number;
  size: number;
  style: CSSProperties;
};

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
  const done = isSettled(row);
  return (
    <div
      role="option"
      aria-selected={opened}
      aria-describedby={`why-${number}`}
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
      <PlaceCell row={row} response={response} scheme={scheme} />
      <PoliceCell row={row} />
      <OursCell response={response} mine={mine} joined={row.duplicate_of !== null} />
      {scheme?.gate !== "none" && <CarCell row={row} response={response} done={done} />}
      <RankCell row={row} scheme={scheme} done={done} />
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
        <span className={cx("mono", styles["number"])}>{shortNumber(row.number)}</span>
      </span>
      <span className={cx(styles["line2"], styles["num"], due === null && styles["quiet"], state === "nearly" && styles["nearly"], state === "over" && styles["over"])}>{text}</span>
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
    <div className={cx(styles["cell"], styles["police"])}>
      {first === null ? (
        <span className={cx(styles["line"], styles["none"])}>{w.row.noUnit}</span>
      ) : (
        <span className={styles["line"]}>
          <span className="mono">{first.unit.call_sign}</span>
          <span className={styles["status"]}>{en.resource[first.unit.status]}</span>
          {first.others > 0 && <span className={cx(styles["quiet"], styles["others"])}>{w.row.others(first.others)}</span>}
        </span>
      )}
      <span className={styles["line2"]}>
        {first !== null && !back && <span className={styles["num"]}>{span}</span>}
        {suspect !== null && <span className={back ? styles["back"] : undefined}>{suspect}</span>}
      </span>
    </div>
  );
}

const GATE_WORD: Record<GateState, string> = { open: w.row.carPossible, closed: w.row.carNot, revoked: wl.row.carNotSafe, not_used: "" };

function CarCell({ row, response, done }: { row: IncidentRow; response: ResponseRow | undefined; done: boolean }): ReactNode {
  const car = response?.deployment ?? response?.reserved[0] ?? null;
  const showCar = car !== null && (isActive(car) || car.state === "reserved" || car.recall_unconfirmed || car.state === "resumed");
  return (
    <div className={cx(styles["cell"], styles["car"])}>
      <span className={styles["line"]}>
        {(!done || showCar) && <GateMark state={row.gate.state} />}
        {done && !showCar ? null : showCar ? <span className="mono">{car.call_sign}</span> : <span className={cx(styles["gateWord"], row.gate.state === "revoked" && styles["strong"])}>{GATE_WORD[row.gate.state]}</span>}
      </span>
      <span className={styles["line2"]}>
        <span>{showCar ? (car.recall_unconfirmed ? w.row.recallOpen : en.deployment[car.state]) : ""}</span>
      </span>
    </div>
  );
}

function RankCell({ row, scheme, done }: { row: IncidentRow; scheme: SchemeView | null; done: boolean }): ReactNode {
  const span = useNow((now) => shortSpan(now - row.received_at));
  const points = useNow((now) => totalPoints(row.priority, scheme?.priority, now));
  const why = useNow((now) => whySentence(whyOf(row, scheme, now)));
  const { standing } = row.priority;
  return (
    <div className={cx(styles["cell"], styles["right"])} data-why="">
      <span className={cx(styles["line"], styles["num"])}>{span}</span>
      <span className={cx(styles["line2"], styles["num"])} data-testid="row-points">
        {standing !== "by_factors" && (
          <>
            <StandingMark standing={standing} />
            <span className="sr">{standing === "pinned" ? wl.points.pinned : wl.points.lowered}, </span>
          </>
        )}
        {/* What is done stands last whatever its points. */}
        {!done && (
          <span className={styles["points"]}>
            {wl.points.signed(points)} {wl.points.unit}
          </span>
        )}
      </span>
      <span id={`why-${row.number}`} hidden>
        {why}
      </span>
    </div>
  );
}

/** A pin, or an arrow to the ground. */
function StandingMark({ standing }: { standing: "pinned" | "lowered" }): ReactNode {
  const path = standing === "pinned" ? "M5 1.8h6l-.8 4.7 2.3 2.6h-9l2.3-2.6zM8 9.1v5.4" : "M8 1.5v9M4 7l4 4 4-4M2.5 14.5h11";
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true" className={styles["standing"]}>
      <path d={path} fill={standing === "pinned" ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
