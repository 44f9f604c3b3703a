// The force's log and our acts in one stream. Filterable; the newest first unless asked otherwise.
import { useMemo, useState, type ReactNode } from "react";
import type { ResponseRow, TimelineEntry, TimelineOrigin } from "../../live/protocol.gen";
import { At } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { Button } from "../../ui/Button";
import { board as w } from "../../words/en.board";
import { Section } from "./Section";
import styles from "./Timeline.module.css";

type Filter = "all" | "force" | "ours";

export function Timeline({ entries, response }: { entries: readonly TimelineEntry[] | null; response: ResponseRow | undefined }): ReactNode {
  const [filter, setFilter] = useState<Filter>("all");
  const [oldestFirst, setOldestFirst] = useState(false);
  const shown = useMemo(() => {
    const kept = (entries ?? []).filter(
      (entry) =>
        (filter === "all" || entry.origin === filter || (filter === "ours" && entry.origin === "system")) &&
        (response === undefined || entry.response === null || entry.response === response.response),
    );
    return oldestFirst ? kept : [...kept].reverse();
  }, [entries, filter, oldestFirst, response]);
  return (
    <Section
      title={w.timeline.title}
      testId="timeline"
      act={
        <>
          {(["all", "force", "ours"] as const).map((each) => (
            <button key={each} type="button" className={cx(styles["filter"], each === filter && styles["chosen"])} aria-pressed={each === filter} onClick={() => setFilter(each)}>
              {w.timeline[each]}
            </button>
          ))}
          <Button size="small" tone="quiet" onClick={() => setOldestFirst(!oldestFirst)}>
            {oldestFirst ? w.timeline.oldest : w.timeline.newest}
          </Button>
        </>
      }
    >
      {entries !== null && shown.length === 0 && <p className={styles["none"]}>{w.timeline.none}</p>}
      <ol className={styles["log"]}>
        {shown.map((entry, index) => (
          <li key={`${entry.seq} ${index}`} className={styles[entry.origin]}>
            <At at={entry.at} className={styles["at"]} />
            <OriginMark origin={entry.origin} />
            <div className={styles["entry"]}>
              <p>
                <span className={styles["words"]}>{entry.words}</span>
                {entry.by !== null && <span className={styles["by"]}>{entry.by}</span>}
                {entry.synthetic && <span className={styles["by"]}>{w.row.synthetic}</span>}
              </p>
              {entry.text !== null && <p className={styles["text"]}>{entry.text}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Filled: we did it. Outlined: the force. A dash: the system. */
function OriginMark({ origin }: { origin: TimelineOrigin }): ReactNode {
  return (
    <svg className={styles["mark"]} width="9" height="9" viewBox="0 0 10 10" role="img" aria-label={w.timeline.origin[origin]}>
      {origin === "ours" && <circle cx="5" cy="5" r="4" fill="currentColor" />}
      {origin === "force" && <circle cx="5" cy="5" r="3.5" fill="var(--bg)" stroke="currentColor" strokeWidth="1.5" />}
      {origin === "system" && <path d="M1 5h8" stroke="currentColor" strokeWidth="2" />}
    </svg>
  );
}
