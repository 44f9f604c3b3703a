// How long people waited: half of them, nine in ten, and how many within the scheme's own target.
import type { ReactNode } from "react";
import type { WaitFigures } from "../../live/protocol.gen";
import { cx } from "../../ui";
import { earlier } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { Number } from "../parts/Number";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import styles from "./WaitsSheet.module.css";

const w = earlier.waits;

type Props = { waits: readonly WaitFigures[]; small: number | null; tables: boolean; csv: { path: string; name: string } };

export function WaitsSheet({ waits, small, tables, csv }: Props): ReactNode {
  const first = waits.find((each) => each.wait === "review")?.median_ms ?? null;
  // Nine in ten may be hidden where half is shown.
  const longest = Math.max(1, ...waits.flatMap(({ median_ms: half, p90_ms: most, target_ms: target }) => [half ?? 0, most ?? 0, target ?? 0]));
  const other = waits.every(({ people }) => people === 0) ? w.titleNone : w.titleOther;
  return (
    <Sheet title={first === null ? other : w.title(w.span(first))} sub={w.sub} csv={csv} testId="waits">
      {tables ? (
        <table className={cx(sheet["table"], sheet["stack"])} data-testid="waits-table">
          <caption className="sr">{w.sub}</caption>
          <thead>
            <tr>
              <th scope="col">{w.head.wait}</th>
              {[w.head.people, w.head.half, w.head.most, w.head.target, w.head.within].map((head) => (
                <th key={head} scope="col" className={sheet["number"]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {waits.map((each) => (
              <tr key={each.wait}>
                <th scope="row">{w.wait[each.wait].title}</th>
                <Number name={w.head.people}>{p.count(each.people, small)}</Number>
                <Number name={w.head.half}>{span(each.median_ms)}</Number>
                <Number name={w.head.most}>{span(each.p90_ms)}</Number>
                <Number name={w.head.target}>{span(each.target_ms)}</Number>
                <Number name={w.head.within}>{within(each)}</Number>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul className={styles["list"]}>
          {waits.map((each) => (
            <Wait key={each.wait} of={each} longest={longest} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Wait({ of, longest }: { of: WaitFigures; longest: number }): ReactNode {
  const { median_ms: half, p90_ms: most, target_ms: target } = of;
  const { title, what, verb } = w.wait[of.wait];
  const along = (ms: number): string => `${(ms / longest) * 100}%`;
  const people = of.people === null ? null : p.whole(of.people);
  const share = within(of);
  // Where a share is known it names its people.
  const isShare = share !== p.unknown && people !== null;
  const words = [
    of.people === 0 ? w.none : half === null ? null : w.half(w.span(half)),
    most === null ? null : w.most(w.span(most)),
    target === null ? w.noTarget : isShare ? `${w.target(w.span(target))}: ${w.within(share, people, verb)}` : w.target(w.span(target)),
    isShare || of.people === 0 ? null : people === null ? w.peopleHidden : w.people(people),
  ].filter((part) => part !== null);
  return (
    <li className={styles["wait"]} data-testid={`wait-${of.wait}`}>
      <p>
        <strong>{title}</strong> <span className={styles["what"]}>{what}</span>
      </p>
      <span className={styles["track"]} aria-hidden="true">
        {most === null ? null : <span className={styles["most"]} style={{ width: along(most) }} />}
        {half === null ? null : <span className={styles["half"]} style={{ width: along(half) }} />}
        {target === null ? null : <span className={styles["target"]} style={{ left: along(target) }} />}
      </span>
      <p>{words.join(" · ")}</p>
    </li>
  );
}

function span(ms: number | null): string {
  return ms === null ? p.unknown : w.span(ms);
}

/** Share within the target, where both numbers are shown. */
function within({ people, within_target: count, target_ms: target }: WaitFigures): string {
  return target === null || people === null || count === null || people === 0 ? p.unknown : p.percent(count / people);
}
