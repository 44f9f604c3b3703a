// The week's hours by how many calls came in them. Pure.
import type { HeatCell } from "../../live/protocol.gen";

/** Steps of the scale above nought; the tokens `--heat-1` to `--heat-6`. */
export const LEVELS = 6;
/** From this step on the text stands light on dark, or dark on light. */
export const LEVEL_STRONG = 4;

/** `none`: nobody watched. `hidden`: the count is not shown. */
export type HeatState = "none" | "hidden" | "known";

export function stateOf(cell: HeatCell): HeatState {
  if (cell.watched_hours <= 0) return "none";
  return cell.calls_per_hour === null ? "hidden" : "known";
}

export function largestRate(cells: readonly HeatCell[]): number {
  return Math.max(0, ...cells.map((cell) => cell.calls_per_hour ?? 0));
}

/** 0: no call at all; 6: as many as in the busiest hour. */
export function levelOf(rate: number, largest: number): number {
  if (rate <= 0 || largest <= 0) return 0;
  return Math.min(LEVELS, Math.max(1, Math.ceil((rate / largest) * LEVELS - 1e-9)));
}

/** Where each step of the scale ends; none where no call is known, and with it no step. */
export function scaleOf(largest: number): number[] {
  return largest <= 0 ? [] : Array.from({ length: LEVELS }, (_, step) => (largest * (step + 1)) / LEVELS);
}

/** The hour of the week with most calls an hour; null: none is known, or none came. */
export function busiest(cells: readonly HeatCell[]): { hour: number; rate: number } | null {
  let found: { hour: number; rate: number } | null = null;
  for (const [hour, cell] of cells.entries()) {
    const rate = cell.calls_per_hour ?? 0;
    if (rate > (found?.rate ?? 0)) found = { hour, rate };
  }
  return found;
}

/**
 * How much busier the covered hours are than the average hour of the week: each hour of the week counts alike, however often it was watched.
 * Null: without hours, or where an hour is unknown.
 */
export function coveredTimes(cells: readonly HeatCell[], shares: readonly number[]): number | null {
  const watched = cells.map((cell, hour) => ({ rate: cell.calls_per_hour, share: shares[hour] ?? 0 }));
  const hours = watched.reduce((sum, { share }) => sum + share, 0);
  if (hours === 0 || watched.some(({ rate }) => rate === null)) return null;
  const all = watched.reduce((sum, { rate }) => sum + (rate ?? 0), 0) / watched.length;
  const covered = watched.reduce((sum, { rate, share }) => sum + (rate ?? 0) * share, 0) / hours;
  return all > 0 ? covered / all : null;
}
