// The victims' names for one sheet: files opened one after another, as each look is recorded, and kept in memory while it is open.
import { useEffect, useState } from "react";
import { useLive } from "../../live/hooks";
import type { IncidentNumber } from "../../live/protocol.gen";
import type { FileState, LiveStore } from "../../live/store";
import { factsOf, type FileFacts } from "../logic/handover";

export type Names = {
  /** Null: the file was refused. */
  facts: ReadonlyMap<IncidentNumber, FileFacts | null>;
  done: number;
  total: number;
};

const NONE: ReadonlyMap<IncidentNumber, FileFacts | null> = new Map();

export function useNames(numbers: readonly IncidentNumber[], wanted: boolean): Names {
  const live = useLive();
  const [facts, setFacts] = useState(NONE);
  const missing = wanted ? numbers.find((number) => !facts.has(number)) : undefined;

  // One at a time: the server keeps few files open for one screen, and one of them is the incident beneath.
  useEffect(() => {
    if (missing === undefined) return undefined;
    return openOnce(live, missing, (file) => setFacts((before) => new Map(before).set(missing, file.status === "open" ? factsOf(file.file) : null)));
  }, [live, missing]);

  // Without names nothing of them is kept.
  useEffect(() => {
    if (!wanted) return undefined;
    return () => setFacts(NONE);
  }, [wanted]);

  const known = wanted ? facts : NONE;
  return { facts: known, done: numbers.filter((number) => known.has(number)).length, total: numbers.length };
}

type Settled = Extract<FileState, { status: "open" | "refused" }>;

/** Opens a file, waits for it or for its refusal, and closes it again. Returns how to stop waiting. */
function openOnce(live: LiveStore, number: IncidentNumber, take: (file: Settled) => void): () => void {
  const close = live.openFile(number);
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    unsubscribe();
    close();
  };
  const look = (): void => {
    const file = live.file(number);
    if (over || (file.status !== "open" && file.status !== "refused")) return;
    take(file);
    end();
  };
  const unsubscribe = live.subscribe(`file:${number}`, look);
  // It may be open beneath already. Not within the effect, so that the answer always comes later than the question.
  queueMicrotask(look);
  return end;
}
