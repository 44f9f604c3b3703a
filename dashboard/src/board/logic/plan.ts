// The plan as pure parts: a lane for each car, what one line would do, and a plan that stands still while somebody is in it.
import type { CarId, CarRow, GateState, PlanLine, PlanView, PlannedJob } from "../../live/protocol.gen";
import { isFree } from "./cars";

export type Lane = { car: CarId; callSign: string; row: CarRow | undefined; fixed: readonly PlanLine[]; proposed: readonly PlanLine[] };

/** A lane for each car on duty and for each that the plan names, by call sign, so that lanes do not change places. */
export function lanesOf(plan: PlanView, cars: readonly CarRow[]): Lane[] {
  const lanes = new Map<CarId, { callSign: string; row: CarRow | undefined; lines: PlanLine[] }>();
  for (const car of cars) if (car.status !== "off_duty") lanes.set(car.car, { callSign: car.call_sign, row: car, lines: [] });
  for (const line of plan.lines) {
    const lane = lanes.get(line.car) ?? { callSign: line.call_sign, row: cars.find((car) => car.car === line.car), lines: [] };
    lane.lines.push(line);
    lanes.set(line.car, lane);
  }
  return [...lanes.entries()]
    .map(([car, { callSign, row, lines }]) => {
      const inOrder = lines.sort((a, b) => a.place - b.place);
      return { car, callSign, row, fixed: inOrder.filter((line) => line.fixed !== null), proposed: inOrder.filter((line) => line.fixed === null) };
    })
    .sort((a, b) => a.callSign.localeCompare(b.callSign));
}

/** The first proposed job of a free car is offered; all others wait their turn. */
export function lineWay(lane: Lane, line: PlanLine, gate: GateState | undefined): "send" | "reserve" {
  const first = lane.proposed[0] === line && lane.fixed.length === 0;
  return first && gate === "open" && lane.row !== undefined && isFree(lane.row) && lane.row.queue.length === 0 ? "send" : "reserve";
}

/** What a person has not arranged yet, of each car in order: all that applying it would do. */
export function jobsOfPlan(plan: PlanView): PlannedJob[] {
  return plan.lines.filter((line) => line.fixed === null).map(({ response, car }) => ({ response, car }));
}

/** Two plans of one shape differ in times alone: nothing would move. */
export function shapeOf(plan: PlanView): string {
  const lines = plan.lines.map((line) => `${line.car} ${line.place} ${line.response} ${line.fixed?.deployment ?? ""}`);
  return [...lines, "left", ...plan.left.map((each) => each.response)].join("\n");
}

/** What to show next. While somebody is in it, a plan of another shape waits. */
export function nextPlan(shown: PlanView | null, newest: PlanView | null, holding: boolean): PlanView | null {
  if (shown === null || newest === null || !holding) return newest;
  return shapeOf(shown) === shapeOf(newest) ? newest : shown;
}

/** Lines of the shown plan that the newest has no more, by response. */
export function vanished(shown: PlanView, newest: PlanView | null): ReadonlySet<string> {
  if (newest === null || newest === shown) return new Set();
  const still = new Set(newest.lines.filter((line) => line.fixed === null).map((line) => `${line.car} ${line.response}`));
  return new Set(shown.lines.filter((line) => line.fixed === null && !still.has(`${line.car} ${line.response}`)).map((line) => line.response));
}

/** How many wait for a car, and what the plan gains over sending the nearest car first. What is arranged is no part of either. */
export function gainOf(plan: PlanView): { all: number; moreReached: number; sooner_ms: number } {
  return {
    all: plan.lines.filter((line) => line.fixed === null).length + plan.left.length,
    moreReached: plan.proposed.reached - plan.nearest_first.reached,
    sooner_ms: plan.nearest_first.weighted_ms - plan.proposed.weighted_ms,
  };
}
