// Saying that a referral was drafted, with its undo: discarding it. Its id is the server's, so it is read from the file.
import { useCallback } from "react";
import { useLive } from "../../../live/hooks";
import type { IncidentNumber, ReferralId, ResponseId } from "../../../live/protocol.gen";
import type { LiveStore } from "../../../live/store";
import { board } from "../../../words/en.board";
import { records as w } from "../../../words/en.records";
import { useBoard } from "../../state";

/** The file follows the answer at once. Where it does not, the draft is there without an undo, and can be discarded beside itself. */
export const FILE_WAIT_MS = 1_500;

/** `known` are the referrals from before the act. */
export function useSayDrafted(incident: IncidentNumber, response: ResponseId): (service: string, known: ReadonlySet<ReferralId>) => void {
  const live = useLive();
  const { done } = useBoard();
  return useCallback(
    (service, known) => {
      let said = false;
      const say = (referral: ReferralId | null): void => {
        if (said) return;
        said = true;
        stop();
        clearTimeout(timer);
        const words = w.done.referral(service);
        if (referral === null) done(words);
        else done(words, { type: "discard_referral", referral, reason: board.acts.undoReason });
      };
      const look = (): void => {
        const referral = newDraft(live, incident, response, service, known);
        if (referral !== null) say(referral);
      };
      const stop = live.subscribe(`file:${incident}`, look);
      const timer = setTimeout(() => say(null), FILE_WAIT_MS);
      look();
    },
    [live, done, incident, response],
  );
}

function newDraft(live: LiveStore, incident: IncidentNumber, response: ResponseId, service: string, known: ReadonlySet<ReferralId>): ReferralId | null {
  const file = live.file(incident);
  if (file.status !== "open") return null;
  const referrals = file.file.responses.find((each) => each.response === response)?.referrals ?? [];
  return referrals.findLast((each) => each.state === "drafted" && each.draft.service === service && !known.has(each.referral))?.referral ?? null;
}
