import { expect, it } from "vitest";

import { sampleCar } from "../../car/sample";
import { byBase, crews, seatsEmpty } from "./placed";

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

it("sums up what is due of those on duty", () => {
  const both = { seats: [{ seat: "officer" as const, name: "A" }, { seat: "support_worker" as const, name: "B" }] };
  expect(crews([], 100)).toEqual({ incomplete: 0, breaksOver: 0, over: 0, nextEnd: null });
  expect(
    crews(
      [
        car("a", { ...both, shift_ends_at: 90, break_due_at: 100 }),
        car("b", { ...both, shift_ends_at: 300, break_due_at: 101 }),
        car("c", { seats: [], shift_ends_at: 200, break_due_at: null }),
        car("d", { seats: [], status: "off_duty", shift_ends_at: 120 }),
      ],
      100,
    ),
  ).toEqual({ incomplete: 1, breaksOver: 1, over: 1, nextEnd: 200 });
});
