// The plan as shown. It stands still while pointer or focus is in it; a newer one of another shape waits to be let in.
// Once it was applied it is done with: the next one, made after that, comes by itself.
import { useState } from "react";
import { usePlan } from "../../live/hooks";
import type { PlanView } from "../../live/protocol.gen";
import { nextPlan } from "../logic/plan";

export type HeldPlan = { shown: PlanView | null; newest: PlanView | null; waits: boolean; update: () => void };

/** `appliedAt`: the board's sequence when the whole plan was last applied. */
export function useHeldPlan(holding: boolean, appliedAt: number | null): HeldPlan {
  const newest = usePlan();
  const [shown, setShown] = useState<PlanView | null>(newest);
  const doneWith = appliedAt !== null && shown !== null && shown.seq <= appliedAt;
  const next = nextPlan(shown, newest, holding && !doneWith);
  // Set while rendering, so that no frame shows the old plan.
  if (next !== shown) setShown(next);
  return { shown: next, newest, waits: next !== newest, update: () => setShown(newest) };
}
