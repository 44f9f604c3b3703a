// What is expected: the covered stretches that come next, the next 24 hours and the next weekend, each with its bounds; and how far that may be relied on.
import { useCallback, useEffect, useRef, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useNow } from "../../live";
import type { DemandForecast } from "../../live/protocol.gen";
import { useLoaded } from "../../session/useAnswer";
import { Button, EmptyState, clockTime } from "../../ui";
import { forecast as w } from "../../words/en.demand.forecast";
import { parts as p } from "../../words/en.demand.parts";
import { forecast, forecastPath } from "../api";
import { Answered } from "../parts/Answered";
import { largestOf } from "../parts/Columns";
import { dayAt } from "../parts/days";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import type { ViewProps } from "../View";
import { BackTest } from "./BackTest";
import { byDay, fullest } from "./expected";
import { columnsOf, Hours } from "./Hours";
import { Stretches } from "./Stretches";

const HOUR_MS = 3_600_000;

export default function Forecast({ tables }: ViewProps): ReactNode {
  const { board } = usePlace();
  // With each full hour the next 24 are others.
  const hour = useNow((now) => Math.floor(now / HOUR_MS));
  const load = useCallback(() => forecast(board.board), [board.board]);
  const found = useLoaded(load);
  const { again } = found;
  const shownFor = useRef(hour);
  useEffect(() => {
    if (shownFor.current === hour) return;
    shownFor.current = hour;
    again();
  }, [again, hour]);
  return (
    <div className={sheet["page"]} data-testid="forecast">
      <div className={sheet["top"]}>
        <div>
          <h2 className={sheet["title"]}>{w.title}</h2>
          {found.value === null ? null : <p className={sheet["lead"]}>{w.lead(madeAt(found.value), found.value.days)}</p>}
        </div>
        {found.value === null ? null : (
          <Button onClick={found.again} pending={found.loading} className={sheet["screen"]} data-testid="forecast-again">
            {w.refresh}
          </Button>
        )}
      </div>
      <Answered of={found} loading={w.loading}>
        {(value) => (value.hours.length === 0 ? <EmptyState title={w.tooFew}>{w.tooFewWords(value.days_needed, value.days)}</EmptyState> : <Shown of={value} tables={tables} />)}
      </Answered>
    </div>
  );
}

function madeAt({ made_at, time_zone }: DemandForecast): string {
  return `${p.dayShort(dayAt(made_at, time_zone))}, ${clockTime(made_at, time_zone)}`;
}

function Shown({ of, tables }: { of: DemandForecast; tables: boolean }): ReactNode {
  const zone = of.time_zone;
  const csv = { path: forecastPath(of.board, true), name: `forecast-${dayAt(of.made_at, zone)}.csv` };
  const most = fullest(of.hours);
  const weekend = byDay(of.weekend, zone);
  const largest = largestOf(columnsOf(of.weekend, zone));
  return (
    <>
      <Stretches stretches={of.stretches} zone={zone} tables={tables} csv={csv} />
      <Sheet title={most === null ? w.day.title : w.day.most(p.hour(Number(clockTime(most.from, zone).slice(0, 2))), p.rate(most.mean))} sub={w.day.sub} testId="next-day">
        <Hours label={w.day.label} hours={of.hours} zone={zone} tables={tables} testId="next-day-hours" />
      </Sheet>
      <Sheet title={w.weekend.title} sub={weekend.length === 0 ? w.weekend.none : w.weekend.sub} testId="next-weekend">
        <div className={sheet["pair"]}>
          {weekend.map(({ day, hours, mean }) => (
            <div key={day}>
              <h4>{w.weekend.total(`${p.weekday(day)} ${p.dayShort(day)}`, p.rate(mean))}</h4>
              <Hours label={w.weekend.label(p.weekday(day))} hours={hours} zone={zone} tables={tables} largest={largest} testId={`weekend-${day}`} />
            </div>
          ))}
        </div>
      </Sheet>
      <div className={sheet["pair"]}>
        <Sheet title={w.method.title} testId="forecast-method">
          <div className={sheet["prose"]}>
            <ul className={sheet["prose"]}>
              {w.method.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p>{w.method.limits}</p>
          </div>
        </Sheet>
        <BackTest of={of.back_test} />
      </div>
    </>
  );
}
