// Parts of the outcome form: the scheme's own questions, and what is worth a look before saving.
import type { ReactNode } from "react";
import type { OutcomeQuestion, ResponseId } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { Pick, TextField } from "../../../ui/Field";
import { en } from "../../../words/en";
import { records as w } from "../../../words/en.records";
import { useAsk } from "./asks";
import styles from "./Forms.module.css";
import type { AnswerFields, Hint } from "../../../records/outcome";

type QuestionsProps = { questions: readonly OutcomeQuestion[]; fields: AnswerFields; wrong: readonly string[]; onChange: (fields: AnswerFields) => void };

type YesNo = "1" | "0" | "";
const YES_NO: readonly (readonly [YesNo, string])[] = [
  ["1", en.yes],
  ["0", en.no],
  ["", w.outcome.notAsked],
];

export function OutcomeQuestions({ questions, fields, wrong, onChange }: QuestionsProps): ReactNode {
  if (questions.length === 0) return null;
  const numbers = questions.filter((question) => question.kind === "number");
  const set = (id: string, value: string): void => onChange({ ...fields, [id]: value });
  return (
    <>
      {questions
        .filter((question) => question.kind === "yes_no")
        .map(({ id, label }) => (
          <Pick<YesNo> key={id} legend={label} value={fields[id] === "1" || fields[id] === "0" ? fields[id] : ""} onChange={(value) => set(id, value)} options={YES_NO} testId={`outcome-question-${id}`} />
        ))}
      {numbers.length > 0 && (
        <div className={styles["numbers"]}>
          {numbers.map(({ id, label, unit }) => (
            <TextField
              key={id}
              inputMode="numeric"
              label={w.outcome.numberLabel(label, unit)}
              hint={w.outcome.numberHint}
              value={fields[id] ?? ""}
              onChange={(value) => set(id, value)}
              error={wrong.includes(id) ? w.outcome.numberNeed : null}
              data-testid={`outcome-question-${id}`}
            />
          ))}
        </div>
      )}
    </>
  );
}

export function OutcomeHints({ hints, response }: { hints: readonly Hint[]; response: ResponseId }): ReactNode {
  const ask = useAsk();
  if (hints.length === 0) return null;
  return (
    <div className={styles["hints"]} data-testid="outcome-hints">
      <p>{w.outcome.hints}</p>
      <ul>
        {hints.map((hint) => (
          <li key={hint.about} data-testid={`outcome-hint-${hint.about}`}>
            {hintWords(hint)}
            {hint.about === "consent" &&
              hint.services.map((service) => (
                // The outcome is a draft: it is as it was when the form is opened again.
                <Button key={service} size="small" aria-label={w.referral.recordConsentFor(service)} onClick={() => ask({ tray: "consent", response, recipient: service, purpose: null, decision: null })}>
                  {hint.services.length === 1 ? w.outcome.hint.recordConsent : w.referral.recordConsentFor(service)}
                </Button>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function hintWords(hint: Hint): string {
  switch (hint.about) {
    case "consent":
      return w.outcome.hint.consent(hint.services);
    case "drafts":
      return w.outcome.hint.drafts(hint.services);
    case "plan_missing":
      return w.outcome.hint.planMissing;
    case "plan_unticked":
      return w.outcome.hint.planUnticked;
    case "spoke_missing":
      return w.outcome.hint.spokeMissing;
    case "reached":
      return w.outcome.hint.reached;
  }
}
