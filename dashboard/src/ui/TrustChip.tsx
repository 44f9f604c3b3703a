// May I rely on this screen? Live / Delayed / Offline with age; the force's silence is said apart from ours.
import { useId, useState, type ReactNode } from "react";
import { useNow, useOutbox, useTrust } from "../live/hooks";
import type { Trust } from "../live/trust";
import { en, plural, shortSpan } from "../words/en";
import { cx } from "./cx";
import styles from "./TrustChip.module.css";

/** `roads` false: no travel times are shown here. */
export function TrustChip({ roads = true }: { roads?: boolean }): ReactNode {
  const trust = useTrust();
  const outbox = useOutbox();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const feedSpan = useNow((now) => (trust.feedLastAt === null ? "" : shortSpan(now - trust.feedLastAt)));
  const word = en.trust[trust.link];
  const age = trust.link === "live" || trust.ageMs === null ? null : shortSpan(trust.ageMs);
  const extras = extraWords(trust, feedSpan, roads);
  return (
    <div
      className={styles["wrap"]}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) {
          event.stopPropagation();
          setOpen(false);
        }
      }}
    >
      <button
        type="button"
        className={cx(styles["chip"], styles[trust.link], trust.stale && "hatched")}
        data-testid="trust"
        data-link={trust.link}
        data-feed={trust.feed}
        data-journal={trust.journal}
        data-roads={trust.roads}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen((was) => !was)}
      >
        <Mark link={trust.link} />
        <span>{word}</span>
        {age !== null && <span className="num">{age}</span>}
        {extras.short !== null && <span className={styles["extra"]}>{extras.short}</span>}
      </button>
      <div id={panel} className={styles["panel"]} hidden={!open}>
        <p>
          {trust.link === "live" ? en.trust.liveDetail : trust.ageMs === null ? en.trust.neverHeard : en.trust.lastHeard(shortSpan(trust.ageMs))}
        </p>
        {trust.stale && <p>{en.trust.acts}</p>}
        {extras.long.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {outbox.count > 0 && <p>{plural(outbox.count, "act waits for an answer.", "acts wait for an answer.")}</p>}
      </div>
    </div>
  );
}

function extraWords(trust: Trust, feedSpan: string, roads: boolean): { short: string | null; long: string[] } {
  const long: string[] = [];
  let short: string | null = null;
  // The quietest of them: anything else has the chip.
  if (roads && trust.roads === "away") {
    short = en.trust.roadsAway;
    long.push(en.trust.roadsAwayDetail);
  }
  if (trust.live === "degraded") {
    short = en.trust.degraded;
    long.push(en.trust.degradedDetail);
  }
  if (trust.feed === "silent") {
    short = en.trust.feedSilent(feedSpan);
    long.push(en.trust.feedSilentDetail(feedSpan));
  } else if (trust.feed === "never") {
    short = en.trust.feedNever;
    long.push(en.trust.feedNeverDetail);
  }
  if (trust.journal === "unavailable") {
    short = en.trust.journalAway;
    long.push(en.trust.journalAwayDetail);
  }
  if (trust.quarantined > 0) long.push(en.trust.quarantined(trust.quarantined));
  return { short, long };
}

/** A full disc, a half one, a crossed ring: told apart without colour. */
function Mark({ link }: { link: Trust["link"] }): ReactNode {
  return (
    <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
      {link === "live" && <circle cx="8" cy="8" r="5" fill="currentColor" />}
      {link === "delayed" && (
        <>
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
        </>
      )}
      {link === "offline" && (
        <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM3.8 3.8l8.4 8.4" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
    </svg>
  );
}
