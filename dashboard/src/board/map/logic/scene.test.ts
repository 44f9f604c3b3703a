// What is drawn where: which incidents wait, which have a car, and what a car may be chosen for.
import { describe, expect, it } from "vitest";
import type { IncidentRow, ResponseRow } from "../../../live/protocol.gen";
import { NOW, response, row, SCHEME } from "../../../testing/sample";
import { circlesOf, groundKey, waysOf } from "./features";
import { awayFrom, groupsOf } from "./groups";
import { isDense, isFaded, itemsOf } from "./placing";
import { car, deployment, gate, position } from "../testing";
import { basesOf, carsOf, everything, incidentsOf, isDrawn, mayChoose, responseFor, standOf, unitsOf, type Scene } from "./scene";

const AT = { lat: 54.57, lon: -1.23 };
const withCar = (number: string, part: Partial<ResponseRow>): IncidentRow => row(number, { point: AT, responses: [response(number, part)] });

function scene(rows: IncidentRow[], part: Partial<Scene> = {}, selected: string | null = null): Scene {
  const incidents = incidentsOf(rows, SCHEME, selected, NOW);
  return { incidents, units: unitsOf(incidents), cars: [], bases: [], ...part };
}

describe("standOf", () => {
  it.each<[string, IncidentRow, ReturnType<typeof standOf>]>([
    ["nothing yet", row("A"), "waits"],
    ["a car on its way", withCar("A", { deployment: deployment("A#1", "c1", "en_route") }), "car"],
    ["a car at scene", withCar("A", { deployment: deployment("A#1", "c1", "at_scene") }), "car"],
    ["a car that declined", withCar("A", { deployment: deployment("A#1", "c1", "declined") }), "waits"],
    ["a reserved job", withCar("A", { reserved: [deployment("A#1", "c1", "reserved")] }), "reserved"],
    ["closed", withCar("A", { state: "closed" }), "done"],
    ["passed on", withCar("A", { state: "handed_over" }), "done"],
    ["closed while the car is still there", withCar("A", { state: "outcome_recorded", deployment: deployment("A#1", "c1", "at_scene") }), "car"],
    ["the same event as another", row("A", { duplicate_of: "B" }), "done"],
    ["one of two people still waits", row("A", { responses: [response("A", { deployment: deployment("A#1", "c1", "en_route") }), response("A", { response: "A#2", ordinal: 2 })] }), "waits"],
  ])("%s", (_, given, stand) => {
    expect(standOf(given)).toBe(stand);
  });
});

describe("incidentsOf", () => {
  it("keeps the board's order, and leaves out what is done unless it is selected", () => {
    const rows = [row("C", { grade: "4" }), withCar("B", { state: "closed" }), row("A", { grade: "1" })];
    expect(incidentsOf(rows, SCHEME, null, NOW).map((each) => each.row.number)).toEqual(["A", "C"]);
    expect(incidentsOf(rows, SCHEME, "B", NOW).map((each) => each.row.number)).toEqual(["A", "C", "B"]);
  });

  it("is urgent until police are there, and has the shape of its grade", () => {
    const unit = { call_sign: "AB12", at: NOW, eta_at: null, point: null };
    const [before] = incidentsOf([row("A", { grade: "1", resources: [{ ...unit, status: "en_route" }] })], SCHEME, null, NOW);
    const [after] = incidentsOf([row("A", { grade: "1", resources: [{ ...unit, status: "at_scene" }] })], SCHEME, null, NOW);
    expect([before?.urgent, after?.urgent]).toEqual([true, false]);
    expect(incidentsOf([row("A", { grade: "1" }), row("B", { grade: "2" }), row("C", { grade: "4" })], SCHEME, null, NOW).map(({ shape }) => shape)).toEqual(["octagon", "triangle", "circle"]);
  });
});

describe("unitsOf", () => {
  it.each([
    ["at scene, without a position: where the incident is", "at_scene", null, AT],
    ["at scene, with one: there", "at_scene", { lat: 1, lon: 2 }, { lat: 1, lon: 2 }],
    ["on its way, without a position: not known", "en_route", null, null],
  ] as const)("%s", (_, status, point, drawn) => {
    const { units } = scene([row("A", { point: AT, resources: [{ call_sign: "AB12", status, at: NOW, eta_at: null, point }] })]);
    expect(units.map((each) => each.point)).toEqual([drawn]);
  });

  it("leaves out who has gone", () => {
    const unit = { call_sign: "AB12", at: NOW, eta_at: null, point: AT };
    expect(scene([row("A", { resources: [{ ...unit, status: "resumed" }, { ...unit, status: "recalled" }] })]).units).toEqual([]);
  });
});

describe("carsOf and basesOf", () => {
  it("takes the time of arrival for the active job alone", () => {
    const fleet = [car("c1", { active: "A#1.2" }), car("c2", { active: "B#1.1" })];
    const eta = { car: "c1", deployment: "A#1.1", arrive_at: NOW, source: "roads" as const };
    const cars = carsOf(fleet, new Map(), new Map([["c1", eta], ["c2", { ...eta, car: "c2", deployment: "B#1.1" }]]));
    expect(cars.map((each) => [each.car.car, each.job, each.eta?.deployment ?? null])).toEqual([["c1", "A", null], ["c2", "B", "B#1.1"]]);
  });

  it("puts who is off duty last, and draws neither them nor who was not seen", () => {
    const cars = carsOf([car("c1", { status: "off_duty" }), car("c3"), car("c2")], new Map([["c1", position("c1", 1, 1)], ["c2", position("c2", 1, 1)]]), new Map());
    expect(cars.map((each) => each.car.car)).toEqual(["c2", "c3", "c1"]);
    expect(cars.filter(isDrawn).map((each) => each.car.car)).toEqual(["c2"]);
  });

  it("puts who calls for help first", () => {
    const sos = { at: NOW, by: "A. Colleague", deployment: null, climb: 0, answered_at: null, answered_by: null };
    expect(carsOf([car("c1"), car("c2", { sos })], new Map(), new Map()).map((each) => each.car.car)).toEqual(["c2", "c1"]);
  });

  it("names each base once, with its cars", () => {
    const base = { id: "b", name: "Sample base", point: AT };
    expect(basesOf([car("c2", { base }), car("c1", { base }), car("c3")])).toEqual([{ base, cars: ["C1", "C2"] }]);
  });
});

describe("groupsOf", () => {
  it("puts an open gate first among those that wait", () => {
    const rows = [row("A", { grade: "1" }), row("B", { grade: "4", gate: gate("open") }), row("C", { grade: "2", gate: gate("open") }), withCar("D", { deployment: deployment("D#1", "c1", "offered") })];
    const groups = groupsOf(scene(rows));
    expect(groups.waiting.map((each) => each.row.number)).toEqual(["C", "B", "A"]);
    expect(groups.withCar.map((each) => each.row.number)).toEqual(["D"]);
  });

  it("says how far the car is from the incident, where both are known", () => {
    const at = { car: car("c1"), position: position("c1", 54.6, -1.23), eta: null, job: null };
    const away = awayFrom(row("A", { point: AT }), at);
    expect(Math.round((away?.metres ?? 0) / 10)).toBe(334);
    expect(away?.direction).toBe("n");
    expect(awayFrom(row("A"), at)).toBeNull();
    expect(awayFrom(row("A", { point: AT }), { ...at, position: null })).toBeNull();
  });
});

describe("responseFor and mayChoose", () => {
  it("chooses for the one that has no car, unless another is looked at", () => {
    const both = row("A", { responses: [response("A", { reviewed_at: null, deployment: deployment("A#1", "c1", "en_route") }), response("A", { response: "A#2", ordinal: 2, reviewed_at: NOW })] });
    expect(responseFor(both, null)).toBe("A#2");
    expect(responseFor(both, 1)).toBe("A#1");
    expect(responseFor(withCar("B", { deployment: deployment("B#1", "c1", "en_route") }), null)).toBe("B#1");
    expect(responseFor(row("C", { responses: [] }), null)).toBeNull();
  });

  it.each([
    ["open or closed, the form says more", row("A"), car("c1"), { may: true }],
    ["a car with an empty seat: the form says why", row("A"), car("c1", { deployable: false }), { may: true }],
    ["off duty", row("A"), car("c1", { status: "off_duty" }), { may: false, why: "off_duty" }],
    ["done", withCar("A", { state: "closed" }), car("c1"), { may: false, why: "done" }],
    ["a scheme by telephone", row("A", { gate: gate("not_used") }), car("c1"), { may: false, why: "no_cars" }],
  ] as const)("%s", (_, given, of, choice) => {
    const [incident] = incidentsOf([given], SCHEME, given.number, NOW);
    expect(incident === undefined ? null : mayChoose(incident, of)).toEqual(choice);
  });
});

describe("what lies on the ground", () => {
  const seen = (state: Parameters<typeof deployment>[2]): Scene => {
    const rows = [withCar("A", { deployment: deployment("A#1", "c1", state) })];
    return scene(rows, { cars: carsOf([car("c1")], new Map([["c1", position("c1", 54.6, -1.2)]]), new Map()) });
  };

  it.each([
    ["offered", [false]],
    ["acknowledged", [true]],
    ["en_route", [true]],
    ["at_scene", []],
    ["declined", []],
  ] as const)("a car that is %s", (state, sure) => {
    expect(waysOf(seen(state), "A").map((each) => each.properties.sure)).toEqual(sure);
  });

  it("draws a circle in metres where the accuracy is known", () => {
    const cars = carsOf([car("c1"), car("c2")], new Map([["c1", position("c1", 54.6, -1.2)], ["c2", position("c2", 54.6, -1.2, { accuracy_m: null })]]), new Map());
    expect(circlesOf({ cars })).toHaveLength(1);
  });

  it("is drawn anew only when something has moved", () => {
    const still = seen("en_route");
    const later = { ...still, cars: still.cars.map((each) => ({ ...each, position: each.position === null ? null : { ...each.position, at: NOW + 1_000 } })) };
    const moved = { ...still, cars: still.cars.map((each) => ({ ...each, position: position("c1", 54.601, -1.2) })) };
    expect(groundKey(later, null)).toBe(groundKey(still, null));
    expect(groundKey(moved, null)).not.toBe(groundKey(still, null));
    expect(groundKey(still, "A")).not.toBe(groundKey(still, null));
    expect(groundKey(seen("offered"), null)).not.toBe(groundKey(still, null));
  });
});

describe("markers", () => {
  it("has one for each thing with a place", () => {
    const base = { id: "b", name: "Sample base", point: AT };
    const rows = [row("A", { point: AT, resources: [{ call_sign: "AB12", status: "at_scene", at: NOW, eta_at: null, point: null }] }), row("B")];
    const all = scene(rows, { cars: carsOf([car("c1", { base }), car("c2")], new Map([["c1", position("c1", 54.6, -1.2)]]), new Map()), bases: basesOf([car("c1", { base })]) });
    expect(itemsOf(all, NOW).map(({ key }) => key)).toEqual(["incident:A", "car:c1", "unit:AB12 A", "base:b"]);
    expect(everything(all, SCHEME.area)).toEqual({ south: 54.57, north: 54.6, west: -1.23, east: -1.2 });
  });

  it("shows the whole area while nothing goes on", () => {
    const base = { id: "b", name: "Sample base", point: AT };
    expect(everything(scene([], { bases: basesOf([car("c1", { base })]) }), SCHEME.area)).toEqual(SCHEME.area);
  });

  it("fades a position after two minutes", () => {
    const of = { car: car("c1"), position: position("c1", 1, 1), eta: null, job: null };
    expect([isFaded(of, NOW + 119_999), isFaded(of, NOW + 120_000), isFaded({ ...of, position: null }, NOW)]).toEqual([false, true, false]);
  });

  it("counts what is in view alone", () => {
    const many = Array.from({ length: 200 }, (_, x) => ({ x: x * 10, y: 5 }));
    expect(isDense(many, { width: 1_000, height: 10 })).toBe(true);
    expect(isDense(many, { width: 500, height: 10 })).toBe(false);
  });
});
