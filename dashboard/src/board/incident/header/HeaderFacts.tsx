// Police, suspect, markers, repeat: what stays in view whatever form is out.
import type { ReactNode } from "react";
import type { IncidentRow } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { IconShape } from "../../../ui/IconShape";
import { en } from "../../../words/en";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { markersOf } from "../../logic/markers";
import { Markers } from "../../Markers";
import styles from "../IncidentHeader.module.css";
import { PoliceUnits } from "../PoliceUnits";

/** In a call the police stand beside the call itself. */
export function HeaderFacts({ row, police }: { row: IncidentRow; police: boolean }): ReactNode {
  const back = row.suspect?.whereabouts === "returned";
  const repeat = row.repeat;
  const repeats = repeat === null ? [] : [repeat.incidents_in_12_months > 1 && w.repeats.inRow(repeat.incidents_in_12_months), repeat.new_calls > 0 && board.row.newCalls(repeat.new_calls)].filter((each) => each !== false);
  return (
    <dl className={styles["facts"]}>
      {police && (
        <div>
          <dt>{board.incident.police}</dt>
          <dd>
            <PoliceUnits row={row} />
          </dd>
        </div>
      )}
      <div>
        <dt>{board.incident.suspect}</dt>
        <dd className={back ? styles["back"] : undefined}>
          {row.suspect === null ? (
            <span className={styles["quiet"]}>{board.incident.suspectNone}</span>
          ) : (
            <>
              {back && <IconShape shape="octagon" tone="danger" size={11} />} {en.suspect[row.suspect.whereabouts]} <Ago at={row.suspect.at} className={styles["ago"]} />
            </>
          )}
        </dd>
      </div>
      {markersOf(row).length > 0 && (
        <div>
          <dt className="sr">{w.markers.label}</dt>
          <dd>
            <Markers row={row} />
          </dd>
        </div>
      )}
      {repeats.length > 0 && (
        <div>
          <dt>{board.incident.repeats}</dt>
          <dd>{repeats.join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
