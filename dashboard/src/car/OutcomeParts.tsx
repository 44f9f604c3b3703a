// Parts of the outcome form: what was recorded at the door and is not asked again, and the scheme's own questions.
import { useId, type ReactNode } from "react";
import type { OutcomeQuestion } from "../live/protocol.gen";
import type { AnswerFields } from "../records/outcome";
import { Button } from "../ui";
import { en } from "../words/en";
import { car } from "../words/en.car";
import { doorstep as words } from "../words/en.doorstep";
import { records } from "../words/en.records";
import { Choices } from "./Choices";
import { asksReferral, type OutcomeDraft, type Recorded } from "./outcome";
import styles from "./Plain.module.css";

export function OutcomeFilled({ recorded, draft, onOtherwise }: { recorded: Recorded; draft: OutcomeDraft; onOtherwise: () => void }): ReactNode {
  const { result, plan, services, lacksConsent } = recorded;
  // Of somebody who was not met, plan and referral are not asked at all.
  const filled = !draft.otherwise && (draft.kind === null || asksReferral(draft));
  if (result === null && !(filled && (plan !== null || services.length > 0))) return null;
  return (
    <section className={styles["filled"]} data-testid="outcome-filled">
      <h3 className={styles["legend"]}>{words.outcome.filled}</h3>
      <ul>
        {result === null ? null : <li>{words.outcome.contact(car.outcome.results[result])}</li>}
        {filled && plan !== null ? <li>{words.outcome.plan[plan]}</li> : null}
        {filled && services.length > 0 ? <li>{words.outcome.referral(services)}</li> : null}
        {filled && lacksConsent.length > 0 ? <li>{words.outcome.lacksConsent(lacksConsent)}</li> : null}
      </ul>
      {filled && (plan !== null || services.length > 0) ? (
        <Button size="target" data-testid="outcome-otherwise" onClick={onOtherwise}>
          {words.outcome.otherwise}
        </Button>
      ) : null}
    </section>
  );
}

type YesNo = "1" | "0" | "";
const YES_NO: readonly (readonly [YesNo, string])[] = [
  ["1", en.yes],
  ["0", en.no],
  ["", records.outcome.notAsked],
];

export function OutcomeQuestions({ questions, fields, onChange }: { questions: readonly OutcomeQuestion[]; fields: AnswerFields; onChange: (fields: AnswerFields) => void }): ReactNode {
  const id = useId();
  return questions.map((question) => {
    const value = fields[question.id] ?? "";
    const set = (next: string): void => onChange({ ...fields, [question.id]: next });
    if (question.kind === "yes_no") {
      return <Choices<YesNo> key={question.id} legend={question.label} value={value === "1" || value === "0" ? value : ""} onChange={set} options={YES_NO} short testId={`outcome-question-${question.id}`} />;
    }
    return (
      <label key={question.id} className={styles["field"]}>
        <span className={styles["legend"]}>{records.outcome.numberLabel(question.label, question.unit)}</span>
        <span className={styles["hint"]} id={`${id}-${question.id}`}>
          {records.outcome.numberHint}
        </span>
        <input className={styles["input"]} inputMode="numeric" autoComplete="off" enterKeyHint="done" aria-describedby={`${id}-${question.id}`} value={value} data-testid={`outcome-question-${question.id}`} onChange={(event) => set(event.target.value)} />
      </label>
    );
  });
}
