// What came of it, and closing or opening again.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import type { OutcomeQuestion, ResponseFile, ResponseRow } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { records as wr } from "../../words/en.records";
import { incidentOf, shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import styles from "./car/Car.module.css";
import { Section } from "./Section";

export function OutcomeSection({ response, part }: { response: ResponseRow; part: ResponseFile | undefined }): ReactNode {
  const { change, done } = useBoard();
  const questions = useScheme()?.outcome_questions ?? [];
  const act = useAct();
  const outcome = response.outcome;
  const detail = part?.outcome ?? null;
  const closed = response.state === "closed";

  async function close(): Promise<void> {
    if (!(await act.run({ type: "close_response", response: response.response }))) return;
    done(w.acts.closed(shortNumber(incidentOf(response.response))), { type: "reopen_response", response: response.response, reason: w.acts.undoReason });
  }

  const answered = questions.map((question) => answerWords(question, detail?.answers?.[question.id])).filter((each) => each !== null);
  return (
    <Section
      title={w.outcome.saved}
      testId="outcome-section"
      act={
        <>
          {outcome !== null && !closed && (
            <Button size="small" pending={act.status === "pending"} data-testid="close-response" onClick={() => void close()}>
              {w.acts.close}
            </Button>
          )}
          {closed && (
            <Button size="small" data-testid="reopen-response" onClick={() => change({ type: "tray", tray: "reopen" })}>
              {w.acts.reopen}
            </Button>
          )}
        </>
      }
    >
      {outcome === null ? (
        <p className={styles["none"]}>{w.outcome.none}</p>
      ) : (
        <div data-testid="outcome-summary">
          <p>
            <strong>{en.outcome[outcome.kind]}</strong> · {en.referral[outcome.referral]}
            {detail !== null && detail.services.length > 0 && `: ${detail.services.join(", ")}`}
          </p>
          <p className={styles["quiet"]}>
            {[
              outcome.refuge_placed && w.outcome.refugePlaced,
              detail !== null && detail.children_placed > 0 && wr.outcome.childrenSaid(detail.children_placed),
              detail?.safety_plan_made === true && w.outcome.planMade,
              outcome.by,
            ]
              .filter(Boolean)
              .join(" · ")}
            , <Ago at={outcome.at} suffix />
            {closed && ` · ${en.response.closed}`}
          </p>
          {answered.length > 0 && <p data-testid="outcome-answers">{answered.join(" · ")}</p>}
          {detail !== null && detail.note !== "" && <p>{detail.note}</p>}
        </div>
      )}
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </Section>
  );
}

function answerWords({ label, kind, unit }: OutcomeQuestion, value: number | undefined): string | null {
  if (value === undefined) return null;
  return wr.outcome.answer(label, kind === "yes_no" ? (value === 0 ? en.no : en.yes) : wr.outcome.withUnit(value, unit));
}
