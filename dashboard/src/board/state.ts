// What this person is doing on the board: which row has the focus, which incident is open, which form is out.
import { createContext, useContext } from "react";
import type { IncidentNumber, Refusal, ResponseId } from "../live/protocol.gen";

/** The form that is out beside the incident. One at a time. */
export type Tray =
  | "call"
  | "contact"
  | "safe_contact"
  | "escalate"
  | "decline_escalation"
  | "send_car"
  | "stand_down"
  | "recall"
  | "outcome"
  | "reopen"
  | "note"
  | "correct"
  | "hand_over"
  | "take_over"
  | "pass_on"
  | "standing"
  | "hazards"
  | "end_trying"
  | "risk"
  | "plan"
  | "consent"
  | "referral"
  | "withdraw_escalation"
  | "shelve";

export type BoardState = {
  open: IncidentNumber | null;
  ordinal: number | null;
  tray: Tray | null;
  /** The row that has, or last had, the keyboard's focus. */
  row: IncidentNumber | null;
  /** Numbers shown after the deliberate second step; forgotten when another incident is opened. */
  revealed: ResponseId | null;
  callSince: number | null;
  /** The last refusal of an act that has no form of its own. */
  refusal: { response: ResponseId; refusal: Refusal } | null;
};

export const START: BoardState = { open: null, ordinal: null, tray: null, row: null, revealed: null, callSince: null, refusal: null };

export type BoardChange =
  | { type: "row"; number: IncidentNumber | null }
  | { type: "open"; number: IncidentNumber | null }
  | { type: "ordinal"; ordinal: number }
  | { type: "tray"; tray: Tray | null }
  | { type: "call"; response: ResponseId; at: number; revealed: boolean }
  | { type: "refused"; response: ResponseId; refusal: Refusal }
  | { type: "refusal_seen" };

export function boardReducer(state: BoardState, change: BoardChange): BoardState {
  switch (change.type) {
    case "row":
      return state.row === change.number ? state : { ...state, row: change.number };
    case "open":
      if (state.open === change.number) return { ...state, row: change.number ?? state.row };
      return { ...START, open: change.number, row: change.number ?? state.row };
    case "ordinal":
      return { ...state, ordinal: change.ordinal, tray: null, revealed: null, callSince: null, refusal: null };
    case "tray":
      return { ...state, tray: change.tray, callSince: change.tray === "call" ? state.callSince : null };
    case "call":
      return { ...state, tray: "call", callSince: state.callSince ?? change.at, revealed: change.revealed ? change.response : state.revealed };
    case "refused":
      return { ...state, refusal: { response: change.response, refusal: change.refusal } };
    case "refusal_seen":
      return { ...state, refusal: null };
  }
}

export type BoardTools = {
  state: BoardState;
  change: (change: BoardChange) => void;
  claim: (response: ResponseId) => void;
  release: (response: ResponseId) => void;
  lineCut: (response: ResponseId, reason: string) => void;
};

export const BoardContext = createContext<BoardTools | null>(null);

export function useBoard(): BoardTools {
  const tools = useContext(BoardContext);
  if (tools === null) throw new Error("useBoard outside BoardFace");
  return tools;
}
