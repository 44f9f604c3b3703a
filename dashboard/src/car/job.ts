// Which job the crew is on, and the one act that comes next. Pure: no clock, no words, no DOM.

import type { CarRow, CarStatus, Command, DeploymentState, JobCard, ResponseId, Seat, SeatFilled } from "../live/protocol.gen";

/** The act that the large button at the bottom does. */
export type NextAct = "acknowledge" | "en_route" | "at_scene" | "outcome" | "resume";

const ACTIVE: ReadonlySet<DeploymentState> = new Set(["offered", "acknowledged", "en_route", "at_scene"]);

export function isActive(state: DeploymentState): boolean {
  return ACTIVE.has(state);
}

/** What the crew has on its hands. `alert` outranks everything else on the screen. */
export interface Hands {
  current: JobCard | null;
  queue: JobCard[];
  alert: Alert | null;
}

export type Alert =
  /** Told to leave; has to say that it is clear. */
  | { kind: "recalled"; job: JobCard }
  /** The gate is shut and the car was not recalled, since it was sent all the same: nothing to confirm to the server, but it must be read. */
  | { kind: "revoked"; job: JobCard };

/** Sorts the crew's job cards into the current job, the queue and what must be shouted about. */
export function handsOf(jobs: readonly JobCard[]): Hands {
  const recalled = jobs.find((job) => job.view.recall_unconfirmed);
  const current = jobs.find((job) => job.queue_place === 0 && isActive(job.view.state)) ?? null;
  const queue = jobs.filter((job) => job.view.state === "reserved").sort((a, b) => a.queue_place - b.queue_place);
  if (recalled) return { current, queue, alert: { kind: "recalled", job: recalled } };
  if (current?.gate.state === "revoked") return { current, queue, alert: { kind: "revoked", job: current } };
  return { current, queue, alert: null };
}

/** One act follows from each state; `null` where the crew has nothing to press. */
export function nextAct(job: JobCard): NextAct | null {
  switch (job.view.state) {
    case "offered":
      return "acknowledge";
    case "acknowledged":
      return "en_route";
    case "en_route":
      return "at_scene";
    case "at_scene":
      return job.outcome === null ? "outcome" : "resume";
    default:
      return null;
  }
}

/** The command behind an act; `outcome` opens a form first and so has none. */
export function commandFor(act: Exclude<NextAct, "outcome">, job: JobCard): Command {
  const { deployment } = job;
  switch (act) {
    case "acknowledge":
      return { type: "acknowledge_offer", deployment };
    case "en_route":
      return { type: "go_en_route", deployment };
    case "at_scene":
      return { type: "arrive_at_scene", deployment };
    case "resume":
      return { type: "resume_car", deployment };
  }
}

/**
 * The job as it will be once the acts that still wait to be sent have been taken. Without signal the crew
 * goes on through its steps; the outbox shows what the server has not answered yet. Acts just taken may be given
 * too, since their answer can come before the changed job. An act never moves a job back, nor one that is over,
 * nor over an outcome that stands: what the server says last wins.
 */
export function withActs(job: JobCard, acts: readonly Command[], at: number): JobCard {
  let shown = job;
  for (const command of acts) {
    const state = stateAfter(command, job);
    if (state !== null && step(state) > step(shown.view.state)) {
      shown = { ...shown, view: { ...shown.view, state, at, offer_lapses_at: null } };
    }
    if (command.type === "confirm_recall" && command.deployment === job.deployment) {
      shown = { ...shown, view: { ...shown.view, recall_unconfirmed: false } };
    }
    if (command.type === "record_outcome" && command.response === job.response && shown.outcome === null) {
      const { kind, referral, refuge_placed } = command.outcome;
      shown = { ...shown, outcome: { kind, referral, refuge_placed, at, by: "" } };
    }
  }
  return shown;
}

const STEPS: readonly DeploymentState[] = ["reserved", "offered", "acknowledged", "en_route", "at_scene"];

/** How far along a job is; every ending is past the last step. */
export function step(state: DeploymentState): number {
  const at = STEPS.indexOf(state);
  return at < 0 ? STEPS.length : at;
}

function stateAfter(command: Command, job: JobCard): DeploymentState | null {
  if (!("deployment" in command) || command.deployment !== job.deployment) return null;
  switch (command.type) {
    case "acknowledge_offer":
      return "acknowledged";
    case "decline_offer":
      return "declined";
    case "go_en_route":
      return "en_route";
    case "arrive_at_scene":
      return "at_scene";
    case "resume_car":
      return "resumed";
    default:
      return null;
  }
}

/** The support response that an act is about; null: it is about the car alone. */
export function responseOf(command: Command): ResponseId | null {
  if ("response" in command) return command.response;
  if ("deployment" in command) return command.deployment.slice(0, command.deployment.lastIndexOf("."));
  if ("referral" in command) return command.referral.slice(0, command.referral.lastIndexOf("~"));
  if ("escalation" in command) return command.escalation.slice(0, command.escalation.lastIndexOf("!"));
  return null;
}

/** What the car will be doing once its own waiting acts are taken. */
export function carStatusWithActs(car: CarRow, waiting: readonly Command[]): CarStatus {
  let status = car.status;
  for (const command of waiting) {
    if (!("car" in command) || command.car !== car.car) continue;
    if (command.type === "start_shift" || command.type === "end_break") status = "available";
    if (command.type === "end_shift") status = "off_duty";
    if (command.type === "take_break") status = "break";
  }
  return status;
}

/** The seats still without a name, in the order the scheme lists them. Two seats of one kind need two names. */
export function emptySeats(needed: readonly Seat[], filled: readonly SeatFilled[]): Seat[] {
  const left = filled.filter((seat) => seat.name.trim() !== "").map((seat) => seat.seat);
  return needed.filter((seat) => {
    const at = left.indexOf(seat);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

/** The gate lets a car go, or there is none. */
export function mayGo({ gate }: Pick<JobCard, "gate">): boolean {
  return gate.state === "open" || gate.state === "not_used";
}

/** Which reserved job "take the next" would offer: the first whose gate is open, in the desk's order. Null: none is. */
export function nextToTake(queue: readonly JobCard[]): JobCard | null {
  return queue.find(mayGo) ?? null;
}

/** Milliseconds until an unanswered offer lapses; `null` when nothing runs, never below zero. */
export function offerLeftMs(job: JobCard, now: number): number | null {
  if (job.view.state !== "offered" || job.view.offer_lapses_at === null) return null;
  return Math.max(0, job.view.offer_lapses_at - now);
}

/** Whether the car's place may be shared: a job is taken and not over. An offer is not yet a job. */
export function maySharePlace(job: JobCard | null): boolean {
  return job !== null && isActive(job.view.state) && job.view.state !== "offered";
}

/** `geo:` by coordinates alone, so that no name and no incident number reaches the maps app. */
export function navigationLink(job: JobCard): string | null {
  if (job.point === null) return null;
  return `geo:${job.point.lat.toFixed(5)},${job.point.lon.toFixed(5)}`;
}
