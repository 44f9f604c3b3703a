// The form that is out. One at a time, under the incident, with the facts still in view above it.
import type { ReactNode } from "react";
import { showToast } from "../../ui/toasts";
import { alarms as wa } from "../../words/en.alarms";
import { board as w } from "../../words/en.board";
import { contact } from "../../words/en.contact";
import { dispatch } from "../../words/en.dispatch";
import { Late } from "../../ui/Late";
import { rowId, shortNumber } from "../list/Row";
import { canRecall, canStandDown, canSwap, jobFor } from "../logic/dispatch";
import type { Tray } from "../state";
import { useBoard } from "../state";
import { JobGone } from "./car/JobGone";
import { NeedsForm } from "./car/NeedsForm";
import { SwapCarForm } from "./car/SwapCarForm";
import { ContactForm } from "./contact/ContactForm";
import { HandOverForm } from "./claims/HandOverForm";
import { PassOnForm } from "./claims/PassOnForm";
import { TakeOverForm } from "./claims/TakeOverForm";
import { HazardsForm } from "./facts/HazardsForm";
import { StandingForm } from "./facts/StandingForm";
import { NoteForm } from "./NoteForm";
import { ReasonForm } from "./ReasonForm";
import { loadForms } from "./records/load";
import { SafeContactForm } from "./contact/SafeContactForm";
import { SendCarForm } from "./SendCarForm";
import type { Own } from "./shared";

export function TrayForm({ tray, ...own }: Own & { tray: Exclude<Tray, "call"> }): ReactNode {
  const { state, change, done: tell } = useBoard();
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
  const failed = (): void => {
    close();
    showToast(wa.top.notFetched);
  };
  const frame = { onDone: done, onCancel: close };
  const escalation = response.escalation;
  switch (tray) {
    case "contact":
      return <ContactForm {...own} {...frame} takeFocus />;
    case "safe_contact":
      return <SafeContactForm {...own} {...frame} />;
    // These say themselves what was done.
    case "send_car":
      return <SendCarForm {...own} onDone={close} onCancel={close} />;
    case "needs":
      return <NeedsForm {...own} onDone={close} onCancel={close} />;
    case "swap_car": {
      const job = jobFor(response, state.deployment, canSwap);
      return job === null ? <JobGone {...frame} title={dispatch.forms.swap} /> : <SwapCarForm {...own} job={job} onDone={close} onCancel={close} />;
    }
    case "hand_over":
      return <HandOverForm {...own} {...frame} />;
    case "pass_on":
      return (
        <PassOnForm
          {...own}
          onDone={() => {
            close();
            // Claiming it takes it from there again.
            tell(w.done.pass_on(shortNumber(own.row.number)), { type: "claim_response", response: response.response });
          }}
          onCancel={close}
        />
      );
    case "end_trying":
      return (
        <ReasonForm
          onDone={() => {
            close();
            tell(w.done.end_trying(shortNumber(own.row.number)), { type: "resume_trying", response: response.response });
          }}
          onCancel={close}
          draftKey={`end trying ${response.response}`}
          title={contact.end.title}
          label={contact.end.reason}
          hint={contact.end.hint}
          save={contact.end.save}
          need={contact.end.need}
          testId="end-trying"
          command={(reason) => ({ type: "end_trying", response: response.response, reason })}
        />
      );
    case "withdraw_escalation":
      return escalation === null ? null : (
        <ReasonForm
          {...frame}
          draftKey={`withdraw ${escalation.escalation}`}
          title={contact.escalation.withdrawTitle}
          label={contact.escalation.withdrawReason}
          save={contact.escalation.withdraw}
          need={contact.escalation.withdrawNeed}
          testId="withdraw"
          command={(reason) => ({ type: "withdraw_escalation", escalation: escalation.escalation, reason })}
        />
      );
    case "risk":
    case "plan":
    case "consent":
    case "referral":
    case "correct":
    case "share":
    case "outcome":
      // All but the outcome say themselves what was done, with the undo where there is one.
      return <Late load={loadForms} with={{ ...own, tray, onDone: tray === "outcome" ? done : close, onCancel: close }} onFail={failed} />;
    // So do these.
    case "take_over":
      return <TakeOverForm {...own} onDone={close} onCancel={close} />;
    case "hazards":
      return <HazardsForm {...own} onDone={close} onCancel={close} />;
    case "standing":
      return <StandingForm {...own} onDone={close} onCancel={close} />;
    case "note":
      return <NoteForm {...own} {...frame} />;
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
    case "stand_down": {
      const job = jobFor(response, state.deployment, canStandDown);
      if (job === null) return <JobGone {...frame} title={w.acts.standDown} />;
      return (
        <ReasonForm {...frame} draftKey={`stand down ${job.deployment}`} title={dispatch.forms.standDownTitle(job.call_sign)} label={dispatch.forms.reason} hint={dispatch.forms.reasonHint} save={w.acts.standDown} need={dispatch.forms.reasonNeed} testId="stand-down-form" command={(reason) => ({ type: "stand_down", deployment: job.deployment, reason })} />
      );
    }
    case "recall": {
      const job = jobFor(response, state.deployment, canRecall);
      if (job === null) return <JobGone {...frame} title={w.acts.recall} />;
      return (
        <ReasonForm {...frame} draftKey={`recall ${job.deployment}`} title={dispatch.forms.recallTitle(job.call_sign)} label={dispatch.forms.reason} hint={dispatch.forms.reasonHint} save={w.acts.recall} need={dispatch.forms.reasonNeed} testId="recall-form" command={(reason) => ({ type: "recall_car", deployment: job.deployment, reason })} />
      );
    }
    case "reopen":
      return (
        <ReasonForm {...frame} draftKey={`reopen ${response.response}`} title={w.outcome.reopenTitle} label={w.outcome.reopenReason} save={w.acts.reopen} need={w.escalate.need} testId="reopen" command={(reason) => ({ type: "reopen_response", response: response.response, reason })} />
      );
  }
}
