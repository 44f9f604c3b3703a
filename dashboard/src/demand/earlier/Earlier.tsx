// Earlier demand for a period: when calls came and where, how long people waited, how far calls got. Counts alone.
import { useCallback, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { goToDemand, useQuery } from "../../app/router";
import { useNow } from "../../live";
import type { EarlierDemand } from "../../live/protocol.gen";
import { useLoaded } from "../../session/useAnswer";
import { Button, EmptyState } from "../../ui";
import { earlier as w } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { earlier, earlierPath, type EarlierTable } from "../api";
import { Answered } from "../parts/Answered";
import { dayAt, daysBetween } from "../parts/days";
import { faultOf, isOf } from "../parts/faults";
import { PeriodPicker } from "../parts/PeriodPicker";
import sheet from "../parts/Sheet.module.css";
import type { ViewProps } from "../View";
import { askedOf, daysOfLast, LAST, queryOf, type Last } from "./asked";
import { FunnelSheet } from "./FunnelSheet";
import { GroupSheet } from "./GroupSheet";
import { HeatSheet } from "./HeatSheet";
import { WaitsSheet } from "./WaitsSheet";
import { WeeksSheet } from "./WeeksSheet";

export default function Earlier({ scheme, tables }: ViewProps): ReactNode {
  const { board } = usePlace();
  const query = useQuery();
  const today = useNow((now) => dayAt(now, scheme.time_zone));
  const { last, days } = askedOf(query, today);
  const [from, to] = [days?.from ?? null, days?.to ?? null];
  const load = useCallback(() => earlier(board.board, from === null || to === null ? null : { from, to }), [board.board, from, to]);
  const found = useLoaded(load);
  const go = (asked: Parameters<typeof queryOf>[0]): void => goToDemand("earlier", queryOf(asked));
  return (
    <div className={sheet["page"]} data-testid="earlier">
      <div className={sheet["top"]}>
        <h2 className={sheet["title"]}>{w.title}</h2>
        <PeriodPicker<Last>
          presets={LAST.map((name) => ({ name, label: w.presets[name], days: daysOfLast(name, today) }))}
          chosen={last}
          days={days}
          onPreset={go}
          onDays={go}
          fault={{ from: faultOf(found.problem, "from"), to: faultOf(found.problem, "to") }}
        />
      </div>
      <Answered of={found} loading={w.loading} isSaid={last === null && isOf(found.problem, ["from", "to"])} heard={seenOf}>
        {(value) => (value.watched_days === 0 ? <Nothing of={value} onKnown={() => go("year")} /> : <Shown of={value} board={board.board} hours={scheme.hours} tables={tables} />)}
      </Answered>
    </div>
  );
}

/** What these days are, in a sentence. */
function seenOf({ from, to, calls, watched_days: watched }: EarlierDemand): string {
  return watched === 0 ? w.nothing : w.seen(calls, watched, daysBetween(from, to), p.days(from, to));
}

function Nothing({ of, onKnown }: { of: EarlierDemand; onKnown: () => void }): ReactNode {
  const { known_from: from, known_to: to } = of;
  if (from === null || to === null) return <EmptyState title={w.nothing}>{w.nothingYet}</EmptyState>;
  return (
    <EmptyState title={w.nothing}>
      <p>{w.nothingKnown(p.day(from), p.day(to))}</p>
      <Button onClick={onKnown}>{w.showKnown}</Button>
    </EmptyState>
  );
}

type ShownProps = { of: EarlierDemand; board: string; hours: ViewProps["scheme"]["hours"]; tables: boolean };

function Shown({ of, board, hours, tables }: ShownProps): ReactNode {
  const { from, to, small_number: small } = of;
  const days = daysBetween(from, to);
  const csv = (part: EarlierTable): { path: string; name: string } => ({ path: earlierPath(board, { from, to }, part), name: `demand-${part}-${from}-${to}.csv` });
  return (
    <>
      <p className={sheet["lead"]} data-testid="earlier-seen">
        {seenOf(of)} {of.watched_days < days ? `${w.unwatched} ` : ""}
        {of.imported === 0 ? "" : w.imported(of.imported)}
      </p>
      <HeatSheet cells={of.heat} hours={hours} small={small} tables={tables} csv={csv("heat")} />
      <WeeksSheet weeks={of.weeks} small={small} tables={tables} csv={csv("weeks")} />
      <div className={sheet["pair"]}>
        <WaitsSheet waits={of.waits} small={small} tables={tables} csv={csv("waits")} />
        <FunnelSheet steps={of.funnel} small={small} tables={tables} csv={csv("funnel")} />
      </div>
      <div className={sheet["pair"]}>
        <GroupSheet kind="area" groups={of.by_area} all={of.calls} small={small} tables={tables} csv={csv("areas")} />
        <div className={sheet["under"]}>
          <GroupSheet kind="grade" groups={of.by_grade} all={of.calls} small={small} tables={tables} csv={csv("grades")} />
          <GroupSheet kind="repeat" groups={of.by_repeat} all={of.calls} small={small} tables={tables} csv={csv("repeats")} note={w.groups.repeatNote} />
        </div>
      </div>
      {small === null ? null : <p className={sheet["note"]}>{p.smallNote(small)}</p>}
    </>
  );
}
