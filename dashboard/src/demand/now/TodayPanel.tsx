// Today beside the same weekday of the eight weeks before. Looked at again when a call has come, and each five minutes; nothing
// where it does not come.
import { useCallback, useEffect, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useFigures, useNow } from "../../live";
import type { TodayDemand } from "../../live/protocol.gen";
import { useLoaded } from "../../session/useAnswer";
import { clockTime } from "../../ui";
import { demand as words } from "../../words/en.demand";
import { parts as p } from "../../words/en.demand.parts";
import { today } from "../api";
import { minuteOfWeek } from "../coverage";
import { dayAt } from "../parts/days";
import { Columns, type Column } from "../parts/Columns";
import sheet from "../parts/Sheet.module.css";
import styles from "../Panel.module.css";
import { todayHours } from "./today";

const AGAIN_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** From here on it is said that it could not be renewed. */
const OLD_MS = 12 * 60_000;
/** The records are that far behind the board, at most. */
const BEHIND_MS = 7_000;
/** A tick each so many hours, where there is little room twice as many. */
const TICK_HOURS = 3;

export function TodayPanel({ tables }: { tables: boolean }): ReactNode {
  const { board } = usePlace();
  const load = useCallback(() => today(board.board), [board.board]);
  const { value, again } = useLoaded(load);
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  const received = useFigures()?.received;
  useEffect(() => {
    const timer = setTimeout(again, BEHIND_MS);
    return () => clearTimeout(timer);
  }, [again, received]);
  // With each full hour, too, and at midnight another day begins.
  const hourNow = useNow((now) => Math.floor(now / HOUR_MS));
  useEffect(again, [again, hourNow]);
  const isToday = useNow((now) => value !== null && dayAt(now, value.time_zone) === value.today.day);
  return value === null || !isToday ? null : <Shown of={value} tables={tables} />;
}

function Shown({ of, tables }: { of: TodayDemand; tables: boolean }): ReactNode {
  const zone = of.time_zone;
  // Of when it was counted: what came since is not in it.
  const hour = Math.floor((minuteOfWeek(of.at, zone) % 1440) / 60);
  const isOld = useNow((now) => now - of.at > OLD_MS);
  const w = words.today;
  const hours = todayHours(of, hour);
  const weekday = p.weekday(of.today.day);
  const count = (value: number | null): string => (value === null ? p.unknown : p.whole(value));
  const middle = (value: number): string => (Number.isInteger(value) ? p.whole(value) : p.one(value));
  const columns: Column[] = hours.map((each) => ({
    key: String(each.hour),
    tick: each.hour % TICK_HOURS === 0 ? p.hour(each.hour) : "",
    isMinorTick: each.hour % (2 * TICK_HOURS) !== 0,
    says: w.says(p.hourSpan(each.hour, each.hour + 1), each.isHidden ? w.hidden : each.today === null ? w.notYet : w.count(p.whole(each.today), each.isOver), each.middle === null ? null : w.usual(middle(each.middle), count(each.least), count(each.most))),
    isUnknown: each.isHidden,
    bar: each.today,
    isPart: !each.isOver,
    mark: each.middle,
    low: each.least,
    high: each.most,
  }));
  return (
    <section className={styles["panel"]} aria-labelledby="today-title" data-testid="today">
      <header className={styles["head"]}>
        <h2 id="today-title">{of.until_now === null || hour === 0 ? w.title(weekday) : w.soFar(of.until_now, p.hour(hour), of.usual_until_now === null ? null : middle(of.usual_until_now))}</h2>
        <p>{isOld ? w.old(clockTime(of.at, zone)) : of.earlier.length === 0 ? w.noEarlier(weekday) : w.beside(of.earlier.length, weekday, clockTime(of.at, zone))}</p>
      </header>
      {tables ? (
        <table className={sheet["table"]} data-testid="today-table">
          <caption className="sr">{w.title(weekday)}</caption>
          <thead>
            <tr>
              <th scope="col">{w.hour}</th>
              <th scope="col" className={sheet["number"]}>
                {w.today}
              </th>
              <th scope="col" className={sheet["number"]}>
                {w.middle}
              </th>
              <th scope="col" className={sheet["number"]}>
                {w.range}
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.map((each) => (
              <tr key={each.hour}>
                <th scope="row">{p.hourSpan(each.hour, each.hour + 1)}</th>
                <td className={sheet["number"]}>{each.isHidden ? w.hidden : count(each.today)}</td>
                <td className={sheet["number"]}>{each.middle === null ? p.unknown : middle(each.middle)}</td>
                <td className={sheet["number"]}>{each.least === null ? p.unknown : `${count(each.least)}–${count(each.most)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Columns label={w.title(weekday)} columns={columns} rest={of.earlier.length === 0 ? w.readToday : w.read} isBeside testId="today-hours" />
      )}
    </section>
  );
}
