// The jobs that wait for this car, in order. Seen, not acted on: one job at a time.
import type { ReactNode } from "react";
import type { JobCard, SchemeView } from "../live/protocol.gen";
import { Ago, IconShape, shapeOfGrade } from "../ui";
import { car as words } from "../words/en.car";
import styles from "./Job.module.css";

export function Queue({ jobs, scheme }: { jobs: readonly JobCard[]; scheme: SchemeView }): ReactNode {
  if (jobs.length === 0) return null;
  return (
    <section className={styles["queue"]} aria-labelledby="queue-title" data-testid="queue">
      <h2 id="queue-title" className={styles["heading"]}>
        {words.queue.title}
      </h2>
      <ol>
        {jobs.map((job) => {
          const grade = scheme.grades.find((each) => each.code === job.grade);
          return (
            <li key={job.deployment} className={styles["waits"]}>
              <IconShape
                shape={grade === undefined ? "circle" : shapeOfGrade(grade.rank, grade.attend_minutes)}
                tone={grade?.rank === 1 ? "danger" : "text"}
                label={words.job.grade(grade?.label ?? job.grade)}
              />
              <div>
                <p className={styles["strong"]}>{job.locality ?? words.job.noLocality}</p>
                <p className={styles["sub"]}>
                  {job.opening_code} · <Ago at={job.received_at} suffix /> · {words.queue.gate[job.gate.state]}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
