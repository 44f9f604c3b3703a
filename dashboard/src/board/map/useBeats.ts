// The beats as areas, fetched once for each board and kept while the page lives.
import { useEffect, useState } from "react";
import { readBeats, type Beats } from "./logic/base";

const kept = new Map<string, Beats>();

export type BeatsState = { beats: Beats | null; failed: boolean; again: () => void };

/** Null: the scheme has none. */
export function useBeats(board: string | null): BeatsState {
  const [state, setState] = useState<{ board: string | null; beats: Beats | null; failed: boolean }>(() => ({ board, beats: board === null ? null : (kept.get(board) ?? null), failed: false }));
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (board === null || kept.has(board)) {
      setState({ board, beats: board === null ? null : (kept.get(board) ?? null), failed: false });
      return undefined;
    }
    const stop = new AbortController();
    fetchBeats(board, stop.signal).then(
      (beats) => {
        kept.set(board, beats);
        setState({ board, beats, failed: false });
      },
      () => {
        if (!stop.signal.aborted) setState({ board, beats: null, failed: true });
      },
    );
    return () => stop.abort();
  }, [board, tries]);
  return {
    beats: state.board === board ? state.beats : null,
    failed: state.board === board && state.failed,
    again: () => {
      setState({ board, beats: null, failed: false });
      setTries(tries + 1);
    },
  };
}

async function fetchBeats(board: string, signal: AbortSignal): Promise<Beats> {
  const response = await fetch(`/api/v1/boards/${encodeURIComponent(board)}/beats`, { credentials: "same-origin", headers: { accept: "application/geo+json, application/json" }, signal });
  if (!response.ok) throw new Error("no beats");
  const beats = readBeats(await response.json());
  if (beats === null) throw new Error("no areas");
  return beats;
}
