// The facts that stay in view, and the acts with their keys.
import type { ReactNode } from "react";
import { usePresence, useScheme, useYou } from "../../live/hooks";
import type { GradeView, IncidentFile, IncidentRow, PassedOnView, ResponseFile, ResponseRow } from "../../live/protocol.gen";
import { Ago, At, Clock } from "../../ui/Ago";
import { Chip } from "../../ui/Chip";
import { cx } from "../../ui/cx";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { contact } from "../../words/en.contact";
import { amberMs, gradeClock, gradeOf } from "../logic/rows";
import { isCalling, useBoard } from "../state";
import { StandingMark } from "./facts/StandingMark";
import { Acts } from "./header/Acts";
import { HeaderFacts } from "./header/HeaderFacts";
import styles from "./IncidentHeader.module.css";

type Props = { row: IncidentRow; response: ResponseRow | undefined; file: IncidentFile | null; part: ResponseFile | undefined };

export function IncidentHeader({ row, response, file, part }: Props): ReactNode {
  const { state } = useBoard();
  const scheme = useScheme();
  const you = useYou();
  const grade = gradeOf(scheme, row.grade);
  const immediate = grade.rank === 1 && gradeClock(row, grade).state !== "attended";
  const calling = isCalling(state);
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
        {row.site !== null && <span>{scheme?.sites.find((site) => site.id === row.site)?.label ?? row.site}</span>}
        {row.priority.standing !== "by_factors" && (
          <span className={styles["standing"]} data-testid="header-standing">
            <StandingMark standing={row.priority.standing} /> {contact.priority.standing[row.priority.standing]}
          </span>
        )}
      </p>
      {others.length > 0 && <p className={styles["also"]}>{w.incident.alsoOpen(others)}</p>}
      {response?.passed_on != null && <PassedOn passedOn={response.passed_on} note={part?.passed_on_note ?? null} />}
      <HeaderFacts row={row} police={state.callSince === null} />
      {row.responses.length > 1 && <ResponseTabs row={row} response={response} />}
      {response !== undefined && !calling && <Acts row={row} response={response} />}
    </header>
  );
}

/** Who goes on with it after the shift, with what they need to know. */
function PassedOn({ passedOn, note }: { passedOn: PassedOnView; note: string | null }): ReactNode {
  return (
    <p className={styles["passed"]} data-testid="passed-on">
      <strong>{contact.claims.passedOn(passedOn.to, passedOn.by)}</strong> <Ago at={passedOn.at} suffix />
      {note !== null && note !== "" && <span>{note}</span>}
    </p>
  );
}

function GradeTime({ row, grade }: { row: IncidentRow; grade: GradeView }): ReactNode {
  const clock = gradeClock(row, grade);
  if (clock.state === "running") return <Clock due={clock.due} amberMs={amberMs(grade)} />;
  return <span className={styles["quiet"]}>{clock.state === "attended" ? w.row.attended : w.row.noClock}</span>;
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
