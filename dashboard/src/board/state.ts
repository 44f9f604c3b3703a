// What this person is doing on the board: which row has the focus, which incident is open, which form is out.
import { createContext, useContext } from "react";
import type { CarId, Command, ContactChannel, DeploymentId, IncidentNumber, Refusal, ResponseId } from "../live/protocol.gen";
import { incidentOf, responseOf } from "./logic/rows";

/** What the middle of the board shows. */
export type Middle = "incident" | "map" | "plan";

/** The form that is out beside the incident. One at a time. */
export type Tray =
  | "call"
  | "contact"
  | "safe_contact"
  | "escalate"
  | "decline_escalation"
  | "send_car"
  | "needs"
  | "swap_car"
  | "stand_down"
  | "recall"
  | "outcome"
  | "reopen"
  | "note"
  | "correct"
  | "share"
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
  | "withdraw_escalation";

/** By what she is being reached: a number or an address. */
export type Reach = { channel: ContactChannel; to: string };

export type BoardState = {
  middle: Middle;
  open: IncidentNumber | null;
  ordinal: number | null;
  tray: Tray | null;
  /** The row that has, or last had, the keyboard's focus. */
  row: IncidentNumber | null;
  /** On the map nothing is selected: that was cleared, and no other row has had the focus since. */
  unselected: boolean;
  /** What is being rung, or written to; null: her own number, as the record has it. */
  reach: Reach | null;
  /** The second step was taken for `reach` of this response; forgotten when another incident is opened. */
  revealed: ResponseId | null;
  /** Since when a call runs; null: none. */
  callSince: number | null;
  /** The car that was chosen before its form was out: dropped on the map, or taken from the plan. */
  car: CarId | null;
  /** The job that its form is about, where a response has several; null: its active one. */
  deployment: DeploymentId | null;
  /** The last refusal of an act that has no form of its own. */
  refusal: { response: ResponseId; refusal: Refusal } | null;
};

export const START: BoardState = { middle: "incident", open: null, ordinal: null, tray: null, row: null, unselected: false, reach: null, revealed: null, callSince: null, car: null, deployment: null, refusal: null };

export type BoardChange =
  | { type: "middle"; show: Middle }
  /** Opens the incident with the form for sending this car out. Sends nothing. */
  | { type: "choose_car"; response: ResponseId; car: CarId }
  /** Opens the incident with a form about one job of a car. */
  | { type: "choose_job"; deployment: DeploymentId; tray: Tray }
  | { type: "row"; number: IncidentNumber | null }
  /** Clears the map's selection, or brings it back. */
  | { type: "unselected"; on: boolean }
  | { type: "open"; number: IncidentNumber | null }
  | { type: "ordinal"; ordinal: number }
  | { type: "tray"; tray: Tray | null }
  | { type: "call"; response: ResponseId; at: number; revealed: boolean; to?: string }
  | { type: "reach"; response: ResponseId; reach: Reach; revealed: boolean }
  | { type: "refused"; response: ResponseId; refusal: Refusal }
  | { type: "refusal_seen" };

export function boardReducer(state: BoardState, change: BoardChange): BoardState {
  switch (change.type) {
    case "middle":
      return { ...state, middle: change.show, unselected: false };
    case "choose_car":
      return { ...opened(state, change.response), tray: "send_car", car: change.car };
    case "choose_job":
      return { ...opened(state, responseOf(change.deployment)), tray: change.tray, deployment: change.deployment };
    case "row":
      return state.row === change.number ? state : { ...state, row: change.number, unselected: false };
    case "unselected":
      return { ...state, unselected: change.on };
    case "open":
      if (state.open === change.number) return { ...state, middle: "incident", row: change.number ?? state.row };
      return { ...START, open: change.number, row: change.number ?? state.row };
    case "ordinal":
      return { ...state, ordinal: change.ordinal, tray: null, reach: null, revealed: null, callSince: null, refusal: null };
    case "tray": {
      // A call that runs stays in view with its rules whatever form is out beside it, and ends only by being closed itself.
      // Its record is part of it.
      const calling = state.callSince !== null && !(state.tray === "call" && change.tray === null);
      const tray = calling && (change.tray === null || change.tray === "contact") ? "call" : change.tray;
      // A text or an email is over with its form; a number stays shown until another incident is opened.
      const over = tray === null && state.reach !== null && state.reach.channel !== "phone";
      return { ...state, middle: tray === null ? state.middle : "incident", car: tray === "send_car" ? state.car : null, deployment: null, tray, callSince: calling ? state.callSince : null, ...(over ? { reach: null, revealed: null } : {}) };
    }
    case "call": {
      const to = change.to ?? state.reach?.to;
      const other = change.to !== undefined && change.to !== state.reach?.to;
      return {
        ...state,
        tray: "call",
        reach: to === undefined ? null : { channel: "phone", to },
        // Another number is another call, and was not revealed with the one before.
        callSince: other ? change.at : (state.callSince ?? change.at),
        revealed: change.revealed ? change.response : other ? null : state.revealed,
      };
    }
    case "reach":
      return { ...state, tray: "contact", callSince: null, reach: change.reach, revealed: change.revealed ? change.response : null };
    case "refused":
      return { ...state, refusal: { response: change.response, refusal: change.refusal } };
    case "refusal_seen":
      return { ...state, refusal: null };
  }
}

/** The state with that response open. What is being rung belongs to one response, and is not taken along to another. */
function opened(state: BoardState, response: ResponseId): BoardState {
  const number = incidentOf(response);
  const ordinal = Number(response.slice(number.length + 1));
  if (state.open === number && (state.ordinal ?? 1) === ordinal) return { ...state, middle: "incident", ordinal };
  return { ...START, open: number, row: number, ordinal };
}

/** What the middle shows one incident of: the open one, or on the map the selected one. Null: none, and what is open may be hidden. */
export function shownInMiddle({ middle, open, row, unselected }: BoardState): IncidentNumber | null {
  if (middle === "incident") return open;
  return middle === "map" && !unselected ? (row ?? open) : null;
}

/** Whether the call is in view: asked for, or running beside another form. */
export function isCalling({ tray, callSince }: BoardState): boolean {
  return tray === "call" || callSince !== null;
}

export type BoardTools = {
  state: BoardState;
  change: (change: BoardChange) => void;
  claim: (response: ResponseId) => void;
  release: (response: ResponseId) => void;
  close: (response: ResponseId) => void;
  lineCut: (response: ResponseId, reason: string) => void;
  /** Says that an act was done; with `undo`, the compensating act is one press away for ten seconds. */
  done: (text: string, undo?: Command) => void;
};

export const BoardContext = createContext<BoardTools | null>(null);

export function useBoard(): BoardTools {
  const tools = useContext(BoardContext);
  if (tools === null) throw new Error("useBoard outside BoardFace");
  return tools;
}
