// The days that a plan is played on where nobody chose any: the last year of which anything is known.
import { useCallback, useEffect } from "react";
import { useLoaded } from "../../session/useAnswer";
import { earlier } from "../api";
import type { Days } from "../parts/days";

const AGAIN_MS = 5_000;

export type KnownDays = {
  /** Null until they have come. */
  days: Days | null;
  /** They did not come. They are fetched again by and by. */
  isMissing: boolean;
};

export function useKnownDays(board: string): KnownDays {
  const load = useCallback(() => earlier(board, null), [board]);
  const { value, problem, again } = useLoaded(load);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(again, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [problem, again]);
  return { days: value === null ? null : { from: value.from, to: value.to }, isMissing: value === null && problem !== null };
}
