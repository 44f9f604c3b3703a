// Acts without a form of their own: claim, release, line cut, and the undo that reversible acts leave behind for ten seconds.
import { useMemo, type Dispatch } from "react";
import { useCommand } from "../live/hooks";
import type { Command, ResponseId } from "../live/protocol.gen";
import { showToast } from "../ui/toasts";
import { alarms as wa } from "../words/en.alarms";
import { board as w } from "../words/en.board";
import { UNDO_KEY } from "./logic/keys";
import { incidentOf, shortNumber } from "./logic/rows";
import { boardSettings } from "./settings";
import type { BoardChange, BoardState, BoardTools } from "./state";

export function useTools(state: BoardState, change: Dispatch<BoardChange>): BoardTools {
  const send = useCommand();
  return useMemo<BoardTools>(() => {
    // A compensating act, recorded like any other. Somebody may have been quicker: then it is refused, and says who.
    const undo = (command: Command, what: string) => () =>
      void send(command).then((outcome) => {
        if (outcome.result === "accepted") showToast(wa.undo.done(what));
        else showToast(wa.undo.refused(outcome.refusal.message, outcome.refusal.who ?? null));
      });
    const done = (text: string, command?: Command): void => {
      const key = boardSettings().letters ? UNDO_KEY : undefined;
      if (command === undefined) showToast(text);
      else showToast(text, undo(command, text), key);
    };
    const run = (command: Command & { response: ResponseId }, words: (number: string) => string, back?: Command): void => {
      change({ type: "refusal_seen" });
      const number = shortNumber(incidentOf(command.response));
      void send(command).then((outcome) => {
        if (outcome.result === "accepted") {
          done(words(number), back);
          return;
        }
        change({ type: "refused", response: command.response, refusal: outcome.refusal });
        showToast(w.acts.refused(number, outcome.refusal.message));
      });
    };
    return {
      state,
      change,
      claim: (response) => run({ type: "claim_response", response }, w.acts.claimed, { type: "release_claim", response }),
      release: (response) => run({ type: "release_claim", response }, w.acts.released, { type: "claim_response", response }),
      close: (response) => run({ type: "close_response", response }, w.acts.closed, { type: "reopen_response", response, reason: w.acts.undoReason }),
      lineCut: (response, reason) => run({ type: "request_escalation", response, kind: "line_cut", reason }, w.acts.lineCutSent),
      done,
    };
  }, [state, change, send]);
}
