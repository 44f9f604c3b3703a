// The steps of a job, for the strip that shows how far it is. Pure.

import type { JobCard } from "../live/protocol.gen";
import { step } from "./job";

export const STEPS = ["acknowledged", "en_route", "at_scene", "outcome", "resumed"] as const;
export type Step = (typeof STEPS)[number];

/** How many steps are done, 0 to 5. */
export function stepsDone(job: JobCard): number {
  const at = step(job.view.state);
  if (job.view.state === "resumed") return STEPS.length;
  const done = Math.max(0, Math.min(3, at - 1));
  return done === 3 && job.outcome !== null ? 4 : done;
}
