// The erasure that runs, or the last one: how far it is, and what it could not erase and why.
import type { ReactNode } from "react";
import { dayAndClock, ZONE } from "../../ui/time";
import { office as w } from "../../words/en.office";
import type { ErasureJob } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";

export function JobPanel({ job, lost }: { job: ErasureJob; lost: boolean }): ReactNode {
  const { state, done, total, refused } = job;
  return (
    <section className={page["panel"]} aria-labelledby="job-title" data-testid="job" data-state={state}>
      <h3 id="job-title">{w.job.title[state]}</h3>
      <p role="status">{w.job.count(done - refused.length, total, refused.length)}</p>
      {state === "running" && <progress className={styles["progress"]} max={Math.max(total, 1)} value={done} aria-labelledby="job-title" />}
      {state === "running" && <p className={page["small"]}>{w.job.mayLeave}</p>}
      <p className={page["small"]}>{w.job.by(job.by, dayAndClock(job.began_at, ZONE))}</p>
      {lost && <p className={page["small"]}>{w.job.lost}</p>}
      {refused.length > 0 && (
        <ul className={styles["refused"]} data-testid="job-refused">
          {refused.map(({ incident, why }) => (
            <li key={incident}>
              <span className="mono">{incident}</span> {w.job.why(why)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
