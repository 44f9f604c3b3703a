// What of the log is shown: whose entries, which topics, which words.
import type { ReactNode } from "react";
import type { TimelineTopic } from "../../../live/protocol.gen";
import { cx } from "../../../ui/cx";
import { board as w } from "../../../words/en.board";
import { records as wr } from "../../../words/en.records";
import type { TimelineFilter } from "../../logic/timeline";
import styles from "../Timeline.module.css";

const ORIGINS = [
  [null, "all"],
  ["force", "force"],
  ["ours", "ours"],
] as const;

type Props = { filter: TimelineFilter; topics: readonly { topic: TimelineTopic; count: number }[]; onChange: (part: Partial<TimelineFilter>) => void };

export function TimelineFilters({ filter, topics, onChange }: Props): ReactNode {
  // A topic chosen before the entries of it were filtered away can still be taken back.
  const chips = topics.length > 1 || filter.topics.length > 0 ? topics : [];
  return (
    <div className={styles["filters"]} data-testid="timeline-filters">
      <div className={styles["bar"]}>
        <div role="group" aria-label={wr.timeline.filters} className={styles["group"]}>
          {ORIGINS.map(([origin, word]) => (
            <button
              key={word}
              type="button"
              className={cx(styles["filter"], filter.origin === origin && styles["chosen"])}
              aria-pressed={filter.origin === origin}
              data-testid={`timeline-origin-${word}`}
              onClick={() => onChange({ origin })}
            >
              {w.timeline[word]}
            </button>
          ))}
        </div>
        <input
          type="search"
          className={styles["search"]}
          aria-label={wr.timeline.search}
          placeholder={wr.timeline.search}
          value={filter.text}
          autoComplete="off"
          data-testid="timeline-search"
          onChange={(event) => onChange({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || filter.text === "") return;
            // The first Escape empties the search; only the next one leaves.
            event.preventDefault();
            event.stopPropagation();
            onChange({ text: "" });
          }}
        />
      </div>
      {chips.length > 0 && (
        <div role="group" aria-label={wr.timeline.topics} className={styles["group"]}>
          {chips.map(({ topic, count }) => {
            const on = filter.topics.includes(topic);
            return (
              <button
                key={topic}
                type="button"
                className={cx(styles["topic"], on && styles["chosen"])}
                aria-pressed={on}
                aria-label={wr.timeline.counted(wr.timeline.topic[topic], count)}
                data-testid={`timeline-topic-${topic}`}
                onClick={() => onChange({ topics: on ? filter.topics.filter((each) => each !== topic) : [...filter.topics, topic] })}
              >
                {wr.timeline.topic[topic]} <span className={styles["count"]}>{count}</span>
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
