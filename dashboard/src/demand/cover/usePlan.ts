// The plan that is being drawn. It stands in the address a moment after each change: a browser lets a page write there only so often.
import { useEffect, useRef, useState } from "react";
import { demandPartOf, goToDemand, useQuery } from "../../app/router";
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

/** Left for another view before it was written: what stood in the address, and what belongs there. By then the address is that view's. */
let unwritten: { stood: string; query: string } | null = null;

export function usePlan(usual: Plan, today: string): PlanState {
  const query = useQuery();
  const read = (from: string): Drawn => {
    const { last, days } = askedOf(from, today);
    return { plan: planOf(from, usual), days: last ?? days ?? "year" };
  };
  const [first] = useState(() => read(query));
  const [drawn, setDrawn] = useState(() => (unwritten?.stood === query ? read(unwritten.query) : first));
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; query: string } | null>(null);
  const stood = useRef(query);
  useEffect(() => {
    stood.current = query;
  }, [query]);
  useEffect(() => {
    unwritten = null;
    return () => {
      if (waiting.current === null) return;
      const { query: left } = waiting.current;
      if (demandPartOf(window.location.pathname) === "cover") goToDemand("cover", left, true);
      else unwritten = { stood: stood.current, query: left };
    };
  }, []);
  useEffect(() => {
    // What came from the address stands there already.
    if (drawn === first) return undefined;
    const next = planQuery(drawn.plan, usual, queryOf(drawn.days));
    const timer = setTimeout(() => {
      waiting.current = null;
      goToDemand("cover", next, true);
    }, WRITE_AFTER_MS);
    waiting.current = { timer, query: next };
    return () => clearTimeout(timer);
  }, [drawn, first, usual]);
  return {
    ...drawn,
    draw: (part) => setDrawn((was) => ({ ...was, ...part })),
    pin: (days) => {
      clearTimeout(waiting.current?.timer);
      waiting.current = null;
      goToDemand("cover", planQuery(drawn.plan, null, queryOf(days)), true);
    },
  };
}
