// The holding of the tablet that is signed in, from the moment in which its page starts until it ends.
import { createContext, useContext, useEffect, useRef, useState } from "react";
import type { Session } from "../session/api";
import { sessionEnded } from "../session/store";
import { fillDrafts, keepDraftsIn } from "./drafts";
import { Holding } from "./holding";
import { vaultDeps } from "./shelves";

const OPEN_WITHIN_MS = 5_000;

/** Null: the desk, which holds nothing. */
export const HoldingContext = createContext<Holding | null>(null);

export function useHolding(): Holding | null {
  return useContext(HoldingContext);
}

/** Null: not opened yet; that takes milliseconds. */
export function useHoldingOf(session: Session, board: string): Holding | null {
  const [holding, setHolding] = useState<Holding | null>(null);
  // A refresh gives the same sign-in as another object.
  const first = useRef(session);
  useEffect(() => {
    let wanted = true;
    let end = (): void => undefined;
    // A browser whose database is stuck must not keep a crew from its job.
    const unkept = new Promise<Holding>((resolve) => {
      setTimeout(() => void Holding.begin(first.current, board, null).then(resolve), OPEN_WITHIN_MS);
    });
    void Promise.race([Holding.begin(first.current, board, vaultDeps()), unkept]).then((opened) => {
      if (!wanted) {
        void opened.close();
        return;
      }
      fillDrafts(opened.drafts);
      keepDraftsIn(opened.drafting);
      end = opened.watch(() => sessionEnded("time"));
      setHolding(opened);
    });
    return () => {
      wanted = false;
      keepDraftsIn(null);
      end();
    };
  }, [board]);
  return holding;
}
