// One entry of the log: when, whose, who, what was said; what it corrects, and by what it was corrected.
import { memo, type ReactNode } from "react";
import { useScheme } from "../../../live/hooks";
import type { TimelineEntry, TimelineOrigin } from "../../../live/protocol.gen";
import { At } from "../../../ui/Ago";
import { CameLate } from "../../../ui/CameLate";
import { clockTime } from "../../../ui/time";
import { KeptMark } from "../../../ui/KeptMark";
import { board as w } from "../../../words/en.board";
import { records as wr } from "../../../words/en.records";
import styles from "../Timeline.module.css";

type Props = {
  entry: TimelineEntry;
  /** Said where it is another day than on the entry above. */
  day: string | null;
  /** False for a second entry of the same act: links go to the first. */
  linkable: boolean;
  corrected: readonly TimelineEntry[];
  /** What this one corrects, where it is in this log. */
  corrects: TimelineEntry | null;
  onGo: (seq: number) => void;
  onCorrect: (() => void) | null;
  onShare: (() => void) | null;
};

export const Entry = memo(function Entry({ entry, day, linkable, corrected, corrects, onGo, onCorrect, onShare }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  return (
    <li className={styles[entry.origin]} data-topic={entry.topic} {...(linkable ? { "data-seq": entry.seq, tabIndex: -1 } : {})}>
      <At at={entry.at} className={styles["at"]} />
      <OriginMark origin={entry.origin} />
      <div className={styles["entry"]}>
        <p>
          {day !== null && <span className={styles["day"]}>{day}</span>}
          <span className={styles["words"]}>{entry.words}</span>
          <span className={styles["by"]}>{entry.by ?? wr.timeline.unknownBy[entry.origin]}</span>
          {entry.synthetic && <span className={styles["by"]}>{w.row.synthetic}</span>}
          <CameLate entry={entry} className={styles["by"]} />
          <KeptMark entry={entry} />
        </p>
        {entry.corrects !== null && (
          <p className={styles["link"]}>
            {wr.timeline.corrects}{" "}
            {corrects === null ? (
              wr.timeline.gone
            ) : (
              <button type="button" data-testid="timeline-corrects" onClick={() => onGo(corrects.seq)}>
                {clockTime(corrects.at, zone)} {corrects.words}
              </button>
            )}
          </p>
        )}
        {entry.text !== null && <p className={styles["text"]}>{entry.text}</p>}
        {linkable && onShare !== null && (
          <p className={styles["link"]}>
            <button type="button" aria-label={wr.share.actOf(clockTime(entry.at, zone))} data-testid="timeline-share" onClick={onShare}>
              {wr.share.act}
            </button>
          </p>
        )}
        {linkable && corrected.length > 0 && (
          <p className={styles["link"]}>
            {corrected.map((each) => (
              <button key={each.seq} type="button" data-testid="timeline-corrected" onClick={() => onGo(each.seq)}>
                {wr.timeline.corrected} {clockTime(each.at, zone)}
              </button>
            ))}
          </p>
        )}
      </div>
      {linkable && onCorrect !== null && (
        <button type="button" className={styles["correct"]} aria-label={wr.timeline.correctOf(clockTime(entry.at, zone))} data-testid="timeline-correct" onClick={onCorrect}>
          {wr.timeline.correct}
        </button>
      )}
    </li>
  );
});

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
