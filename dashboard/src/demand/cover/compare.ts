// Two plans beside each other. Pure.
import type { CoverAnswer, CoverReach, Spread } from "../../live/protocol.gen";

export type Difference = {
  /** Incidents a week, the plan asked about less the scheme's own. */
  aWeek: number;
  /** Both are played on the same draws, so that this alone does not make the difference chance. */
  isOverlapping: boolean;
};

export function difference({ asked, now }: Pick<CoverAnswer, "asked" | "now">): Difference {
  return { aWeek: asked.incidents_a_week.middle - now.incidents_a_week.middle, isOverlapping: overlap(asked.incidents_a_week, now.incidents_a_week) };
}

function overlap(a: Spread, b: Spread): boolean {
  return a.low <= b.high && b.low <= a.high;
}

export type PlanName = "asked" | "now" | "best";

export function plansOf({ asked, now, best }: CoverAnswer): { name: PlanName; reach: CoverReach }[] {
  const both: { name: PlanName; reach: CoverReach }[] = [
    { name: "asked", reach: asked },
    { name: "now", reach: now },
  ];
  return best === null ? both : [...both, { name: "best", reach: best.reach }];
}
