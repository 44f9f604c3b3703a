// The cars pane as pure parts: bases, counts, and the order of a car's queue as it is and as it is wished.
import type { BaseView, CarId, CarRow, CarStatus, DeploymentId, IncidentRow } from "../../live/protocol.gen";

export type BaseGroup = { base: BaseView | null; cars: readonly CarRow[] };

function byDuty(a: CarRow, b: CarRow): number {
  return Number(a.status === "off_duty") - Number(b.status === "off_duty") || a.call_sign.localeCompare(b.call_sign);
}

/** Cars by their base, in the order of the bases' names; one group without a name where there is only one base. */
export function byBase(cars: readonly CarRow[]): BaseGroup[] {
  const groups = new Map<string, { base: BaseView | null; cars: CarRow[] }>();
  for (const car of cars) {
    const key = car.base?.id ?? "";
    const group = groups.get(key) ?? { base: car.base, cars: [] };
    group.cars.push(car);
    groups.set(key, group);
  }
  if (groups.size <= 1) return cars.length === 0 ? [] : [{ base: null, cars: [...cars].sort(byDuty) }];
  return [...groups.values()]
    .map(({ base, cars: own }) => ({ base, cars: own.sort(byDuty) }))
    .sort((a, b) => Number(a.base === null) - Number(b.base === null) || (a.base?.name ?? "").localeCompare(b.base?.name ?? ""));
}

/** What somebody who looks for a car wants to know first stands first. */
const COUNTED: readonly CarStatus[] = ["available", "offered", "committed", "at_scene", "recalled", "break", "off_duty"];

export function countStatuses(cars: readonly CarRow[]): { status: CarStatus; count: number }[] {
  return COUNTED.map((status) => ({ status, count: cars.filter((car) => car.status === status).length })).filter(({ count }) => count > 0);
}

/** One place on or back. The same array where there is no further place. */
export function stepped(queue: readonly DeploymentId[], job: DeploymentId, step: 1 | -1): readonly DeploymentId[] {
  const from = queue.indexOf(job);
  return placed(queue, job, from + step);
}

/** The job at that place, counted without itself. */
export function placed(queue: readonly DeploymentId[], job: DeploymentId, to: number): readonly DeploymentId[] {
  const from = queue.indexOf(job);
  if (from < 0 || to < 0 || to >= queue.length || to === from) return queue;
  const rest = queue.filter((each) => each !== job);
  return [...rest.slice(0, to), job, ...rest.slice(to)];
}

export function sameJobs(a: readonly DeploymentId[], b: readonly DeploymentId[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

/** The wished order while it is of the same jobs; once the queue holds others, the queue as it is. */
export function shownQueue(queue: readonly DeploymentId[], wished: readonly DeploymentId[] | null): readonly DeploymentId[] {
  return wished !== null && sameJobs(queue, wished) ? wished : queue;
}

/** Free for a job at this moment. */
export function isFree(car: CarRow): boolean {
  return car.status === "available" && car.active === null && car.deployable;
}

/** The job from which this car was recalled and whose crew has not said that it is clear. Null: none that the board shows. */
export function recallOf(car: CarId, rows: readonly IncidentRow[]): DeploymentId | null {
  for (const { responses } of rows) {
    const found = responses.find(({ deployment }) => deployment?.car === car && deployment.recall_unconfirmed)?.deployment;
    if (found !== null && found !== undefined) return found.deployment;
  }
  return null;
}

/** Languages that somebody on duty speaks, by name. */
export function languagesOnDuty(cars: readonly CarRow[]): string[] {
  const all = cars.filter((car) => car.status !== "off_duty").flatMap((car) => car.seats.flatMap((seat) => seat.languages ?? []));
  return [...new Set(all)].sort((a, b) => a.localeCompare(b));
}

/** Call signs of the cars on duty in which somebody speaks it. */
export function speakersOf(cars: readonly CarRow[], language: string): string[] {
  const wanted = language.trim().toLowerCase();
  if (wanted === "") return [];
  return cars
    .filter((car) => car.status !== "off_duty" && car.seats.some((seat) => seat.languages?.some((each) => each.toLowerCase() === wanted) === true))
    .map((car) => car.call_sign)
    .sort((a, b) => a.localeCompare(b));
}

/** Minutes as a person reckons them ahead: an arrival in 11 min 20 s is "12 min". */
export function wholeMinutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000)) * 60_000;
}
