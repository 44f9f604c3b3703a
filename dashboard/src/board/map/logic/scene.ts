// What there is to show, read off the board's documents: the map and its list twin draw the same scene. Pure: no clock, no words.
import type { AreaView, BaseView, CarEta, CarId, CarPosition, CarRow, DeploymentView, IncidentNumber, IncidentRow, Point, ResourceView, ResponseId, ResponseRow, SchemeView } from "../../../live/protocol.gen";
import { shapeOfGrade, type Shape } from "../../../ui/IconShape";
import { compareKeys, sortKey } from "../../logic/order";
import { gradeOf, hasActiveCar, incidentOf, isActive, isFinished, isHandedOver, isSettled, leadingResponse } from "../../logic/rows";
import { boundsOf } from "./geo";

/** What an incident has of cars. `done`: nothing is left to do there. */
export type Stand = "waits" | "reserved" | "car" | "done";

export type MapIncident = {
  row: IncidentRow;
  stand: Stand;
  shape: Shape;
  /** Immediate, and no police there yet. */
  urgent: boolean;
  /** Its car, or the first that is reserved for it. */
  car: DeploymentView | null;
};

export type MapCar = {
  car: CarRow;
  position: CarPosition | null;
  /** Of its active job. */
  eta: CarEta | null;
  job: IncidentNumber | null;
};

export type MapUnit = { key: string; unit: ResourceView; incident: IncidentNumber; point: Point | null };

/** With the call signs of its cars. */
export type MapBase = { base: BaseView; cars: readonly string[] };

export type Scene = {
  /** What needs somebody most stands first. What is done is left out, unless a car is still there or it is selected. */
  incidents: readonly MapIncident[];
  cars: readonly MapCar[];
  units: readonly MapUnit[];
  bases: readonly MapBase[];
};

function waitsForCar(response: ResponseRow): boolean {
  return !isFinished(response) && !isHandedOver(response) && !hasActiveCar(response) && response.reserved.length === 0;
}

/** Where several victims are at one incident, it waits as long as one of them waits. */
export function standOf(row: IncidentRow): Stand {
  if (!isSettled(row) && row.responses.some(waitsForCar)) return "waits";
  if (row.responses.some(hasActiveCar)) return "car";
  if (!isSettled(row) && row.responses.some((response) => response.reserved.length > 0)) return "reserved";
  return "done";
}

function carOf(row: IncidentRow): DeploymentView | null {
  const active = row.responses.map((response) => response.deployment).find((deployment) => deployment !== null && isActive(deployment));
  return active ?? row.responses.flatMap((response) => response.reserved)[0] ?? null;
}

/** In the order of the board. `now` is server time in steps: waiting adds points. */
export function incidentsOf(rows: readonly IncidentRow[], scheme: SchemeView | null, selected: IncidentNumber | null, now: number): MapIncident[] {
  return rows
    .map((row) => ({ row, stand: standOf(row), key: sortKey(row, scheme, now) }))
    .filter(({ row, stand }) => stand !== "done" || row.number === selected)
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ row, stand }) => incidentItem(row, stand, scheme));
}

function incidentItem(row: IncidentRow, stand: Stand, scheme: SchemeView | null): MapIncident {
  const grade = gradeOf(scheme, row.grade);
  const police = row.resources.some((unit) => unit.status === "at_scene" || unit.status === "resumed");
  return { row, stand, shape: shapeOfGrade(grade.rank, grade.attend_minutes), urgent: grade.rank === 1 && stand !== "done" && !police, car: carOf(row) };
}

/** Who calls for help first, then who is on duty, then by call sign: an order that time does not change. */
export function carsOf(cars: readonly CarRow[], positions: ReadonlyMap<CarId, CarPosition>, etas: ReadonlyMap<CarId, CarEta>): MapCar[] {
  return [...cars]
    .sort((a, b) => Number(b.sos !== null) - Number(a.sos !== null) || Number(a.status === "off_duty") - Number(b.status === "off_duty") || a.call_sign.localeCompare(b.call_sign))
    .map((car) => {
      const eta = etas.get(car.car) ?? null;
      return { car, position: positions.get(car.car) ?? null, eta: eta !== null && eta.deployment === car.active ? eta : null, job: car.active === null ? null : incidentOf(car.active) };
    });
}

/** Of incidents at which something is left to do. */
export function unitsOf(incidents: readonly MapIncident[]): MapUnit[] {
  return incidents.filter(({ stand }) => stand !== "done").flatMap(({ row }) => unitsAt(row));
}

/** A unit at the scene is where the incident is, where the force sends no position of its own. */
function unitsAt(row: IncidentRow): MapUnit[] {
  return row.resources
    .filter((unit) => unit.status !== "recalled" && unit.status !== "resumed")
    .map((unit) => ({ key: `${unit.call_sign} ${row.number}`, unit, incident: row.number, point: unit.point ?? (unit.status === "at_scene" ? row.point : null) }));
}

export function basesOf(cars: readonly CarRow[]): MapBase[] {
  const bases = new Map<string, { base: BaseView; cars: string[] }>();
  for (const { base, call_sign } of cars) {
    if (base === null) continue;
    const known = bases.get(base.id);
    if (known === undefined) bases.set(base.id, { base, cars: [call_sign] });
    else known.cars.push(call_sign);
  }
  return [...bases.values()].map(({ base, cars: signs }) => ({ base, cars: signs.sort((a, b) => a.localeCompare(b)) })).sort((a, b) => a.base.name.localeCompare(b.base.name));
}

/** On shift and seen. A car off duty is nobody's to send, and where it stands is not ours to know. */
export function isDrawn({ car, position }: MapCar): boolean {
  return car.status !== "off_duty" && position !== null;
}

/** What holds everything that has a place. With nothing going on, the scheme's whole area: a base alone says nothing. */
export function everything({ incidents, cars, units, bases }: Scene, area: AreaView): AreaView {
  const points = [...incidents.map(({ row }) => row.point), ...cars.filter(isDrawn).map(({ position }) => position?.point ?? null), ...units.map(({ point }) => point)].filter((point) => point !== null);
  return points.length === 0 ? area : (boundsOf([...points, ...bases.map(({ base }) => base.point)]) ?? area);
}

/** The response that a car would be chosen for: the one that is looked at, else the one that needs somebody most of those without a car. */
export function responseFor(row: IncidentRow, looked: number | null): ResponseId | null {
  const chosen = looked === null ? undefined : row.responses.find((each) => each.ordinal === looked);
  if (chosen !== undefined) return chosen.response;
  const waiting = row.responses.filter(waitsForCar);
  return leadingResponse(waiting.length > 0 ? { ...row, responses: waiting } : row)?.response ?? null;
}

/** Whether a car can be chosen for it at all. */
export type Choice = { may: true } | { may: false; why: "no_cars" | "done" | "off_duty" };

export function mayChoose(incident: MapIncident, car: CarRow): Choice {
  if (incident.row.gate.state === "not_used") return { may: false, why: "no_cars" };
  if (incident.stand === "done") return { may: false, why: "done" };
  return car.status === "off_duty" ? { may: false, why: "off_duty" } : { may: true };
}
