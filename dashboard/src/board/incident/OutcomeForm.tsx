// What came of it: outcome, referral, services, refuge, safety plan, the scheme's own questions, note.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import type { OutcomeKind, ReferralDecision } from "../../live/protocol.gen";
import { Check, Pick, TextArea, TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { records as wr } from "../../words/en.records";
import { useDraft } from "../../held/drafts";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import { OutcomeHints, OutcomeQuestions } from "./records/OutcomeParts";
import { answersOf, CHILDREN_MAX, draftedServices, fieldsOf, hintsOf, planAgreed, wholeNumber, wrongFields, type AnswerFields } from "../../records/outcome";
import type { Own } from "./shared";

type Draft = {
  kind: OutcomeKind | null;
  referral: ReferralDecision | null;
  services: readonly string[];
  refuge: boolean;
  children: string;
  plan: boolean;
  answers: AnswerFields;
  note: string;
};

const KINDS: readonly (readonly [OutcomeKind, string])[] = (["engaged_by_phone", "engaged_by_visit", "could_not_reach", "declined", "not_suitable"] as const).map((each) => [each, en.outcome[each]]);
const REFERRALS: readonly (readonly [ReferralDecision, string])[] = (["referred", "already_supported", "declined", "not_offered"] as const).map((each) => [each, en.referral[each]]);

export function OutcomeForm({ row, response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const scheme = useScheme();
  const services = scheme?.services ?? [];
  const questions = scheme?.outcome_questions ?? [];
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<Draft>(`outcome ${response.response}`, () => {
    const before = part?.outcome;
    const kept = before?.services.filter((name) => services.some((service) => service.name === name)) ?? [];
    return {
      kind: before?.kind ?? null,
      referral: before?.referral ?? null,
      services: kept.length > 0 ? kept : draftedServices(part, services),
      refuge: before?.refuge_placed ?? false,
      children: before === null || before === undefined || before.children_placed === 0 ? "" : String(before.children_placed),
      plan: before?.safety_plan_made ?? planAgreed(response, part),
      answers: fieldsOf(before?.answers),
      note: before?.note ?? "",
    };
  });
  const referred = draft.referral === "referred";
  const children = draft.children.trim() === "" ? 0 : wholeNumber(draft.children, CHILDREN_MAX);
  const wrong = wrongFields(questions, draft.answers);
  const errors = {
    kind: draft.kind === null ? w.outcome.needKind : null,
    referral: draft.referral === null ? w.outcome.needReferral : null,
    services: referred && draft.services.length === 0 && services.length > 0 ? w.outcome.needServices : null,
    children: draft.refuge && children === null ? wr.outcome.childrenNeed : null,
  };

  async function save(): Promise<void> {
    setTried(true);
    if (draft.kind === null || draft.referral === null || wrong.length > 0 || Object.values(errors).some((error) => error !== null)) return;
    const answers = answersOf(questions, draft.answers);
    const done = await act.run({
      type: "record_outcome",
      response: response.response,
      outcome: {
        kind: draft.kind,
        referral: draft.referral,
        services: referred ? [...draft.services] : [],
        refuge_placed: draft.refuge,
        children_placed: draft.refuge ? (children ?? 0) : 0,
        safety_plan_made: draft.plan,
        ...(Object.keys(answers).length === 0 ? {} : { answers }),
        note: draft.note.trim(),
      },
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.outcome.title} act={act} save={w.outcome.save} onSave={() => void save()} onCancel={onCancel} testId="outcome">
      <Pick legend={w.outcome.kind} value={draft.kind} onChange={(kind) => change({ kind })} options={KINDS} error={tried ? errors.kind : null} testId="outcome-kind" />
      <Pick legend={w.outcome.referral} value={draft.referral} onChange={(referral) => change({ referral })} options={REFERRALS} error={tried ? errors.referral : null} testId="outcome-referral" />
      {referred && (
        <fieldset className={styles["services"]}>
          <legend>{w.outcome.services}</legend>
          <div className={styles["checks"]}>
            {services.map(({ name }) => (
              <Check
                key={name}
                label={name}
                checked={draft.services.includes(name)}
                onChange={(on) => change({ services: on ? [...draft.services, name] : draft.services.filter((each) => each !== name) })}
                data-testid={`outcome-service-${name.toLowerCase().replace(/[^a-z]+/g, "-")}`}
              />
            ))}
          </div>
          {tried && errors.services !== null && <p className={styles["error"]}>{errors.services}</p>}
        </fieldset>
      )}
      <div className={styles["checks"]}>
        <Check label={w.outcome.plan} checked={draft.plan} onChange={(plan) => change({ plan })} data-testid="outcome-plan" />
        <Check label={w.outcome.refuge} checked={draft.refuge} onChange={(refuge) => change({ refuge })} data-testid="outcome-refuge" />
      </div>
      {draft.refuge && (
        <TextField
          inputMode="numeric"
          label={wr.outcome.children}
          hint={row.children_present === null || row.children_present === 0 ? undefined : wr.outcome.childrenHint(row.children_present)}
          value={draft.children}
          onChange={(text) => change({ children: text })}
          error={tried ? errors.children : null}
          data-testid="outcome-children"
        />
      )}
      <OutcomeQuestions questions={questions} fields={draft.answers} wrong={tried ? wrong : []} onChange={(answers) => change({ answers })} />
      <TextArea label={w.outcome.note} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="outcome-note" />
      <OutcomeHints hints={hintsOf({ kind: draft.kind, referral: draft.referral, services: draft.services, plan: draft.plan, forReferral: scheme?.consent.for_referral ?? null, response, part })} response={response.response} />
    </FormFrame>
  );
}
