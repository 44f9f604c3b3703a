// The form that is out. One at a time, under the incident, with the facts still in view above it.
import type { ReactNode } from "react";
import { showToast } from "../../ui/toasts";
import { board as w } from "../../words/en.board";
import { rowId, shortNumber } from "../list/Row";
import type { Tray } from "../state";
import { useBoard } from "../state";
import { ContactForm } from "./ContactForm";
import { HandOverForm } from "./HandOverForm";
import { OutcomeForm } from "./OutcomeForm";
import { ReasonForm } from "./ReasonForm";
import { SafeContactForm } from "./SafeContactForm";
import { SendCarForm } from "./SendCarForm";
import type { Own } from "./shared";

export function TrayForm({ tray, ...own }: Own & { tray: Exclude<Tray, "call"> }): ReactNode {
  const { change } = useBoard();
  const { response } = own;
  const close = (): void => {
    change({ type: "tray", tray: null });
    // Back to where the next key is pressed: its row, or the pane when the row is not in view.
    (document.getElementById(rowId(own.row.number)) ?? document.getElementById("incident"))?.focus({ preventScroll: true });
  };
  const done = (): void => {
    close();
    showToast(w.done[tray](shortNumber(own.row.number)));
  };
  const frame = { onDone: done, onCancel: close };
  const escalation = response.escalation;
  const deployment = response.deployment ?? response.reserved[0] ?? null;
  switch (tray) {
    case "contact":
      return <ContactForm {...own} {...frame} takeFocus />;
    case "safe_contact":
      return <SafeContactForm {...own} {...frame} />;
    case "outcome":
      return <OutcomeForm {...own} {...frame} />;
    case "send_car":
      return <SendCarForm {...own} {...frame} />;
    case "hand_over":
      return <HandOverForm {...own} {...frame} />;
    case "note":
      return (
        <ReasonForm {...frame} draftKey={`note ${response.response}`} title={w.note.title} label={w.note.text} save={w.note.save} need={w.note.need} testId="note" command={(text) => ({ type: "add_note", response: response.response, text })} />
      );
    case "escalate":
      return (
        <ReasonForm
          {...frame}
          draftKey={`escalate ${response.response}`}
          title={w.escalate.title}
          label={w.escalate.reason}
          save={w.escalate.send}
          need={w.escalate.need}
          hint={escalation?.state === "requested" ? w.escalate.open : undefined}
          testId="request-escalation"
          command={(reason) => ({ type: "request_escalation", response: response.response, kind: "quicker_response", reason })}
        />
      );
    case "decline_escalation":
      return escalation === null ? null : (
        <ReasonForm {...frame} draftKey={`decline ${escalation.escalation}`} title={w.escalate.declineTitle} label={w.escalate.declineReason} save={w.acts.decline} need={w.escalate.need} testId="decline" command={(reason) => ({ type: "decline_escalation", escalation: escalation.escalation, reason })} />
      );
    case "stand_down":
      return deployment === null ? null : (
        <ReasonForm {...frame} draftKey={`stand down ${deployment.deployment}`} title={w.car.standDownTitle} label={w.car.reason} save={w.acts.standDown} need={w.car.reasonNeed} testId="stand-down-form" command={(reason) => ({ type: "stand_down", deployment: deployment.deployment, reason })} />
      );
    case "recall":
      return deployment === null ? null : (
        <ReasonForm {...frame} draftKey={`recall ${deployment.deployment}`} title={w.car.recallTitle} label={w.car.reason} save={w.acts.recall} need={w.car.reasonNeed} testId="recall-form" command={(reason) => ({ type: "recall_car", deployment: deployment.deployment, reason })} />
      );
    case "reopen":
      return (
        <ReasonForm {...frame} draftKey={`reopen ${response.response}`} title={w.outcome.reopenTitle} label={w.outcome.reopenReason} save={w.acts.reopen} need={w.escalate.need} testId="reopen" command={(reason) => ({ type: "reopen_response", response: response.response, reason })} />
      );
  }
}
