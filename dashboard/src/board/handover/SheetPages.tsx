// The pages of the sheet as they are printed, and once more out of sight to measure what fits.
import { useRef, type ReactNode } from "react";
import { useFigures, useScheme, useYou } from "../../live/hooks";
import type { IncidentNumber } from "../../live/protocol.gen";
import { handover as w } from "../../words/en.handover";
import type { FileFacts, Handover, HandoverLine } from "../logic/handover";
import { timeWords } from "./lineWords";
import styles from "./Sheet.module.css";
import { SheetLine } from "./SheetLine";
import { usePageFit } from "./usePageFit";

type Props = {
  lines: readonly HandoverLine[];
  counts: Pick<Handover, "done" | "toClose" | "joined">;
  facts: ReadonlyMap<IncidentNumber, FileFacts | null>;
  withNames: boolean;
  reader: string;
  /** What was typed as to who takes it, by response. */
  who: Readonly<Record<string, string>>;
  onWho: (response: string, to: string) => void;
  suggestions: string;
  now: number;
};

export function SheetPages({ lines, counts, facts, withNames, reader, who, onWho, suggestions, now }: Props): ReactNode {
  const measured = useRef<HTMLDivElement>(null);
  const plain = lines.map((line) => ({ line, facts: facts.get(line.row.number), withNames, to: who[line.response.response] ?? "", now }));
  const fit = usePageFit(measured, lines.length, JSON.stringify([lines, withNames, [...facts.keys()], reader, who, now]));
  const pages = pagesOf(plain, fit.pages);
  const shortened = lines.length - fit.full;
  const head = <Head reader={reader} withNames={withNames} now={now} />;
  const foot = (page: number): ReactNode => <Foot counts={counts} withNames={withNames} page={page} pages={pages.length} />;
  const notice = shortened > 0 ? <Notice shortened={shortened} pages={pages.length} /> : null;
  return (
    <>
      {pages.map((page, index) => (
        <article key={index} className={styles["page"]} data-testid="handover-page">
          {index === 0 ? head : <Continued now={now} />}
          <Columns />
          <ol className={styles["lines"]}>
            {page.map((each, place) => {
              const at = pages.slice(0, index).reduce((sum, before) => sum + before.length, 0) + place;
              const { response } = each.line.response;
              return <SheetLine key={response} {...each} short={at >= fit.full} editing={{ onTo: (to) => onWho(response, to), suggestions }} />;
            })}
          </ol>
          {index === 0 && notice}
          {foot(index + 1)}
        </article>
      ))}
      <div ref={measured} className={styles["measure"]} aria-hidden="true" inert>
        {head}
        <Continued now={now} />
        <Columns />
        <ol className={styles["lines"]}>
          {plain.map((each) => (
            <SheetLine key={each.line.response.response} {...each} short={false} editing={null} />
          ))}
          {plain[0] !== undefined && <SheetLine {...plain[0]} short editing={null} />}
        </ol>
        <Notice shortened={1} pages={2} />
        {foot(1)}
      </div>
    </>
  );
}

function pagesOf<T>(all: readonly T[], counts: readonly number[]): T[][] {
  let from = 0;
  const pages = counts.map((count) => {
    from += count;
    return all.slice(from - count, from);
  });
  // A line that came after the page was measured stands on the last one until the next measure.
  pages.at(-1)?.push(...all.slice(from));
  return pages;
}

function useShift(now: number): string {
  const figures = useFigures();
  const zone = useScheme()?.time_zone ?? "Europe/London";
  return figures === null ? w.head.unknown : w.head.span(timeWords(figures.since, zone, now), timeWords(now, zone, now));
}

function Head({ reader, withNames, now }: { reader: string; withNames: boolean; now: number }): ReactNode {
  const scheme = useScheme();
  const you = useYou();
  const facts: readonly (readonly [string, string])[] = [
    [w.head.shift, useShift(now)],
    [w.head.by, you?.name ?? w.head.unknown],
    [w.head.for, reader],
  ];
  return (
    <header className={styles["head"]} data-part="head">
      <h2>
        {w.title} <span>{scheme?.name}</span>
      </h2>
      <p className={styles["level"]}>{withNames ? w.level.names : w.level.none}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value === "" ? styles["blank"] : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles["order"]}>{w.order}</p>
    </header>
  );
}

function Continued({ now }: { now: number }): ReactNode {
  const scheme = useScheme();
  return (
    <p className={styles["continued"]} data-part="continued">
      {w.continued(scheme?.name ?? "", useShift(now))}
    </p>
  );
}

function Columns(): ReactNode {
  return (
    <div className={styles["columns"]} data-part="columns" aria-hidden="true">
      <span>{w.columns.what}</span>
      <span>{w.columns.where}</span>
      <span>{w.columns.stands}</span>
      <span>{w.columns.next}</span>
      <span>{w.columns.who}</span>
    </div>
  );
}

function Notice({ shortened, pages }: { shortened: number; pages: number }): ReactNode {
  return (
    <p className={styles["notice"]} data-part="notice" data-testid="handover-notice">
      {w.shortened(shortened)} {pages > 1 && w.twoPages(pages)}
    </p>
  );
}

function Foot({ counts, withNames, page, pages }: { counts: Props["counts"]; withNames: boolean; page: number; pages: number }): ReactNode {
  const figures = useFigures();
  const parts =
    figures === null
      ? []
      : [
          w.figures.received(figures.received),
          w.figures.reviewed(figures.reviewed),
          w.figures.contacted(figures.contacted),
          ...(figures.engaged === figures.contacted ? [] : [w.figures.engaged(figures.engaged)]),
          w.figures.referred(figures.referred),
          ...(figures.refuge_placed > 0 ? [w.figures.refuge(figures.refuge_placed)] : []),
        ];
  const left = [...(counts.done > 0 ? [w.figures.done(counts.done, counts.toClose)] : []), ...(counts.joined > 0 ? [w.figures.joined(counts.joined)] : [])];
  return (
    <footer className={styles["foot"]} data-part="foot">
      <p>
        {parts.length > 0 && w.figures.line(parts)} {left.length > 0 && w.figures.notListed(left)}
      </p>
      <dl className={styles["sign"]}>
        {[w.sign.given, w.sign.time, w.sign.taken, w.sign.time].map((name, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd />
          </div>
        ))}
      </dl>
      <p className={styles["last"]}>
        <span>{withNames ? w.level.namesLine : w.level.noneLine}</span>
        <span className={styles["pageNumber"]}>{w.page(page, pages)}</span>
      </p>
    </footer>
  );
}
