// How far the job is. Words and ticks, so that it reads without colour.
import type { ReactNode } from "react";
import type { JobCard } from "../live/protocol.gen";
import { cx } from "../ui";
import { car as words } from "../words/en.car";
import styles from "./Job.module.css";
import { STEPS, stepsDone } from "./steps";

export function StepStrip({ job }: { job: JobCard }): ReactNode {
  const done = stepsDone(job);
  return (
    <ol className={styles["steps"]} aria-label={words.steps.label}>
      {STEPS.map((step, at) => (
        <li key={step} className={cx(styles["step"], at < done && styles["done"])} aria-current={at === done - 1 ? "step" : undefined}>
          <span>{words.steps[step]}</span>
        </li>
      ))}
    </ol>
  );
}
