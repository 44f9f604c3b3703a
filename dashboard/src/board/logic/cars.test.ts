import { describe, expect, it } from "vitest";
import { carRow, deployment, response, row } from "../../testing/sample";
import { byBase, countStatuses, isFree, languagesOnDuty, placed, recallOf, sameJobs, shownQueue, speakersOf, stepped, wholeMinutes } from "./cars";

const base = (id: string, name: string) => ({ id, name, point: { lat: 0, lon: 0 } });

describe("cars by base", () => {
  it("stand in one group without a name where there is one base, those on duty first", () => {
    const groups = byBase([carRow("b", "DA02"), carRow("c", "DA03", { status: "off_duty" }), carRow("a", "DA04")]);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.base).toBeNull();
    expect(groups[0]?.cars.map((car) => car.call_sign)).toEqual(["DA02", "DA04", "DA03"]);
    expect(byBase([])).toEqual([]);
  });
  it("stand under their bases by name, those without one last", () => {
    const groups = byBase([carRow("x", "DA09"), carRow("t", "DA05", { base: base("t", "Torfaen") }), carRow("n1", "DA04", { base: base("n", "Newport"), status: "off_duty" }), carRow("n2", "DA07", { base: base("n", "Newport") })]);
    expect(groups.map((group) => [group.base?.name ?? null, group.cars.map((car) => car.call_sign)])).toEqual([
      ["Newport", ["DA07", "DA04"]],
      ["Torfaen", ["DA05"]],
      [null, ["DA09"]],
    ]);
  });
  it("are counted, the free ones first, and what there is none of is left out", () => {
    expect(countStatuses([carRow("a", "A", { status: "off_duty" }), carRow("b", "B"), carRow("c", "C")])).toEqual([
      { status: "available", count: 2 },
      { status: "off_duty", count: 1 },
    ]);
  });
});

describe("a queue", () => {
  const queue = ["a", "b", "c"];
  it.each([
    ["b", 1, ["a", "c", "b"]],
    ["b", -1, ["b", "a", "c"]],
  ] as const)("moves %s by %i", (job, step, after) => expect(stepped(queue, job, step)).toEqual(after));
  it("stays the same array where there is no further place", () => {
    expect(stepped(queue, "a", -1)).toBe(queue);
    expect(stepped(queue, "c", 1)).toBe(queue);
    expect(stepped(queue, "x", 1)).toBe(queue);
    expect(placed(queue, "a", 0)).toBe(queue);
  });
  it("takes a dropped job at the place of the one under it", () => {
    expect(placed(queue, "a", 2)).toEqual(["b", "c", "a"]);
    expect(placed(queue, "c", 0)).toEqual(["c", "a", "b"]);
  });
  it("shows the wish while it is of the same jobs, else what is", () => {
    expect(shownQueue(queue, ["c", "b", "a"])).toEqual(["c", "b", "a"]);
    expect(shownQueue(queue, null)).toBe(queue);
    expect(shownQueue(["a", "b"], ["c", "b", "a"])).toEqual(["a", "b"]);
    expect(sameJobs(["a", "b"], ["a", "c"])).toBe(false);
  });
});

describe("a car", () => {
  it("is free without a job and with its seats filled", () => {
    expect(isFree(carRow("a", "A"))).toBe(true);
    expect(isFree(carRow("a", "A", { active: "J#1.1" }))).toBe(false);
    expect(isFree(carRow("a", "A", { deployable: false }))).toBe(false);
    expect(isFree(carRow("a", "A", { status: "break" }))).toBe(false);
  });
  it("is named by who speaks a language, on duty alone", () => {
    const cars = [carRow("b", "DA02", { seats: [{ seat: "officer", name: "B", languages: ["Polish"] }] }), carRow("a", "DA01", { seats: [{ seat: "officer", name: "A", languages: ["polish", "Urdu"] }] }), carRow("c", "DA03", { status: "off_duty", seats: [{ seat: "officer", name: "C", languages: ["Farsi"] }] })];
    expect(speakersOf(cars, " Polish ")).toEqual(["DA01", "DA02"]);
    expect(speakersOf(cars, "")).toEqual([]);
    expect(languagesOnDuty(cars)).not.toContain("Farsi");
  });
  it.each([
    [0, 1],
    [60_000, 1],
    [60_001, 2],
    [11.3 * 60_000, 12],
  ])("that is %i ms away is %i min away", (ms, minutes) => expect(wholeMinutes(ms)).toBe(minutes * 60_000));
});

describe("a recall", () => {
  const of = (number: string, confirmed: boolean) => row(number, { responses: [response(number, { deployment: deployment(`${number}#1.1`, { state: "recalled", recall_unconfirmed: !confirmed }) })] });
  it("is found by its car until the crew is clear", () => {
    expect(recallOf("car-1", [row("A"), of("B", true), of("C", false)])).toBe("C#1.1");
    expect(recallOf("car-2", [of("C", false)])).toBeNull();
    expect(recallOf("car-1", [of("B", true)])).toBeNull();
  });
});
