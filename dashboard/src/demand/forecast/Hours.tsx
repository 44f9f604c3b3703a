// Hours that are expected, each as a mark within its frame, or as a table.
import type { ReactNode } from "react";
import type { ExpectedCalls } from "../../live/protocol.gen";
import { clockTime } from "../../ui";
import { forecast } from "../../words/en.demand.forecast";
import { parts as p } from "../../words/en.demand.parts";
import { Columns, type Column } from "../parts/Columns";
import { dayAt } from "../parts/days";
import sheet from "../parts/Sheet.module.css";

const w = forecast.hour;
/** A tick at each third hour of the clock, where there is little room at each sixth. */
const TICK_HOURS = 3;

type Props = { label: string; hours: readonly ExpectedCalls[]; zone: string; tables: boolean; largest?: number; testId: string };

/** "Saturday 21:00–22:00": of an hour that the clocks double, both are called the same. */
function nameOf({ from }: ExpectedCalls, zone: string): string {
  // Not by its end: in the night of the clocks that is another hour than the next.
  const hour = Number(clockTime(from, zone).slice(0, 2));
  return `${p.weekday(dayAt(from, zone))} ${p.hourSpan(hour, hour + 1)}`;
}

export function columnsOf(hours: readonly ExpectedCalls[], zone: string): Column[] {
  return hours.map((hour) => {
    const clock = clockTime(hour.from, zone);
    return {
      key: String(hour.from),
      tick: Number(clock.slice(0, 2)) % TICK_HOURS === 0 ? clock : "",
      isMinorTick: Number(clock.slice(0, 2)) % (2 * TICK_HOURS) !== 0,
      says: w.says(nameOf(hour, zone), p.rate(hour.mean), p.whole(hour.low), p.whole(hour.high), hour.covered),
      mark: hour.mean,
      low: hour.low,
      high: hour.high,
      isCovered: hour.covered,
      label: p.rate(hour.mean),
    };
  });
}

export function Hours({ label, hours, zone, tables, largest, testId }: Props): ReactNode {
  if (!tables) return <Columns label={label} columns={columnsOf(hours, zone)} rest={w.read} steps={p.whole} testId={testId} {...(largest === undefined ? {} : { largest })} />;
  return (
    <table className={sheet["table"]} data-testid={`${testId}-table`}>
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{w.hour}</th>
          {[w.mean, w.low, w.high, w.covered].map((head) => (
            <th key={head} scope="col" className={sheet["number"]}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((hour) => (
          <tr key={hour.from}>
            <th scope="row">{nameOf(hour, zone)}</th>
            <td className={sheet["number"]}>{p.rate(hour.mean)}</td>
            <td className={sheet["number"]}>{p.whole(hour.low)}</td>
            <td className={sheet["number"]}>{p.whole(hour.high)}</td>
            <td className={sheet["number"]}>{hour.covered ? w.yes : w.no}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
