// A request for a quicker response: who asked, where it stands, to whom it climbs and when, the desk's answer, and the way to withdraw it.
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
import { contact } from "../../words/en.contact";
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
  const open = requested || escalation.state === "acknowledged";
  const mayWithdraw = open && you?.roles.includes("support_worker") === true;
  // Who is told at each climb, as the scheme says it: the desk at first, then these two.
  const told = scheme?.escalation_climb_to;
  const withWhom = escalation.climb === 0 ? contact.escalation.withDesk : contact.escalation.withWho(told?.[escalation.climb === 1 ? 0 : 1] ?? en.role.inspector);
  const climbsTo = told?.[escalation.climb === 0 ? 0 : 1] ?? en.role.inspector;
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
              {withWhom}
              {escalation.due_at !== null && (
                <>
                  {" · "}
                  {escalation.climb < 2 ? contact.escalation.climbsTo(climbsTo) : w.escalate.late.toLowerCase()} <Clock due={escalation.due_at} amberMs={firstClimb / 2} words="in" />
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
        {mayWithdraw && (
          <Button size="small" tone="quiet" data-testid="withdraw-escalation" onClick={() => change({ type: "tray", tray: "withdraw_escalation" })}>
            {contact.escalation.withdraw}
          </Button>
        )}
      </div>
    </div>
  );
}
