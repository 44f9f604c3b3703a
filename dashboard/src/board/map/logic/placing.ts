// What stands on the map as a marker, and about how large it is. Pure.
import { LIMITS, type Point } from "../../../live/protocol.gen";
import { shortNumber } from "../../logic/rows";
import { isDrawn, type MapCar, type Scene } from "./scene";
import type { Kind } from "./spread";

export type Item = { key: string; kind: Kind; point: Point; width: number; height: number; tail: number };

/** From so many markers in view on, each is a small sign on its place; its name is shown where the pointer or the focus is. */
export const DENSE_FROM = 80;

export const SIGN_PX = 28;
const LINE_PX = 24;
const SECOND_LINE_PX = 15;
const LETTER_PX = 7.2;

export function isFaded({ position }: MapCar, now: number): boolean {
  return position !== null && now - position.at >= LIMITS.POSITION_FADED_MS;
}

/** Incidents first, each kind in its own order: what stands first keeps its place. */
export function itemsOf({ incidents, cars, units, bases }: Scene, now: number): Item[] {
  const items: Item[] = [];
  for (const { row } of incidents) {
    if (row.point !== null) items.push({ key: `incident:${row.number}`, kind: "incident", point: row.point, width: SIGN_PX, height: SIGN_PX, tail: shortNumber(row.number).length * LETTER_PX + 8 });
  }
  for (const each of cars.filter(isDrawn)) {
    if (each.position === null) continue;
    const { sos, check_in: checkIn } = each.car;
    const lines = Number(each.eta !== null) + Number(isFaded(each, now)) + Number(sos !== null) + Number(checkIn !== null && checkIn.missed > 0);
    // Mark, call sign and age.
    const width = 64 + each.car.call_sign.length * LETTER_PX;
    items.push({ key: `car:${each.car.car}`, kind: "car", point: each.position.point, width: lines > 0 ? Math.max(width, each.eta?.source === "straight_line" ? 170 : 118) : width, height: LINE_PX + lines * SECOND_LINE_PX, tail: 0 });
  }
  for (const { key, unit, point } of units) {
    if (point !== null) items.push({ key: `unit:${key}`, kind: "unit", point, width: 26 + unit.call_sign.length * LETTER_PX, height: 24, tail: 0 });
  }
  for (const { base } of bases) {
    items.push({ key: `base:${base.id}`, kind: "base", point: base.point, width: 24, height: 24, tail: base.name.length * 6.2 });
  }
  return items;
}

/** Whether so much is in view that names would hide each other. */
export function isDense(at: readonly { x: number; y: number }[], view: { width: number; height: number }): boolean {
  return at.filter(({ x, y }) => x >= 0 && y >= 0 && x <= view.width && y <= view.height).length > DENSE_FROM;
}
