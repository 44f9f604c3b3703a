// Notices that the job the crew was on has ended without their doing, so that a card never simply disappears.
import { useEffect, useRef, useState } from "react";
import { serverNow } from "../live";
import type { DeploymentState, JobCard } from "../live/protocol.gen";

export type Ended = { deployment: string; locality: string | null; how: DeploymentState | "gone"; because: string | null };

/** The screen's idea of the server's clock may be late by this much. */
const CLOCK_SLACK_MS = 2_000;

/** Endings that the crew itself chose need no notice. */
const OWN: ReadonlySet<DeploymentState | "gone"> = new Set(["resumed", "declined", "recalled"]);

/** A crew is not sent the cards of jobs that are over; an offer past its time has run out. */
export function howItEnded(before: JobCard, now: number): "lapsed" | "gone" {
  const { state, offer_lapses_at: lapses } = before.view;
  return state === "offered" && lapses !== null && lapses <= now + CLOCK_SLACK_MS ? "lapsed" : "gone";
}

export function useEnded(current: JobCard | null, jobs: readonly JobCard[]): { ended: Ended | null; dismiss: () => void } {
  const last = useRef<JobCard | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);

  useEffect(() => {
    const before = last.current;
    last.current = current;
    if (before === null || before.deployment === current?.deployment) return;
    const now = jobs.find((job) => job.deployment === before.deployment);
    const how = now?.view.state ?? howItEnded(before, serverNow());
    setEnded(OWN.has(how) ? null : { deployment: before.deployment, locality: before.locality, how, because: now?.view.because ?? null });
  }, [current, jobs]);

  return { ended, dismiss: () => setEnded(null) };
}
