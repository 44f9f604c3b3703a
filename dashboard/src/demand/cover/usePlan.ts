// The plan that is being drawn. It stands in the address a moment after each change: a browser lets a page write there only so often.
import { useEffect, useState } from "react";
import { goToDemand, useQuery } from "../../app/router";
import { askedOf, queryOf, type Last } from "../earlier/asked";
import type { Days } from "../parts/days";
import { planOf, planQuery, type Plan } from "./plan";

const WRITE_AFTER_MS = 200;

/** `days`: one of the usual periods by its name, or the days themselves. */
export type Drawn = { plan: Plan; days: Last | Days };

export function usePlan(usual: Plan, today: string): [Drawn, (part: Partial<Drawn>) => void] {
  const query = useQuery();
  const [drawn, setDrawn] = useState<Drawn>(() => {
    const { last, days } = askedOf(query, today);
    return { plan: planOf(query, usual), days: last ?? days ?? "year" };
  });
  useEffect(() => {
    const timer = setTimeout(() => goToDemand("cover", planQuery(drawn.plan, usual, queryOf(drawn.days)), true), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [drawn, usual]);
  return [drawn, (part) => setDrawn((was) => ({ ...was, ...part }))];
}
