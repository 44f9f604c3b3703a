import { expect, it } from "vitest";

import { sampleCar } from "../car/sample";
import { byBase, seatsEmpty } from "./placed";

const base = (name: string) => ({ id: name, name, point: { lat: 54, lon: -1 } });
const car = (id: string, change: Parameters<typeof sampleCar>[0]) => sampleCar({ car: id, call_sign: id, ...change });
const ids = (cars: Parameters<typeof byBase>[0]) => byBase(cars).map((group) => [group.base, ...group.cars.map((each) => each.car)]);

it("groups by base only where there are several, without a base last", () => {
  expect(byBase([])).toEqual([]);
  expect(ids([car("b", { base: base("North") }), car("a", { base: base("North") })])).toEqual([[null, "a", "b"]]);
  expect(ids([car("c", {}), car("b", { base: base("South") }), car("a", { base: base("North") })])).toEqual([
    ["North", "a"],
    ["South", "b"],
    [null, "c"],
  ]);
});

it("puts within a base what the inspector asks for first", () => {
  expect(ids([car("a", { status: "off_duty" }), car("b", { status: "available" }), car("c", { status: "recalled" })])).toEqual([[null, "c", "b", "a"]]);
});

it("counts empty seats of a car on duty", () => {
  expect(seatsEmpty(sampleCar({ seats: [{ seat: "officer", name: "PC Example" }] }))).toEqual(["support_worker"]);
  expect(seatsEmpty(sampleCar({ seats_needed: ["officer", "officer"], seats: [{ seat: "officer", name: "PC Example" }] }))).toEqual(["officer"]);
  expect(seatsEmpty(sampleCar({ status: "off_duty" }))).toEqual([]);
});
