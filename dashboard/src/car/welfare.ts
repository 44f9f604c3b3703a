// The crew's own call for help and its check-in timer, with its acts already shown on them. Pure: no clock of its own, no words, no DOM.

import type { CarRow, CheckInView, Command, SosView } from "../live/protocol.gen";

/** After the first tap, so long is the second one waited for. */
export const ARM_MS = 5_000;
/** From so long before word is due, "We are well" is one large press away. */
export const SOON_MS = 3 * 60_000;
/** Word that is due is asked for again after this long. */
export const REMIND_MS = 60_000;
/** A step that follows sooner makes no sound of its own. */
export const REMIND_AGAIN_MS = 5_000;

/** An act of this tablet, as the outbox holds it. */
export type Acted = { command: Command; status: "pending" | "accepted" | "refused"; at: number };

export type SosShown =
  | { state: "none" }
  /** Pressed, and not answered by the server yet. */
  | { state: "waiting"; at: number }
  | { state: "sent"; at: number; climb: number }
  | { state: "answered"; at: number; by: string };

export function sosShown(car: Pick<CarRow, "car" | "sos">, acts: readonly Acted[]): SosShown {
  const { sos } = car;
  if (sos !== null) return fromServer(sos);
  const raised = acts.findLast(({ command }) => command.type === "raise_sos" && command.car === car.car);
  return raised?.status === "pending" ? { state: "waiting", at: raised.at } : { state: "none" };
}

function fromServer(sos: SosView): SosShown {
  return sos.answered_at === null ? { state: "sent", at: sos.at, climb: sos.climb } : { state: "answered", at: sos.answered_at, by: sos.answered_by ?? "" };
}

/** The crew has said that it is over, and the server has not answered. */
export function sosEnding(car: string, acts: readonly Acted[]): boolean {
  return acts.some(({ command, status }) => status === "pending" && command.type === "end_sos" && command.car === car);
}

export type CheckInShown = {
  deployment: string;
  since: number;
  dueAt: number;
  missed: number;
  /** The crew has said that it is well, and nobody knows it yet. */
  waiting: boolean;
};

/** Null: no timer runs. `everyMs`: the scheme's; without it the length of the stretch that runs. */
export function checkInShown(checkIn: CheckInView | null, acts: readonly Acted[], everyMs: number | null): CheckInShown | null {
  if (checkIn === null) return null;
  const { deployment, since, due_at: dueAt, missed } = checkIn;
  const mine = acts.filter(({ command, status }) => status !== "refused" && "deployment" in command && command.deployment === deployment);
  // Who has left the scene owes no word of it.
  if (mine.some(({ command }) => command.type === "resume_car")) return null;
  const said = mine.findLast(({ command, at }) => command.type === "check_in" && at > since);
  if (said === undefined) return { deployment, since, dueAt, missed, waiting: false };
  return { deployment, since: said.at, dueAt: said.at + (everyMs ?? dueAt - since), missed: 0, waiting: said.status === "pending" };
}

export type CheckInStage = "running" | "soon" | "due" | "desk" | "inspector";

export function stageOf({ dueAt, missed }: Pick<CheckInShown, "dueAt" | "missed">, now: number): CheckInStage {
  if (missed > 0) return missed > 1 ? "inspector" : "desk";
  if (now >= dueAt) return "due";
  return dueAt - now <= SOON_MS ? "soon" : "running";
}

/** Whether the tablet makes itself heard for it. */
export function asksAloud(stage: CheckInStage): stage is "due" | "desk" | "inspector" {
  return stage === "due" || stage === "desk" || stage === "inspector";
}
