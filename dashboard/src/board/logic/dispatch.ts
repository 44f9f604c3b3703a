// Which car for one response: what may be done with each, what is chosen at first, and the command that does it. The server has the last word.
import type { CarChoice, CarId, CarNeeds, CarOption, CarRow, Command, DeploymentId, DeploymentView, GateState, ResponseId, ResponseRow } from "../../live/protocol.gen";
import { LIMITS } from "../../live/protocol.gen";
import { isActive } from "./rows";

/** `send` offers it now, `reserve` puts it into the car's queue, `override` offers it against a rule, with a reason. */
export type Way = "send" | "reserve" | "override";

/** What may be done with this car, the usual first. None: nothing. A job may be reserved while the gate is shut: it is asked when the job is offered. */
export function waysOf(choice: CarChoice, gate: GateState, mayOverride: boolean): readonly Way[] {
  if (choice === "not") return [];
  if (gate !== "open") return mayOverride && choice !== "in_turn" ? ["reserve", "override"] : ["reserve"];
  if (choice === "now") return ["send"];
  if (choice === "in_turn") return ["reserve"];
  return mayOverride ? ["override"] : [];
}

/** The cars as the board has them, where nobody has ranked them: the link or the server was away. */
export function plainOptions(cars: readonly CarRow[]): CarOption[] {
  const order: Record<CarChoice, number> = { now: 0, in_turn: 1, override: 2, not: 3 };
  return cars
    .map((car): CarOption => ({ car: car.car, call_sign: car.call_sign, choice: choiceOf(car), arrive_at: null, travel_ms: null, source: null, cost_ms: null, reasons: car.not_deployable_because === null ? [] : [{ kind: reasonKind(car), words: car.not_deployable_because, good: false, adds_ms: 0 }], lower_because: null }))
    .sort((a, b) => order[a.choice] - order[b.choice] || a.call_sign.localeCompare(b.call_sign));
}

function choiceOf(car: CarRow): CarChoice {
  if (car.status === "off_duty" || car.status === "recalled" || car.sos !== null) return "not";
  if (car.seats.length < car.seats_needed.length) return "override";
  if (car.active !== null || car.status === "break" || car.status !== "available") return "in_turn";
  return car.deployable ? "now" : "override";
}

function reasonKind(car: CarRow): "off_duty" | "seat_empty" {
  return car.status === "off_duty" ? "off_duty" : "seat_empty";
}

/** The car that was asked for before the form was out, else, where they are ranked, the best one that can go now. Nothing else is chosen for the person. */
export function firstChosen(options: readonly CarOption[], given: CarId | null, ranked: boolean, waysFor: (option: CarOption) => readonly Way[]): CarId | null {
  const asked = options.find((option) => option.car === given);
  if (asked !== undefined && waysFor(asked).length > 0) return asked.car;
  if (!ranked) return null;
  return options.find((option) => option.choice === "now" && waysFor(option).length > 0)?.car ?? null;
}

export type Dispatch = { response: ResponseId; car: CarId; way: Way; reason: string; nextBest: boolean; place: number | null };

export function dispatchCommand({ response, car, way, reason, nextBest, place }: Dispatch): Command {
  if (way === "reserve") return { type: "reserve_car", response, car, ...(place === null ? {} : { place }) };
  return { type: "send_car", response, car, ...(way === "override" ? { override_reason: reason.trim() } : {}), ...(nextBest ? { next_best: true } : {}) };
}

export function isQueueFull(car: Pick<CarRow, "queue"> | undefined): boolean {
  return car !== undefined && car.queue.length >= LIMITS.CAR_QUEUE_MAX;
}

/** The one that ranked before it, by which `lower_because` is meant. */
export function rankedBefore(options: readonly CarOption[], car: CarId): CarOption | undefined {
  return options[options.findIndex((option) => option.car === car) - 1];
}

/** The jobs of a response that a form can be about: the active one, then those that wait. */
export function jobsOf(response: ResponseRow): DeploymentView[] {
  const { deployment, reserved } = response;
  return [...(deployment !== null && isActive(deployment) ? [deployment] : []), ...reserved];
}

export function canStandDown({ state }: DeploymentView): boolean {
  return state === "reserved" || state === "offered" || state === "acknowledged" || state === "en_route";
}

export function canRecall({ state }: DeploymentView): boolean {
  return state === "acknowledged" || state === "en_route" || state === "at_scene";
}

/** Until it is there: a crew at the door is recalled, and not replaced. */
export function canSwap(view: DeploymentView): boolean {
  return canStandDown(view);
}

/** Which job a form is about: the one that was asked for, else the first that it can be done with. */
export function jobFor(response: ResponseRow, asked: DeploymentId | null, can: (view: DeploymentView) => boolean): DeploymentView | null {
  const jobs = jobsOf(response).filter(can);
  return jobs.find((view) => view.deployment === asked) ?? jobs[0] ?? null;
}

export const NO_NEEDS: CarNeeds = { language: "", worker_gender: null, child_seats: 0, wheelchair: false, training: [], only_with_all: false };

/** `only_with_all` alone asks for nothing. */
export function asksForNothing(needs: CarNeeds): boolean {
  return needs.language.trim() === "" && needs.worker_gender === null && needs.child_seats === 0 && !needs.wheelchair && needs.training.length === 0;
}

export function sameNeeds(a: CarNeeds, b: CarNeeds): boolean {
  if (asksForNothing(a) && asksForNothing(b)) return true;
  return (
    a.language.trim().toLowerCase() === b.language.trim().toLowerCase() &&
    a.worker_gender === b.worker_gender &&
    a.child_seats === b.child_seats &&
    a.wheelchair === b.wheelchair &&
    a.only_with_all === b.only_with_all &&
    a.training.length === b.training.length &&
    a.training.every((each) => b.training.includes(each))
  );
}
