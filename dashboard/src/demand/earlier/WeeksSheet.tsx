// How it went by week. A week that nobody watched is a gap, and not a nought.
import type { ReactNode } from "react";
import type { WeekCount } from "../../live/protocol.gen";
import { earlier } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { Columns, type Column } from "../parts/Columns";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";

const w = earlier.weeks;
const WEEK_DAYS = 7;
/** Up to so many weeks each one has its number above it. */
const LABELLED_MOST = 27;
/** The weeks after the first over which its month's name and year would run. */
const TICK_WEEKS = [1, 2, 3];

type Props = { weeks: readonly WeekCount[]; small: number | null; tables: boolean; csv: { path: string; name: string } };

export function WeeksSheet({ weeks, small, tables, csv }: Props): ReactNode {
  const columns = weeks.map((week, at) => column(week, tickOf(weeks, at), small, weeks.length <= LABELLED_MOST));
  return (
    <Sheet title={titleOf(weeks)} sub={w.sub(weeks.some(isHidden))} csv={csv} note={w.more} testId="weeks">
      {tables ? (
        <table className={sheet["table"]} data-testid="weeks-table">
          <caption className="sr">{w.label}</caption>
          <thead>
            <tr>
              <th scope="col">{w.week}</th>
              {[w.watched, w.count, w.perDay].map((head) => (
                <th key={head} scope="col" className={sheet["number"]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.monday}>
                <th scope="row">{p.day(week.monday)}</th>
                <td className={sheet["number"]}>{week.watched_days}</td>
                <td className={sheet["number"]}>{week.watched_days === 0 ? p.unknown : p.count(week.calls, small)}</td>
                <td className={sheet["number"]}>{week.calls_per_day === null ? p.unknown : p.rate(week.calls_per_day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Columns label={w.label} columns={columns} rest={columns.at(-1)?.says ?? ""} testId="weeks-columns" />
      )}
    </Sheet>
  );
}

function isHidden({ watched_days: watched, calls_per_day: rate }: WeekCount): boolean {
  return watched > 0 && rate === null;
}

/** Of whole weeks alone: the days of one in part may not be like the others. */
function titleOf(weeks: readonly WeekCount[]): string {
  const whole = weeks.filter((week) => week.watched_days === WEEK_DAYS);
  const rates = whole.flatMap(({ calls_per_day: rate }) => (rate === null ? [] : [rate]));
  if (whole.length === 0) return w.titleNone;
  if (rates.length === 0) return w.titleHidden;
  return (rates.length < whole.length ? w.titleShown : w.title)(p.rate(Math.min(...rates)), p.rate(Math.max(...rates)));
}

/** The month at its first week. The year stands with January, and with the first month where the next is not close on it. */
function tickOf(weeks: readonly WeekCount[], at: number): { text: string; isMinor: boolean } | null {
  const month = (index: number): string | undefined => weeks[index]?.monday.slice(0, 7);
  const mine = month(at);
  if (mine === undefined || mine === month(at - 1)) return null;
  if (at === 0 && TICK_WEEKS.some((next) => month(next) !== mine)) return null;
  const text = p.month(`${mine}-01`);
  const isMinor = weeks.length > LABELLED_MOST && Number(mine.slice(5)) % 3 !== 1;
  return { text: at === 0 || mine.endsWith("-01") ? `${text} ${mine.slice(0, 4)}` : text, isMinor };
}

function column(week: WeekCount, tick: ReturnType<typeof tickOf>, small: number | null, labelled: boolean): Column {
  const { monday, watched_days: watched, calls, calls_per_day: rate } = week;
  const base = { key: monday, tick: tick?.text ?? "", isMinorTick: tick?.isMinor ?? false };
  if (watched === 0) return { ...base, says: w.saysNone(p.day(monday)), isUnknown: true };
  return {
    ...base,
    says: w.says(p.day(monday), w.calls(calls), watched, rate === null ? null : p.rate(rate)),
    bar: rate,
    isPart: watched < WEEK_DAYS,
    ...(rate === null ? { label: p.countTiny(small) } : labelled ? { label: p.rate(rate) } : {}),
  };
}
