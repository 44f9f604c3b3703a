// One question to the planner at a time: how far it is, its answer, and that it can be cancelled.
import { useCallback, useEffect, useRef, useState } from "react";
import type { CoverAnswer, CoverQuestion } from "../../live/protocol.gen";
import type { Problem } from "../../session/http";
import { signedIn } from "../../session/store";
import { cover } from "../api";
import type { Drawn } from "./usePlan";

/** Shorter than this it is there at once, and a bar would only flicker. */
const SLOW_MS = 300;

/** `drawn`: the plan and the choice of days that the question was made of. */
export type Answered = { drawn: Drawn; question: CoverQuestion; answer: CoverAnswer };

export type Asking = {
  isRunning: boolean;
  /** It takes longer: show how far it is. */
  isSlow: boolean;
  /** 0 to 1; null: no word yet. */
  done: number | null;
  answered: Answered | null;
  problem: Problem | null;
  wasCancelled: boolean;
  ask: (question: CoverQuestion, drawn: Drawn) => void;
  cancel: () => void;
};

type State = Omit<Asking, "ask" | "cancel">;

const REST: State = { isRunning: false, isSlow: false, done: null, answered: null, problem: null, wasCancelled: false };

export function useCover(): Asking {
  const [state, setState] = useState(REST);
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setState((was) => ({ ...REST, answered: was.answered, wasCancelled: true }));
  }, []);
  const ask = useCallback((question: CoverQuestion, drawn: Drawn) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const set = (part: Partial<State>): void => {
      if (running.current === mine) setState((was) => ({ ...was, ...part }));
    };
    setState((was) => ({ ...REST, answered: was.answered, isRunning: true }));
    const slow = setTimeout(() => set({ isSlow: true }), SLOW_MS);
    void signedIn(() => cover(question, (done) => set({ done }), mine.signal)).then((found) => {
      clearTimeout(slow);
      if (running.current !== mine) return;
      running.current = null;
      setState((was) => (found.ok ? { ...REST, answered: { drawn, question, answer: found.value } } : { ...REST, answered: was.answered, problem: found.problem }));
    });
  }, []);
  // Whoever leaves the view does not wait for it: the server need not go on.
  useEffect(
    () => () => {
      running.current?.abort();
      running.current = null;
    },
    [],
  );
  return { ...state, ask, cancel };
}
