// The plan that is being drawn. It stands in the address a moment after each change: a browser lets a page write there only so often.
import { useEffect, useRef, useState } from "react";
import { goToDemand, useQuery } from "../../app/router";
import { askedOf, queryOf, type Last } from "../earlier/asked";
import type { Days } from "../parts/days";
import { planOf, planQuery, type Plan } from "./plan";

const WRITE_AFTER_MS = 200;

/** `days`: one of the usual periods by its name, or the days themselves. */
export type Drawn = { plan: Plan; days: Last | Days };

export type PlanState = Drawn & {
  draw: (part: Partial<Drawn>) => void;
  /** Puts the whole question into the address: whoever opens the link asks the same, whatever day it is and whatever is usual by then. */
  pin: (days: Days) => void;
};

export function usePlan(usual: Plan, today: string): PlanState {
  const query = useQuery();
  const [first] = useState<Drawn>(() => {
    const { last, days } = askedOf(query, today);
    return { plan: planOf(query, usual), days: last ?? days ?? "year" };
  });
  const [drawn, setDrawn] = useState(first);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // What came from the address stands there already.
    if (drawn === first) return undefined;
    waiting.current = setTimeout(() => goToDemand("cover", planQuery(drawn.plan, usual, queryOf(drawn.days)), true), WRITE_AFTER_MS);
    return () => clearTimeout(waiting.current);
  }, [drawn, first, usual]);
  return {
    ...drawn,
    draw: (part) => setDrawn((was) => ({ ...was, ...part })),
    pin: (days) => {
      clearTimeout(waiting.current);
      goToDemand("cover", planQuery(drawn.plan, null, queryOf(days)), true);
    },
  };
}
