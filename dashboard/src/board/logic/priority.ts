// The support priority of now: the factors' points as the server sums them, and those of waiting, which grow by the clock.
import type { PriorityRulesView, PriorityView } from "../../live/protocol.gen";

/** What waiting adds at that moment. Nothing while the scheme is not known, or once somebody has looked. */
export function waitingPoints(view: PriorityView, rules: PriorityRulesView | undefined, now: number): number {
  if (view.waiting_since === null || rules === undefined || rules.waiting_every_ms <= 0) return 0;
  const stretches = Math.floor((now - view.waiting_since) / rules.waiting_every_ms);
  return Math.max(0, Math.min(rules.waiting_points_max, stretches * rules.waiting_points));
}

/** The whole sum, by which the list is ordered where nobody has pinned or lowered. */
export function totalPoints(view: PriorityView, rules: PriorityRulesView | undefined, now: number): number {
  return view.points + waitingPoints(view, rules, now);
}

/** When waiting adds its next points; null once it adds no more. */
export function nextWaitingAt(view: PriorityView, rules: PriorityRulesView | undefined, now: number): number | null {
  if (view.waiting_since === null || rules === undefined || rules.waiting_every_ms <= 0 || rules.waiting_points <= 0) return null;
  if (waitingPoints(view, rules, now) >= rules.waiting_points_max) return null;
  const stretches = Math.max(0, Math.floor((now - view.waiting_since) / rules.waiting_every_ms));
  return view.waiting_since + (stretches + 1) * rules.waiting_every_ms;
}
