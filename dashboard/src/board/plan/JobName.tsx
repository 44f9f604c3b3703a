// A job by its grade's shape, number and place. Opens its incident.
import type { ReactNode } from "react";
import { useIncident, useNow, useScheme } from "../../live/hooks";
import type { IncidentNumber, ResponseId } from "../../live/protocol.gen";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { en, shortSpan } from "../../words/en";
import { plan as w } from "../../words/en.plan";
import { gradeOf, shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import styles from "./PlanLane.module.css";

type Props = {
  response: ResponseId;
  incident: IncidentNumber;
  /** With how long ago the call came. */
  wait?: boolean;
  /** In the place of that, so that the row keeps its height. */
  instead?: string | null;
};

export function JobName({ response, incident, wait = true, instead = null }: Props): ReactNode {
  const row = useIncident(incident);
  const scheme = useScheme();
  const { change } = useBoard();
  const grade = gradeOf(scheme, row?.grade ?? "");
  const ordinal = Number(response.slice(response.lastIndexOf("#") + 1));
  const since = row?.received_at ?? null;
  const waits = useNow((now) => (since === null ? null : shortSpan(now - since)));
  const several = (row?.responses.length ?? 0) > 1;
  const open = (): void => {
    change({ type: "open", number: incident });
    if (several) change({ type: "ordinal", ordinal });
  };
  return (
    <p className={styles["name"]}>
      {row !== undefined && <IconShape shape={shapeOfGrade(grade.rank, grade.attend_minutes)} filled={grade.rank <= 2} label={en.shapes[shapeOfGrade(grade.rank, grade.attend_minutes)]} />}
      <button type="button" className={styles["job"]} title={w.open(shortNumber(incident))} onClick={open}>
        <span className="mono">{shortNumber(incident)}</span> {row?.locality ?? ""}
        {several && ` (${en.personWord(scheme?.person_word ?? "victim")} ${ordinal})`}
      </button>
      {instead !== null ? <span className={styles["gone"]}>{instead}</span> : wait && waits !== null && <span className={styles["waits"]}>{w.waits(waits)}</span>}
    </p>
  );
}
