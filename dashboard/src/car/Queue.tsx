// The jobs that wait for this car, in the desk's order, each with whether it may be gone to and why not. Seen, not acted on: one job at a time.
import type { ReactNode } from "react";
import type { CarRow, JobCard, SchemeView } from "../live/protocol.gen";
import { Ago, IconShape, cx, shapeOfGrade } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import { mayGo, nextToTake } from "./job";
import { needLines } from "./needs";
import styles from "./Queue.module.css";

type Props = { jobs: readonly JobCard[]; car: CarRow; scheme: SchemeView };

export function Queue({ jobs, car, scheme }: Props): ReactNode {
  if (jobs.length === 0) return null;
  const next = nextToTake(jobs);
  return (
    <section className={styles["queue"]} aria-labelledby="queue-title" data-testid="queue">
      <h2 id="queue-title" className={styles["heading"]}>
        {words.queue.title} <span className={styles["sub"]}>{words.queue.order}</span>
      </h2>
      <ol>
        {jobs.map((job, at) => {
          const grade = scheme.grades.find((each) => each.code === job.grade);
          const lacks = needLines(job.needs, car, scheme.cars.training).some((line) => line.met === false);
          return (
            <li key={job.deployment} className={styles["waits"]} data-testid="queued" data-gate={job.gate.state}>
              <span className={styles["place-no"]}>{words.queue.place(at + 1)}</span>
              <IconShape
                shape={grade === undefined ? "circle" : shapeOfGrade(grade.rank, grade.attend_minutes)}
                tone={grade?.rank === 1 ? "danger" : "text"}
                label={words.job.grade(grade?.label ?? job.grade)}
              />
              <div>
                <p className={styles["strong"]}>
                  {job.locality ?? words.job.noLocality}
                  {job === next ? <span className={styles["flag"]}>{words.queue.next}</span> : null}
                </p>
                <p className={styles["sub"]}>
                  {job.opening_code} · <Ago at={job.received_at} suffix />
                </p>
                <p className={cx(styles["gate-words"], mayGo(job) && styles["met"])}>
                  <Glyph name={mayGo(job) ? "check" : job.gate.state === "revoked" ? "octagon" : "minus"} />
                  <span>{job.gate.words}</span>
                </p>
                {lacks ? <p className={styles["sub"]}>{words.queue.lacks}</p> : null}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
