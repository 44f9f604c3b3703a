// The questions of a set, answered by letters: each letter answers where the focus is and moves on to the next question.
import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { Answer, QuestionSetView, QuestionView } from "../../../live/protocol.gen";
import { cx } from "../../../ui/cx";
import { records as w } from "../../../words/en.records";
import { bySection, isAskedAgain, type Answers } from "../../../records/risk";
import styles from "./RiskForm.module.css";

const ANSWERS: readonly Answer[] = ["yes", "no", "dont_know", "not_asked"];
const LETTER: Readonly<Record<string, Answer>> = { y: "yes", n: "no", d: "dont_know", x: "not_asked" };

type Props = {
  set: QuestionSetView;
  answers: Answers;
  /** Set in a revisit: what was given; only its "no" can be answered. */
  given: Answers | null;
  onAnswer: (code: string, answer: Answer) => void;
};

export function RiskQuestions({ set, answers, given, onAnswer }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const name = useId();

  function moveOn(code: string): void {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>("[data-question]") ?? [])];
    const next = rows[rows.findIndex((row) => row.dataset["question"] === code) + 1];
    (next?.querySelector<HTMLInputElement>("input:checked") ?? next?.querySelector("input"))?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const code = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-question]")?.dataset["question"] : undefined;
    if (code === undefined) return;
    // The page's letters must not fire from in here: "r" would release the claim in the middle of a question.
    if (event.key.length === 1) event.stopPropagation();
    // Enter would send the whole form.
    if (event.key === "Enter") event.preventDefault();
    // A letter still held from opening the form is no answer.
    if (event.repeat) return;
    const answer = LETTER[event.key.toLowerCase()];
    if (answer !== undefined) {
      event.preventDefault();
      onAnswer(code, answer);
    }
    if (answer !== undefined || event.key === "Enter") moveOn(code);
  }

  return (
    <div ref={box} className={styles["questions"]} onKeyDown={onKeyDown} data-testid="risk-questions">
      {bySection(set).map(({ section, questions }) => (
        <fieldset key={section} className={styles["section"]}>
          <legend>{section === "" ? w.risk.general : section}</legend>
          {questions.map((question) =>
            given !== null && !isAskedAgain(given, question.code) ? (
              <AsGiven key={question.code} question={question} answer={given[question.code] ?? "not_asked"} />
            ) : (
              <Question key={question.code} question={question} name={`${name} ${question.code}`} value={answers[question.code]} again={given !== null} onAnswer={onAnswer} />
            ),
          )}
        </fieldset>
      ))}
    </div>
  );
}

type QuestionProps = { question: QuestionView; name: string; value: Answer | undefined; again: boolean; onAnswer: Props["onAnswer"] };

function Question({ question, name, value, again, onAnswer }: QuestionProps): ReactNode {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id} className={styles["question"]} data-question={question.code} data-testid={`risk-q-${question.code}`}>
      <span id={id} className={styles["label"]}>
        {question.label}
        {again && <span className={styles["was"]}> {w.risk.was}</span>}
      </span>
      <span className={styles["answers"]}>
        {ANSWERS.map((answer) => (
          <label key={answer} className={cx(styles["answer"], value === answer && styles["chosen"])}>
            <input type="radio" name={name} value={answer} checked={value === answer} data-testid={`risk-q-${question.code}-${answer}`} onChange={() => onAnswer(question.code, answer)} />
            <span>{w.answer[answer]}</span>
          </label>
        ))}
      </span>
    </div>
  );
}

function AsGiven({ question, answer }: { question: QuestionView; answer: Answer }): ReactNode {
  return (
    <p className={cx(styles["question"], styles["given"])} data-testid={`risk-given-${question.code}`}>
      <span className={styles["label"]}>{question.label}</span>
      <span>{w.risk.asGiven(w.answer[answer])}</span>
    </p>
  );
}
