// The plan as shown. It stands still while pointer or focus is in it; a newer one of another shape waits to be let in.
import { useState } from "react";
import { usePlan } from "../../live/hooks";
import type { PlanView } from "../../live/protocol.gen";
import { nextPlan } from "../logic/plan";

export type HeldPlan = { shown: PlanView | null; newest: PlanView | null; waits: boolean; update: () => void };

export function useHeldPlan(holding: boolean): HeldPlan {
  const newest = usePlan();
  const [shown, setShown] = useState<PlanView | null>(newest);
  const next = nextPlan(shown, newest, holding);
  // Set while rendering, so that no frame shows the old plan.
  if (next !== shown) setShown(next);
  return { shown: next, newest, waits: next !== newest, update: () => setShown(newest) };
}
