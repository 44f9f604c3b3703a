// The erasure that is under way, looked at until it has ended.
import { useEffect, useState } from "react";
import { signedIn } from "../../session/store";
import { retentionJob, type ErasureJob } from "../api";

const LOOK_EVERY_MS = 1_000;

export type JobState = { job: ErasureJob | null; /** It may be running, and nothing is heard of it. */ lost: boolean };

/** `known`: as the preview had it. `begun` counts the erasures asked for here: after each, it is looked for again. */
export function useJob(board: string, known: ErasureJob | null, begun: number, onEnd: () => void): JobState {
  const [heard, setHeard] = useState<ErasureJob | null>(null);
  const [lost, setLost] = useState(false);
  const watch = begun > 0 || known?.state === "running";
  useEffect(() => {
    if (!watch) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let wanted = true;
    const look = async (): Promise<void> => {
      const answer = await signedIn(() => retentionJob(board));
      if (!wanted) return;
      setLost(!answer.ok);
      if (answer.ok) setHeard(answer.value.job);
      if (answer.ok && answer.value.job?.state !== "running") onEnd();
      else timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      wanted = false;
      if (timer !== null) clearTimeout(timer);
    };
  }, [board, watch, begun, onEnd]);
  return { job: heard ?? known, lost };
}
