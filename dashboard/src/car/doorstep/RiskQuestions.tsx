// Questions as short topics, three large answers to each. An answer can be taken back: the question is then not asked.
import { useId, type ReactNode } from "react";
import type { Answer, QuestionView } from "../../live/protocol.gen";
import type { Answers } from "../../records/risk";
import { Button, cx } from "../../ui";
import { doorstep as words } from "../../words/en.doorstep";
import { records } from "../../words/en.records";
import choices from "../Choices.module.css";
import styles from "./Risk.module.css";

const ANSWERS: readonly Answer[] = ["yes", "no", "dont_know"];

type Props = {
  questions: readonly QuestionView[];
  answers: Answers;
  /** They were answered "no" before. */
  again?: boolean;
  onAnswer: (code: string, answer: Answer | null) => void;
};

export function RiskQuestions({ questions, answers, again = false, onAnswer }: Props): ReactNode {
  const sections = [...new Set(questions.map((question) => question.section))];
  return (
    <>
      {sections.map((section) => (
        <section key={section} className={styles["section"]} aria-label={section === "" ? records.risk.general : section}>
          {section === "" ? null : <h3 className={styles["section-name"]}>{section}</h3>}
          <div>
            {questions
              .filter((question) => question.section === section)
              .map((question) => (
                <Question key={question.code} question={question} value={answers[question.code]} again={again} onAnswer={onAnswer} />
              ))}
          </div>
        </section>
      ))}
    </>
  );
}

function Question({ question, value, again, onAnswer }: { question: QuestionView; value: Answer | undefined; again: boolean; onAnswer: Props["onAnswer"] }): ReactNode {
  const name = useId();
  const { code, label } = question;
  return (
    <div className={styles["question"]} role="radiogroup" aria-label={words.risk.answersTo(label, again)} data-testid={`risk-${code}`}>
      <div className={styles["head"]}>
        <p className={styles["label"]} aria-hidden="true">
          {label}
          {again ? <span className={styles["was"]}> {records.risk.was}</span> : null}
        </p>
        {value === undefined ? null : (
          <Button size="target" tone="quiet" aria-label={words.risk.takeBackOf(label)} data-testid={`risk-${code}-back`} onClick={() => onAnswer(code, null)}>
            {words.risk.takeBack}
          </Button>
        )}
      </div>
      <div className={styles["answers"]}>
        {ANSWERS.map((answer) => (
          <label key={answer} className={cx(choices["row"], styles["answer"], value === answer && choices["chosen"])} data-value={answer}>
            <input type="radio" name={name} checked={value === answer} onChange={() => onAnswer(code, answer)} />
            <span>{records.answer[answer]}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

export function RiskGiven({ questions, answers }: { questions: readonly QuestionView[]; answers: Answers }): ReactNode {
  return (
    <ul className={styles["given"]} data-testid="risk-given">
      {questions.map(({ code, label }) => (
        <li key={code}>
          <span>{label}</span> <strong>{records.answer[answers[code] ?? "not_asked"]}</strong>
        </li>
      ))}
    </ul>
  );
}
