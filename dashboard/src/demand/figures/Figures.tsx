// Figures of a period under the scheme's fixed counting rules, to be read, printed and handed to a funder.
import { useCallback, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { goToDemand, useQuery } from "../../app/router";
import { useNow } from "../../live";
import { useLoaded } from "../../session/useAnswer";
import { figures as w } from "../../words/en.demand.figures";
import { parts as p } from "../../words/en.demand.parts";
import { figures } from "../api";
import { Answered } from "../parts/Answered";
import { dayAt, type Days } from "../parts/days";
import { faultOf, isOf } from "../parts/faults";
import { PeriodPicker } from "../parts/PeriodPicker";
import sheet from "../parts/Sheet.module.css";
import type { ViewProps } from "../View";
import { daysOfPeriod, periodOf, PERIODS, type FigurePeriod } from "./period";
import { Report } from "./Report";

export default function Figures({ scheme }: ViewProps): ReactNode {
  const { board } = usePlace();
  const query = useQuery();
  const today = useNow((now) => dayAt(now, scheme.time_zone));
  const { period, days } = periodOf(query, today);
  const { from, to } = days;
  const load = useCallback(() => figures(board.board, { from, to }), [board.board, from, to]);
  const found = useLoaded(load);
  const go = (asked: Days): void => goToDemand("figures", new URLSearchParams(asked).toString());
  return (
    <div className={sheet["page"]} data-testid="figures">
      <div className={sheet["top"]}>
        <h2 className={sheet["title"]}>{w.title}</h2>
        <PeriodPicker<FigurePeriod>
          presets={PERIODS.map((name) => ({ name, label: w.presets[name], days: daysOfPeriod(name, today) }))}
          chosen={period}
          days={days}
          onPreset={(name) => go(daysOfPeriod(name, today))}
          onDays={go}
          fault={{ from: faultOf(found.problem, "from"), to: faultOf(found.problem, "to") }}
        />
      </div>
      <Answered of={found} loading={w.loading} isSaid={period === null && isOf(found.problem, ["from", "to"])} heard={(value) => w.heading(p.days(value.from, value.to))}>
        {(value) => <Report of={value} board={board.board} />}
      </Answered>
    </div>
  );
}
