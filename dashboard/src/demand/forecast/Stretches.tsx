// The covered stretches that come next, each as a whole: what is expected in it and between which bounds.
import type { ReactNode } from "react";
import type { ExpectedCalls } from "../../live/protocol.gen";
import { clockTime } from "../../ui";
import { forecast } from "../../words/en.demand.forecast";
import { parts as p } from "../../words/en.demand.parts";
import { dayAt } from "../parts/days";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import styles from "./Stretches.module.css";

const w = forecast.stretches;

type Props = { stretches: readonly ExpectedCalls[]; zone: string; tables: boolean; csv: { path: string; name: string } };

export function Stretches({ stretches, zone, tables, csv }: Props): ReactNode {
  const largest = Math.max(1, ...stretches.map(({ high }) => high));
  const named = stretches.map((each) => {
    const day = dayAt(each.from, zone);
    return { ...each, name: w.name(p.weekday(day), clockTime(each.from, zone), clockTime(each.until, zone)), date: p.dayShort(day) };
  });
  const along = (count: number): string => `${(count / largest) * 100}%`;
  return (
    <Sheet title={w.title} sub={stretches.length === 0 ? w.none : w.sub} csv={csv} testId="stretches">
      {tables ? (
        <table className={sheet["table"]} data-testid="stretches-table">
          <caption className="sr">{w.title}</caption>
          <thead>
            <tr>
              <th scope="col">{w.stretch}</th>
              {[forecast.hour.mean, forecast.hour.low, forecast.hour.high].map((head) => (
                <th key={head} scope="col" className={sheet["number"]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {named.map((each) => (
              <tr key={each.from}>
                <th scope="row">
                  {each.name}, {each.date}
                </th>
                <td className={sheet["number"]}>{p.rate(each.mean)}</td>
                <td className={sheet["number"]}>{p.whole(each.low)}</td>
                <td className={sheet["number"]}>{p.whole(each.high)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul className={styles["list"]}>
          {named.map((each) => (
            <li key={each.from} className={styles["stretch"]} data-testid="stretch">
              <span className="sr">{w.says(`${each.name}, ${each.date}`, p.rate(each.mean), p.whole(each.low), p.whole(each.high))}</span>
              <span className={styles["name"]} aria-hidden="true">
                {each.name} <span className={styles["date"]}>{each.date}</span>
              </span>
              <span className={styles["count"]} aria-hidden="true">
                {p.rate(each.mean)}
              </span>
              <span className={styles["between"]} aria-hidden="true">
                {w.between(p.whole(each.low), p.whole(each.high))}
              </span>
              <span className={styles["track"]} aria-hidden="true">
                <span className={styles["spread"]} style={{ left: along(each.low), width: along(each.high - each.low) }} />
                <span className={styles["mark"]} style={{ left: along(each.mean) }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
