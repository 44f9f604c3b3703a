// Notices that the job the crew was on has ended without their doing, so that a card never simply disappears.
import { useEffect, useRef, useState } from "react";
import type { DeploymentState, JobCard } from "../live/protocol.gen";

export type Ended = { deployment: string; locality: string | null; how: DeploymentState | "gone"; because: string | null };

/** Endings that the crew itself chose need no notice. */
const OWN: ReadonlySet<DeploymentState | "gone"> = new Set(["resumed", "declined", "recalled"]);

export function useEnded(current: JobCard | null, jobs: readonly JobCard[]): { ended: Ended | null; dismiss: () => void } {
  const last = useRef<JobCard | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);

  useEffect(() => {
    const before = last.current;
    last.current = current;
    if (before === null || before.deployment === current?.deployment) return;
    const now = jobs.find((job) => job.deployment === before.deployment);
    const how = now?.view.state ?? "gone";
    setEnded(OWN.has(how) ? null : { deployment: before.deployment, locality: before.locality, how, because: now?.view.because ?? null });
  }, [current, jobs]);

  return { ended, dismiss: () => setEnded(null) };
}
