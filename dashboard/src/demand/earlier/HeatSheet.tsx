// When calls come: the hours of the week, darker the more came an hour, with the scheme's hours framed over them.
import { useMemo, useState, type ReactNode } from "react";
import type { HeatCell, HoursView } from "../../live/protocol.gen";
import { cx } from "../../ui";
import { demand as words } from "../../words/en.demand";
import { earlier } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { boxes, coveredShares, DAYS } from "../coverage";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import { WeekGrid } from "../parts/WeekGrid";
import { busiest, coveredTimes, largestRate, levelOf, LEVEL_STRONG, scaleOf, stateOf } from "./heat";
import styles from "./HeatSheet.module.css";

const w = earlier.heat;

type Props = { cells: readonly HeatCell[]; hours: readonly HoursView[]; small: number | null; tables: boolean; csv: { path: string; name: string } };

export function HeatSheet({ cells, hours, small, tables, csv }: Props): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const shares = useMemo(() => coveredShares(hours), [hours]);
  const framed = useMemo(() => boxes(hours), [hours]);
  const largest = largestRate(cells);
  const hidden = cells.some((cell) => stateOf(cell) === "hidden");
  const times = coveredTimes(cells, shares);
  const says = (hour: number): string => `${heatWords(cells[hour], hour, small)}${(shares[hour] ?? 0) > 0 ? `, ${w.covered}` : ""}`;
  return (
    <Sheet title={titleOf(cells, hidden)} sub={w.sub(times === null ? null : p.one(times))} csv={csv} testId="heat">
      {tables ? (
        <HeatTable cells={cells} shares={shares} small={small} />
      ) : (
        <>
          <WeekGrid
            label={w.label}
            boxes={framed}
            onAt={setAt}
            testId="heat-grid"
            cell={(hour) => {
              const cell = cells[hour];
              const state = cell === undefined ? "none" : stateOf(cell);
              const level = cell === undefined || state !== "known" ? null : levelOf(cell.calls_per_hour ?? 0, largest);
              return {
                says: says(hour),
                text: cell === undefined ? null : shortWords(cell, small),
                className: cx(level === null ? styles[state] : styles[`level-${level}`], level !== null && level >= LEVEL_STRONG && styles["strong"], state === "none" && "hatched"),
              };
            }}
          />
          <div className={styles["foot"]}>
            <p className={styles["says"]} aria-hidden="true" data-testid="heat-says">
              {at === null ? w.read : says(at)}
            </p>
            <Scale largest={largest} small={small} hidden={hidden} unwatched={cells.some((cell) => stateOf(cell) === "none")} framed={framed.length > 0} />
          </div>
        </>
      )}
    </Sheet>
  );
}

/** What is hidden may be more an hour than what is shown: few calls in few hours watched. */
function titleOf(cells: readonly HeatCell[], hidden: boolean): string {
  const most = busiest(cells);
  if (most === null) return hidden ? w.tooFew : w.none;
  return (hidden ? w.busiestShown : w.busiest)(p.hourOfWeek(most.hour), p.rate(most.rate));
}

function shortWords(cell: HeatCell, small: number | null): string {
  switch (stateOf(cell)) {
    case "none":
      return "";
    case "hidden":
      return p.countTiny(small);
    case "known":
      return cell.calls_per_hour === 0 ? "0" : p.rate(cell.calls_per_hour ?? 0);
  }
}

function heatWords(cell: HeatCell | undefined, hour: number, small: number | null): string {
  const name = p.hourOfWeek(hour);
  if (cell === undefined || stateOf(cell) === "none") return w.saysNone(name);
  const watched = p.whole(Math.round(cell.watched_hours));
  return cell.calls_per_hour === null ? w.saysHidden(name, p.countTiny(small), watched) : w.says(name, p.rate(cell.calls_per_hour), p.countSaid(cell.calls, small), watched);
}

function Scale({ largest, small, hidden, unwatched, framed }: { largest: number; small: number | null; hidden: boolean; unwatched: boolean; framed: boolean }): ReactNode {
  return (
    <ul className={styles["scale"]} aria-label={w.scale}>
      <li>
        <span className={cx(styles["swatch"], styles["level-0"])}>0</span>
      </li>
      {scaleOf(largest).map((end, index) => (
        <li key={end}>
          <span className={cx(styles["swatch"], styles[`level-${index + 1}`], index + 1 >= LEVEL_STRONG && styles["strong"])}>≤{p.rate(end)}</span>
        </li>
      ))}
      <li className={styles["unit"]}>{w.scale}</li>
      {hidden && small !== null ? <li className={styles["unit"]}>{w.notShown(p.countTiny(small))}</li> : null}
      {unwatched ? (
        <li className={styles["unit"]}>
          <span className={cx(styles["swatch"], styles["none"], "hatched")} /> {w.hatched}
        </li>
      ) : null}
      {framed ? (
        <li className={styles["unit"]}>
          <span className={cx(styles["swatch"], styles["framed"])} /> {w.framed}
        </li>
      ) : null}
    </ul>
  );
}

function HeatTable({ cells, shares, small }: { cells: readonly HeatCell[]; shares: readonly number[]; small: number | null }): ReactNode {
  return (
    <div>
      <table className={cx(sheet["table"], styles["table"])} data-testid="heat-table">
        <caption className="sr">{w.label}</caption>
        <thead>
          <tr>
            <th scope="col">{w.hour}</th>
            {DAYS.map((day) => (
              <th key={day} scope="col" className={sheet["number"]}>
                {words.dayShort[day]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 }, (_, hour) => (
            <tr key={hour}>
              <th scope="row">{p.hour(hour)}</th>
              {DAYS.map((day, index) => {
                const at = index * 24 + hour;
                const cell = cells[at];
                const covered = (shares[at] ?? 0) > 0;
                return (
                  <td key={day} className={sheet["number"]}>
                    {cell === undefined || stateOf(cell) === "none" ? p.unknown : shortWords(cell, small)}
                    <span className={styles["sign"]} aria-hidden="true">
                      {covered ? "▪" : ""}
                    </span>
                    {covered ? <span className="sr">, {w.covered}</span> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={sheet["note"]}>▪ {w.covered}</p>
    </div>
  );
}
