// An open request for a quicker response: who asked, where it stands, when it climbs, and the desk's answer.
import type { ReactNode } from "react";
import { useAct, useScheme, useYou } from "../../live/hooks";
import type { IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { Ago, Clock } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { ErrorNote } from "../../ui/ErrorNote";
import { IconShape } from "../../ui/IconShape";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useBoard } from "../state";
import styles from "./EscalationBanner.module.css";

export function EscalationBanner({ row, response }: { row: IncidentRow; response: ResponseRow }): ReactNode {
  const escalation = response.escalation;
  const you = useYou();
  const scheme = useScheme();
  const { change } = useBoard();
  const act = useAct();
  if (escalation === null) return null;
  const requested = escalation.state === "requested";
  const cut = escalation.kind === "line_cut";
  const mayAnswer = requested && you?.roles.includes("control_room") === true;
  const mayDecline = mayAnswer || (escalation.state === "acknowledged" && you?.roles.includes("control_room") === true);
  const firstClimb = scheme?.escalation_climb_ms[0] ?? 120_000;
  return (
    <div className={cx(styles["banner"], requested && cut && styles["danger"], !requested && styles["quiet"])} data-testid="escalation" data-state={escalation.state}>
      <IconShape shape={cut ? "octagon" : "triangle"} filled={requested} tone={requested && cut ? "danger" : "text"} size={16} />
      <div className={styles["words"]}>
        <p>
          <strong>{en.escalationKind[escalation.kind]}</strong>, {en.escalation[escalation.state]}
          {escalation.state === "regraded" && ` ${escalation.grade_before} → ${row.grade}`}
        </p>
        <p className={styles["detail"]}>
          {w.escalate.requested(escalation.requested_by)} <Ago at={escalation.requested_at} suffix />, {w.escalate.gradeThen(escalation.grade_before)}
          {escalation.answered_by !== null && escalation.answered_at !== null && (
            <>
              {" · "}
              {w.escalate.answered(en.escalation[escalation.state], escalation.answered_by)} <Ago at={escalation.answered_at} suffix />
            </>
          )}
          {requested && (
            <>
              {" · "}
              {w.escalate.climb[escalation.climb] ?? w.escalate.climb[2]}
              {escalation.due_at !== null && (
                <>
                  {" · "}
                  {escalation.climb < 2 ? w.escalate.climbs : w.escalate.late} <Clock due={escalation.due_at} amberMs={firstClimb / 2} words="in" />
                </>
              )}
            </>
          )}
        </p>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      </div>
      <div className={styles["acts"]}>
        {mayAnswer && (
          <Button size="small" tone="primary" pending={act.status === "pending"} data-testid="acknowledge-escalation" onClick={() => void act.run({ type: "acknowledge_escalation", escalation: escalation.escalation })}>
            {w.acts.acknowledge}
          </Button>
        )}
        {mayDecline && (
          <Button size="small" data-testid="decline-escalation" onClick={() => change({ type: "tray", tray: "decline_escalation" })}>
            {w.acts.decline}
          </Button>
        )}
      </div>
    </div>
  );
}
