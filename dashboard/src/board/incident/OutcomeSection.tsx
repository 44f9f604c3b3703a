// What came of it, and closing or opening again.
import type { ReactNode } from "react";
import { useAct } from "../../live/hooks";
import type { ResponseFile, ResponseRow } from "../../live/protocol.gen";
import { Ago } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useBoard } from "../state";
import styles from "./CarSection.module.css";
import { Section } from "./Section";

export function OutcomeSection({ response, part }: { response: ResponseRow; part: ResponseFile | undefined }): ReactNode {
  const { change } = useBoard();
  const act = useAct();
  const outcome = response.outcome;
  const detail = part?.outcome ?? null;
  const closed = response.state === "closed";
  return (
    <Section
      title={w.outcome.saved}
      testId="outcome-section"
      act={
        <>
          {outcome !== null && !closed && (
            <Button size="small" pending={act.status === "pending"} data-testid="close-response" onClick={() => void act.run({ type: "close_response", response: response.response })}>
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
            {[outcome.refuge_placed && w.outcome.refugePlaced, detail?.safety_plan_made === true && w.outcome.planMade, outcome.by].filter(Boolean).join(" · ")}, <Ago at={outcome.at} suffix />
            {closed && ` · ${en.response.closed}`}
          </p>
          {detail !== null && detail.note !== "" && <p>{detail.note}</p>}
        </div>
      )}
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </Section>
  );
}
