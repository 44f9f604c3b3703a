// The days that a plan is played on where nobody chose any: the last year of which anything is known.
import { useCallback } from "react";
import { useLoaded } from "../../session/useAnswer";
import { earlier } from "../api";
import { addDays, type Days } from "../parts/days";

const YEAR_DAYS = 365;

/** Until that is known, and where it does not come: the last year of the calendar. */
export function useKnownDays(board: string, today: string): Days {
  const load = useCallback(() => earlier(board, null), [board]);
  const { value } = useLoaded(load);
  return value === null ? { from: addDays(today, -YEAR_DAYS), to: addDays(today, -1) } : { from: value.from, to: value.to };
}
