// The force's log and our acts in one stream, newest first: a crew on the way reads what has just changed.
import type { ReactNode } from "react";
import type { TimelineEntry } from "../live/protocol.gen";
import { At } from "../ui";
import { CameLate } from "../ui/CameLate";
import { KeptMark } from "../ui/KeptMark";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";

export function Log({ entries, children }: { entries: readonly TimelineEntry[]; children: ReactNode }): ReactNode {
  return (
    <section aria-labelledby="log-title">
      <h3 id="log-title" className={styles["heading"]}>
        {words.file.log}
      </h3>
      {children}
      {entries.length === 0 ? <p>{words.file.noLog}</p> : null}
      <ol className={styles["log"]} reversed>
        {[...entries].reverse().map((entry) => (
          <li key={`${entry.seq}-${entry.at}-${entry.words}`}>
            <p className={styles["log-head"]}>
              <At at={entry.at} /> <strong>{entry.words}</strong>
              {entry.by === null ? null : <span className={styles["sub"]}>{entry.by}</span>}
              <CameLate entry={entry} className={styles["sub"]} />
              <KeptMark entry={entry} />
              {entry.synthetic ? <span className={styles["sub"]}>{words.file.synthetic}</span> : null}
            </p>
            {entry.text === null ? null : <p>{entry.text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
