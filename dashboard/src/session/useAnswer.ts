// Requests as React sees them: something that is fetched and may be fetched again, and an act that waits for its answer.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Problem } from "./http";
import { signedIn } from "./store";

export type Loaded<T> = {
  /** Null until it has come. It stays while it is fetched anew, so that nothing jumps. */
  value: T | null;
  problem: Problem | null;
  loading: boolean;
  again: () => void;
};

/** Fetches when mounted and whenever `load` changes: make it with useCallback. */
export function useLoaded<T>(load: () => Promise<Answer<T>>): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; problem: Problem | null; loading: boolean }>({ value: null, problem: null, loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    setState((before) => ({ ...before, loading: true }));
    void signedIn(load).then((answer) => {
      if (!wanted) return;
      setState((before) => (answer.ok ? { value: answer.value, problem: null, loading: false } : { value: before.value, problem: answer.problem, loading: false }));
    });
    return () => {
      wanted = false;
    };
  }, [load, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, again };
}

export type Asked = {
  pending: boolean;
  problem: Problem | null;
  /** Resolves to what came, or to null with the problem beside the form. */
  run: <T>(request: () => Promise<Answer<T>>) => Promise<T | null>;
  clear: () => void;
};

/** One button's or form's request. The newest counts where two are under way. */
export function useAsked(): Asked {
  const [state, setState] = useState<{ pending: boolean; problem: Problem | null }>({ pending: false, problem: null });
  const turn = useRef(0);
  const run = useCallback(async <T>(request: () => Promise<Answer<T>>): Promise<T | null> => {
    const mine = ++turn.current;
    setState({ pending: true, problem: null });
    const answer = await signedIn(request);
    if (mine === turn.current) setState({ pending: false, problem: answer.ok ? null : answer.problem });
    return answer.ok ? answer.value : null;
  }, []);
  const clear = useCallback(() => {
    turn.current += 1;
    setState({ pending: false, problem: null });
  }, []);
  return { ...state, run, clear };
}
