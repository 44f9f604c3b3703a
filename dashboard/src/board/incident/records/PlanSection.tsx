// The safety plan as it stands. The ones before it are in the log.
import type { ReactNode } from "react";
import { useScheme } from "../../../live/hooks";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { IconShape } from "../../../ui/IconShape";
import { records as w } from "../../../words/en.records";
import { useBoard } from "../../state";
import { Section } from "../Section";
import { NotHere, type RecordProps } from "./NotHere";
import styles from "./records.module.css";

export function PlanSection({ part, fileStatus }: RecordProps): ReactNode {
  const topics = useScheme()?.safety_topics ?? [];
  const { state, change } = useBoard();
  const view = part?.plan ?? null;
  if (topics.length === 0 && view === null) return null;
  return (
    <Section
      title={w.plan.title}
      testId="plan-section"
      act={
        topics.length > 0 && (
          <Button size="small" shortcut="y" data-testid="record-plan" aria-pressed={state.tray === "plan"} onClick={() => change({ type: "tray", tray: "plan" })}>
            {view === null ? w.plan.record : w.plan.change}
          </Button>
        )
      }
    >
      {part === undefined ? (
        <NotHere fileStatus={fileStatus} />
      ) : view === null ? (
        <p className={styles["none"]}>{w.plan.none}</p>
      ) : (
        <>
          <p className={styles["head"]} data-testid="plan-standing" data-agreed={view.plan.agreed}>
            <span className={styles["mark"]}>
              <IconShape shape="circle" filled={view.plan.agreed} />
              <strong>{view.plan.agreed ? w.plan.agreed : w.plan.prepared}</strong>
            </span>
            <span className={styles["small"]}>
              {view.by}, <Ago at={view.at} suffix />
            </span>
          </p>
          <dl className={styles["pairs"]}>
            {view.plan.steps.map((step) => (
              <div key={step.topic}>
                <dt>{topics.find((each) => each.id === step.topic)?.label ?? step.topic}</dt>
                <dd className={styles["text"]}>{step.text}</dd>
              </div>
            ))}
          </dl>
          {view.plan.note !== "" && <p className={styles["text"]}>{view.plan.note}</p>}
        </>
      )}
    </Section>
  );
}
