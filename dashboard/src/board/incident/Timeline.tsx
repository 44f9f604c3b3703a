// The force's log and our acts in one stream, who and when on each. Filtered and searched; corrected by a further entry, never edited.
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useNow, useScheme } from "../../live/hooks";
import type { ResponseRow, TimelineEntry } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { board as w } from "../../words/en.board";
import { records as wr } from "../../words/en.records";
import { correctionsOf, dayOf, filterTimeline, isCorrectable, mayShare, NO_FILTER, placesOf, SHOWN_MAX, topicsOf, type TimelineFilter } from "../logic/timeline";
import { useAsk } from "./records/asks";
import { TimelineFilters } from "./records/TimelineFilters";
import { Entry } from "./records/TimelineEntry";
import { Section } from "./Section";
import styles from "./Timeline.module.css";

type Props = {
  entries: readonly TimelineEntry[] | null;
  /** Set where the incident has several: its entries and those of the incident itself are shown. */
  response: ResponseRow | undefined;
};

export function Timeline({ entries, response }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const ask = useAsk();
  const [typed, setTyped] = useState<TimelineFilter>(NO_FILTER);
  const [oldestFirst, setOldestFirst] = useState(false);
  const [whole, setWhole] = useState(false);
  const [goal, setGoal] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const today = useNow((now) => dayOf(now, zone));

  const own = response?.response ?? null;
  const all = useMemo(() => filterTimeline(entries ?? [], { ...NO_FILTER, response: own }), [entries, own]);
  const topics = useMemo(() => topicsOf(all), [all]);
  const corrections = useMemo(() => correctionsOf(all), [all]);
  const bySeq = useMemo(() => new Map([...all].reverse().map((entry) => [entry.seq, entry])), [all]);
  const places = useMemo(() => placesOf(all), [all]);
  const kept = useMemo(() => {
    const found = filterTimeline(all, typed);
    return oldestFirst ? found : found.reverse();
  }, [all, typed, oldestFirst]);
  const shown = whole ? kept : kept.slice(0, SHOWN_MAX);

  // The goal may be behind a filter or beyond the first two hundred: it is looked for once it is drawn.
  useEffect(() => {
    if (goal === null) return;
    list.current?.querySelector<HTMLElement>(`[data-seq="${goal}"]`)?.focus();
    setGoal(null);
  }, [goal, shown]);

  function goTo(seq: number): void {
    if (!shown.some((entry) => entry.seq === seq)) {
      setTyped(NO_FILTER);
      setWhole(true);
    }
    setGoal(seq);
  }

  function correct(entry: TimelineEntry): (() => void) | null {
    const to = entry.response;
    return to === null || !isCorrectable(entry) ? null : () => ask({ tray: "correct", response: to, seq: entry.seq });
  }

  function share(entry: TimelineEntry): (() => void) | null {
    const to = entry.response;
    return to === null || !mayShare(entry) ? null : () => ask({ tray: "share", response: to, seq: entry.seq });
  }

  return (
    <Section
      title={w.timeline.title}
      testId="timeline"
      act={
        <Button size="small" tone="quiet" data-testid="timeline-order" onClick={() => setOldestFirst(!oldestFirst)}>
          {oldestFirst ? w.timeline.oldest : w.timeline.newest}
        </Button>
      }
    >
      {all.length > 0 && <TimelineFilters filter={typed} topics={topics} onChange={(part) => setTyped({ ...typed, ...part })} />}
      {entries !== null && all.length === 0 && <p className={styles["none"]}>{w.timeline.none}</p>}
      {all.length > 0 && kept.length === 0 && (
        <p className={styles["none"]}>
          {wr.timeline.noMatch}{" "}
          <Button size="small" onClick={() => setTyped(NO_FILTER)} data-testid="timeline-clear">
            {wr.timeline.clear}
          </Button>
        </p>
      )}
      <ol className={styles["log"]} ref={list}>
        {shown.map((entry, index) => {
          const day = dayOf(entry.at, zone);
          const above = shown[index - 1];
          const place = places.get(entry) ?? 0;
          return (
            <Entry
              key={`${entry.seq} ${place}`}
              entry={entry}
              day={day === (above === undefined ? today : dayOf(above.at, zone)) ? null : day}
              linkable={place === 0}
              corrected={corrections.get(entry.seq) ?? NONE}
              corrects={entry.corrects === null ? null : (bySeq.get(entry.corrects) ?? null)}
              onGo={goTo}
              onCorrect={correct(entry)}
              onShare={share(entry)}
            />
          );
        })}
      </ol>
      {shown.length < kept.length && (
        <p className={styles["more"]}>
          {wr.timeline.shownOf(shown.length, kept.length)}{" "}
          <Button size="small" onClick={() => setWhole(true)} data-testid="timeline-all">
            {wr.timeline.showAll(kept.length)}
          </Button>
        </p>
      )}
    </Section>
  );
}

const NONE: readonly TimelineEntry[] = [];
