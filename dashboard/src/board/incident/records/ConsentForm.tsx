// One line of the consent ledger: what for, with whom, what was decided, and how it was said or on what basis.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { ConsentDecision, ConsentHow } from "../../../live/protocol.gen";
import { Pick, SelectField, TextArea } from "../../../ui/Field";
import { records as w } from "../../../words/en.records";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { isWithdrawable, standingOf } from "../../../records/consent";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import { useAsked, type ConsentAsk } from "./asks";

type Props = Own & { onDone: () => void; onCancel: () => void };

type Draft = { purpose: string | null; recipient: string; decision: ConsentDecision | null; how: ConsentHow | null; basis: string; note: string };

const DECISIONS = (["given", "refused", "withdrawn", "without_consent"] as const).map((each) => [each, w.consent.decision[each]] as const);
const HOWS = (["spoken", "written"] as const).map((each) => [each, w.consent.how[each]] as const);

/** Another ask is another form, with a draft of its own: what was typed for one service is not sent for another. */
export function ConsentForm(props: Props): ReactNode {
  const asked = useAsked("consent", props.response.response);
  const key = `consent ${props.response.response} ${asked === null ? "" : JSON.stringify([asked.recipient, asked.purpose])}`;
  return <Form key={key} {...props} draftKey={key} asked={asked} />;
}

function Form({ row, response, part, onDone, onCancel, draftKey, asked }: Props & { draftKey: string; asked: ConsentAsk | null }): ReactNode {
  const scheme = useScheme();
  const { done } = useBoard();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const purposes = scheme?.consent.purposes ?? [];
  const bases = scheme?.consent.bases ?? [];
  const [draft, change, forget] = useDraft<Draft>(draftKey, () => ({
    purpose: asked?.purpose ?? (purposes.length === 1 ? (purposes[0]?.id ?? null) : null),
    recipient: asked?.recipient ?? "",
    decision: asked?.decision ?? null,
    how: null,
    basis: "",
    note: "",
  }));
  const recipients = [...new Set([...(scheme?.services.map((service) => service.name) ?? []), ...(scheme?.consent.recipients ?? []), ...(draft.recipient === "" ? [] : [draft.recipient])])];
  const without = draft.decision === "without_consent";
  const before = standingOf(part?.consents ?? [], draft.recipient, draft.purpose);
  const errors = {
    purpose: draft.purpose === null ? w.consent.needPurpose : null,
    recipient: draft.recipient === "" ? w.consent.needRecipient : null,
    decision: draft.decision === null ? w.consent.needDecision : draft.decision === "withdrawn" && !isWithdrawable(before) ? w.consent.nothingToWithdraw : null,
    how: draft.decision !== null && !without && draft.how === null ? w.consent.needHow : null,
    basis: without && draft.basis === "" ? (bases.length === 0 ? w.consent.noBases : w.consent.needBasis) : null,
  };

  async function save(): Promise<void> {
    setTried(true);
    if (Object.values(errors).some((error) => error !== null) || draft.purpose === null || draft.decision === null) return;
    const accepted = await act.run({
      type: "record_consent",
      response: response.response,
      entry: {
        purpose: draft.purpose,
        recipient: draft.recipient,
        decision: draft.decision,
        ...(without || draft.how === null ? {} : { how: draft.how }),
        ...(without ? { basis: draft.basis } : {}),
        note: draft.note.trim(),
      },
    });
    if (!accepted) return;
    forget();
    onDone();
    done(w.done.consent(shortNumber(row.number)));
  }

  return (
    <FormFrame title={w.consent.formTitle} act={act} save={w.consent.save} onSave={() => void save()} onCancel={onCancel} testId="consent" blocked={purposes.length === 0}>
      {purposes.length === 0 ? (
        <p className={frame["note"]}>{w.consent.noPurposes}</p>
      ) : (
        <>
          <Pick
            legend={w.consent.purpose}
            value={draft.purpose}
            onChange={(purpose) => change({ purpose })}
            options={purposes.map((each) => [each.id, each.label] as const)}
            error={tried ? errors.purpose : null}
            testId="consent-purpose"
          />
          <SelectField
            label={w.consent.recipient}
            value={draft.recipient}
            onChange={(recipient) => change({ recipient })}
            options={[["", w.consent.choose] as const, ...recipients.map((each) => [each, each] as const)]}
            error={tried ? errors.recipient : null}
            data-testid="consent-recipient"
          />
          {before !== null && (
            <p className={frame["note"]} data-testid="consent-before">
              {w.consent.standsNow(w.consent.stands[before.view.entry.decision].toLowerCase(), before.view.by)}
            </p>
          )}
          <Pick legend={w.consent.decisionLabel} value={draft.decision} onChange={(decision) => change({ decision })} options={DECISIONS} error={tried ? errors.decision : null} testId="consent-decision" />
          {draft.decision !== null && !without && (
            <Pick legend={w.consent.howLabel} value={draft.how} onChange={(how) => change({ how })} options={HOWS} error={tried ? errors.how : null} testId="consent-how" />
          )}
          {without && (
            <SelectField
              label={w.consent.basis}
              hint={bases.length === 0 ? w.consent.noBases : w.consent.basisHint}
              value={draft.basis}
              onChange={(basis) => change({ basis })}
              options={[["", w.consent.choose] as const, ...bases.map((each) => [each.id, each.label] as const)]}
              error={tried ? errors.basis : null}
              data-testid="consent-basis"
            />
          )}
          <TextArea label={w.consent.note} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="consent-note" />
        </>
      )}
    </FormFrame>
  );
}
