// What can be done with the open response: the acts of every call in view, with their keys; the rest in the menu.
import type { ReactNode } from "react";
import { usePending, useScheme, useYou } from "../../../live/hooks";
import type { IncidentRow, ResponseRow } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { useBoard, type Tray } from "../../state";
import styles from "../IncidentHeader.module.css";
import { MoreMenu, type MenuItem } from "./MoreMenu";

export function Acts({ row, response }: { row: IncidentRow; response: ResponseRow }): ReactNode {
  const { state, change, claim, release, lineCut } = useBoard();
  const you = useYou();
  const pending = usePending(response.response);
  const isPending = (type: string): boolean => pending.some((record) => record.command.type === type);
  const mine = response.claim !== null && response.claim.user === you?.user;
  // An outcome may be recorded and the line still go dead: only closing ends these.
  const finished = response.state === "closed";
  const cutPending = pending.some((record) => record.command.type === "request_escalation" && record.command.kind === "line_cut");
  const out = (tray: Tray): void => change({ type: "tray", tray });
  return (
    <div className={styles["actsRow"]}>
      <div className={cx(styles["acts"], state.tray !== null && styles["aside"])}>
        {response.claim === null ? (
          <Button tone="mine" shortcut="c" pending={isPending("claim_response")} data-testid="claim" onClick={() => claim(response.response)}>
            {board.acts.claim}
          </Button>
        ) : mine ? (
          <Button shortcut="r" pending={isPending("release_claim")} data-testid="release" onClick={() => release(response.response)}>
            {board.acts.release}
          </Button>
        ) : (
          <>
            <span className={styles["claimed"]} data-testid="claimed-by">
              {board.incident.claimBy(response.claim.name)} <Ago at={response.claim.at} />
            </span>
            <Button shortcut="t" aria-pressed={state.tray === "take_over"} data-testid="take-over" onClick={() => out("take_over")}>
              {w.claims.takeOver}
            </Button>
          </>
        )}
        {!finished && (
          <>
            <Button shortcut="p" tone={mine ? "primary" : "plain"} data-testid="call" onClick={() => out("call")}>
              {board.acts.call}
            </Button>
            <Button shortcut="e" data-testid="escalate" aria-pressed={state.tray === "escalate"} onClick={() => out("escalate")}>
              {board.acts.escalate}
            </Button>
            {row.gate.state !== "not_used" && (
              <Button shortcut="s" data-testid="send-car" aria-pressed={state.tray === "send_car"} onClick={() => out("send_car")}>
                {board.acts.sendCar}
              </Button>
            )}
          </>
        )}
        <Button shortcut="o" data-testid="outcome" aria-pressed={state.tray === "outcome"} onClick={() => out("outcome")}>
          {board.acts.outcome}
        </Button>
        <Button shortcut="n" data-testid="note" aria-pressed={state.tray === "note"} onClick={() => out("note")}>
          {board.acts.note}
        </Button>
      </div>
      <div className={styles["right"]}>
        {!finished && (
          <Button tone="danger" shortcut="l" pending={cutPending} data-testid="line-cut" onClick={() => lineCut(response.response, board.call.lineCutReason)}>
            {board.acts.lineCut}
          </Button>
        )}
        <MoreActs response={response} />
      </div>
    </div>
  );
}

/** Records that the scheme does not use are not offered. In a call its own record is out already. */
export function MoreActs({ response, inCall = false }: { response: ResponseRow; inCall?: boolean }): ReactNode {
  const scheme = useScheme();
  const { change } = useBoard();
  const you = useYou();
  const mine = response.claim !== null && response.claim.user === you?.user;
  const item = (tray: Tray, label: string, shortcut?: string): MenuItem => ({ label, shortcut, testId: `more-${tray.replaceAll("_", "-")}`, run: () => change({ type: "tray", tray }) });
  const finished = response.state === "closed";
  const records: MenuItem[] = [
    ...(inCall ? [] : [item("contact", w.form.title, "v")]),
    item("safe_contact", w.safe.title, "a"),
    ...(scheme !== null && scheme.risk.sets.length > 0 ? [item("risk", w.more.risk, "d")] : []),
    ...(scheme !== null && scheme.safety_topics.length > 0 ? [item("plan", w.more.plan, "y")] : []),
    ...(scheme !== null && scheme.consent.purposes.length > 0 ? [item("consent", w.more.consent, "i")] : []),
    ...(scheme !== null && scheme.services.length > 0 ? [item("referral", w.more.referral, "f")] : []),
  ];
  const facts = [item("hazards", w.hazards.record, "b"), item("standing", w.priority.change, "m")];
  const claims: MenuItem[] = [
    ...(mine ? [{ ...item("hand_over", board.acts.handOver), testId: "hand-over" }] : []),
    ...(finished ? [] : [item("pass_on", w.claims.passOn, "h")]),
    ...(response.contact.ended_at === null && !finished ? [item("end_trying", w.attempts.end)] : []),
  ];
  return <MoreMenu button={w.more.button} label={w.more.label} groups={[records, facts, claims]} testId="more-acts" />;
}
