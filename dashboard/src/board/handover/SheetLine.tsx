// One open response on the sheet: in full, or shortened to one row. Who takes it is set in place.
import { useRef, type ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconShape, shapeOfGrade } from "../../ui/IconShape";
import { en } from "../../words/en";
import { handover as w } from "../../words/en.handover";
import { RiskMark } from "../list/PlaceCell";
import { cautionWith, type FileFacts, type HandoverLine } from "../logic/handover";
import { gradeOf, isHandedOver, shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import styles from "./Sheet.module.css";
import { markerWords, nameWords, nextWords, standsWords, timeWords } from "./lineWords";

export type SheetLineProps = {
  line: HandoverLine;
  facts: FileFacts | null | undefined;
  withNames: boolean;
  /** As typed and not yet passed on. */
  to: string;
  now: number;
};

type Editing = { onTo: (to: string) => void; suggestions: string };

/** `editing` null: as it is printed, for measuring. */
export function SheetLine({ line, facts, withNames, to, now, short, editing }: SheetLineProps & { short: boolean; editing: Editing | null }): ReactNode {
  const scheme = useScheme();
  const { change } = useBoard();
  const { row, response } = line;
  const zone = scheme?.time_zone ?? "Europe/London";
  const grade = gradeOf(scheme, row.grade);
  const name = nameWords(line, facts, withNames);
  const caution = cautionWith(line, facts ?? undefined);
  const number = shortNumber(row.number);
  return (
    <li className={cx(styles["line"], short && styles["short"])} data-part={short ? "short" : "line"} data-testid={editing === null ? undefined : `handover-${response.response}`} data-group={line.group}>
      <div className={styles["what"]}>
        <IconShape shape={shapeOfGrade(grade.rank, grade.attend_minutes)} filled={grade.rank <= 2} size={11} />
        <span className="sr">{en.shapes[shapeOfGrade(grade.rank, grade.attend_minutes)]}, </span>
        <strong>{grade.code}</strong>
        {editing === null ? (
          <span className="mono">{number}</span>
        ) : (
          <button type="button" className={cx("mono", styles["number"])} aria-label={w.who.open(number)} onClick={() => change({ type: "open", number: row.number })}>
            {number}
          </button>
        )}
      </div>
      <div className={styles["where"]}>
        <p>
          <strong>{row.locality ?? en.notKnown}</strong>
          {name !== null && <span className={styles["name"]}> {name}</span>}
        </p>
        {!short && (
          <p className={styles["markers"]}>
            {response.risk !== null && <RiskMark band={response.risk.band} />}
            {markerWords(line).join(", ")}
          </p>
        )}
      </div>
      {!short && (
        <div className={styles["stands"]}>
          {caution !== null && (
            <p className={styles["caution"]}>
              <CautionMark />
              {w.caution[caution]}
            </p>
          )}
          <p>{standsWords(line, facts, scheme, now).join(" · ")}</p>
        </div>
      )}
      <p className={styles["next"]}>{nextWords(line, zone, now)}</p>
      <div className={styles["who"]}>
        {isHandedOver(response) && response.passed_on !== null ? (
          <p>{short ? response.passed_on.to : w.who.passed(response.passed_on.to, timeWords(response.passed_on.at, zone, now))}</p>
        ) : editing === null ? (
          <p className={styles["written"]}>{to}</p>
        ) : (
          <Who line={line} to={to} {...editing} />
        )}
      </div>
    </li>
  );
}

/** A name and one press. What is printed is what stands in the field; a line to write on where nothing does. */
function Who({ line, to, onTo, suggestions }: Editing & { line: HandoverLine; to: string }): ReactNode {
  const { done } = useBoard();
  const act = useAct();
  const field = useRef<HTMLInputElement>(null);
  const { response } = line.response;
  const number = shortNumber(line.row.number);
  const name = to.trim();
  const passOn = (): void => {
    if (name === "" || act.status === "pending") {
      field.current?.focus();
      return;
    }
    // The field goes with the line's being passed on: the next one takes the focus.
    const fields = [...document.querySelectorAll<HTMLInputElement>("[data-who]")];
    const following = fields[fields.findIndex((each) => each === field.current) + 1];
    void act.run({ type: "pass_on", response, to: name, note: "" }).then((accepted) => {
      if (!accepted) return;
      onTo("");
      done(w.who.done(number, name), { type: "claim_response", response });
      following?.focus();
    });
  };
  return (
    <form
      className={styles["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        passOn();
      }}
    >
      <input
        ref={field}
        className={styles["field"]}
        list={suggestions}
        value={to}
        maxLength={80}
        autoComplete="off"
        aria-label={w.who.label(number)}
        data-who=""
        data-testid="handover-to"
        onChange={(event) => onTo(event.target.value)}
      />
      {name !== "" && (
        <Button submit size="small" pending={act.status === "pending"} data-testid="handover-pass-on">
          {w.who.passOn}
        </Button>
      )}
      <p className={styles["written"]}>{to}</p>
      {act.refusal !== null && (
        <p className={styles["refused"]} role="alert">
          {act.refusal.message}
        </p>
      )}
    </form>
  );
}

function CautionMark(): ReactNode {
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM3.6 12.4l8.8-8.8" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
