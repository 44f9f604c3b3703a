// Which car for one response: what may be done with each, what is chosen at first, and the command that does it. The server has the last word.
import type { CarChoice, CarId, CarNeeds, CarOption, CarReason, CarRow, Command, DeploymentId, DeploymentState, DeploymentView, GateState, ResponseId, ResponseRow, Role } from "../../live/protocol.gen";
import { LIMITS } from "../../live/protocol.gen";
import { isActive } from "./rows";

/** `send` offers it now, `reserve` puts it into the car's queue, `override` offers it against a rule, with a reason. */
export type Way = "send" | "reserve" | "override";

export type Rules = {
  gate: GateState;
  /** This person may go against a rule, with a reason. */
  mayOverride: boolean;
  /** The car has no job and no break: it could be asked at once. */
  free: boolean;
};

type Judged = Pick<CarOption, "choice" | "reasons">;

/** What may be done with this car, the usual first. None: nothing. A job may be reserved while the gate is shut: it is asked when the job is offered. */
export function waysOf({ choice, reasons }: Judged, { gate, mayOverride, free }: Rules): readonly Way[] {
  // While the gate is shut every car is against the rule, and stands there as one that cannot go where nobody may override.
  const against = (kind: CarReason): boolean => reasons.some((reason) => reason.kind === kind && !reason.good);
  if (choice === "not" && !against("gate")) return [];
  const override: readonly Way[] = mayOverride && free && choice !== "not" ? ["override"] : [];
  if (against("seat_empty")) return override;
  if (gate !== "open") return ["reserve", ...override];
  if (choice === "now") return ["send"];
  return choice === "in_turn" ? ["reserve"] : override;
}

/** The same for taking a job that another car has. A free one is asked at once, and so not while the gate is shut; a job that only waits for a car may then wait for another. */
export function swapWaysOf(option: Judged, rules: Rules, state: DeploymentState): readonly Way[] {
  const ways = waysOf(option, rules);
  return rules.gate === "open" || !rules.free || state === "reserved" ? ways : ways.filter((way) => way === "override");
}

/** What a car can do as it is shown. While the gate is shut, which is said once for all, it is free or it is busy. */
export function shownChoice({ choice, reasons }: Judged, { gate, free }: Pick<Rules, "gate" | "free">): CarChoice | "free" {
  if (gate === "open") return choice;
  if (choice !== "now" && !reasons.some((reason) => reason.kind === "gate")) return choice;
  return free ? "free" : "in_turn";
}

/** Whether it could be asked at once, seats and gate apart. */
export function isUnbound(car: Pick<CarRow, "status" | "active"> | undefined): boolean {
  return car?.status === "available" && car.active === null;
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

/** Who may say what a car should bring; whoever else sees the board reads it. */
export function maySetNeeds(roles: readonly Role[]): boolean {
  return roles.includes("support_worker") || roles.includes("crew");
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
