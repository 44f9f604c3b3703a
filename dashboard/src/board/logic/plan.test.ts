import { describe, expect, it } from "vitest";
import type { PlanLine, PlanView } from "../../live/protocol.gen";
import { carRow } from "../../testing/sample";
import { gainOf, jobsOfPlan, lanesOf, lineWay, nextPlan, shapeOf, vanished } from "./plan";

const line = (response: string, car: string, place: number, fixed: PlanLine["fixed"] = null): PlanLine => ({ response: `${response}#1`, incident: response, car, call_sign: car.toUpperCase(), place, arrive_at: 5, done_at: 9, fixed, because: "" });
const plan = (lines: PlanLine[], part: Partial<PlanView> = {}): PlanView => ({ at: 1, seq: 1, lines, left: [], proposed: { reached: 3, weighted_ms: 600_000 }, nearest_first: { reached: 2, weighted_ms: 900_000 }, source: "roads", ...part });
const going = { deployment: "A#1.1", state: "en_route" } as const;

describe("lanes", () => {
  it("are of each car on duty, by call sign, what is arranged apart from what is proposed", () => {
    const cars = [carRow("b", "B"), carRow("a", "A"), carRow("off", "C", { status: "off_duty" })];
    const lanes = lanesOf(plan([line("Y", "a", 3), line("X", "a", 2), line("W", "a", 1, going)]), cars);
    expect(lanes.map((lane) => [lane.callSign, lane.fixed.map((each) => each.incident), lane.proposed.map((each) => each.incident)])).toEqual([
      ["A", ["W"], ["X", "Y"]],
      ["B", [], []],
    ]);
  });
  it("are also of a car that the plan names and the board has no more", () => {
    expect(lanesOf(plan([line("X", "z", 1)]), []).map((lane) => [lane.callSign, lane.row])).toEqual([["Z", undefined]]);
  });
});

describe("what a line would do", () => {
  const lane = (car: ReturnType<typeof carRow>, lines: PlanLine[]) => {
    const found = lanesOf(plan(lines), [car])[0];
    if (found === undefined) throw new Error("no lane");
    return found;
  };
  it("sends a free car to the first, and reserves the rest", () => {
    const own = lane(carRow("a", "A"), [line("X", "a", 1), line("Y", "a", 2)]);
    expect(own.proposed.map((each) => lineWay(own, each, "open"))).toEqual(["send", "reserve"]);
  });
  it.each([
    ["a shut gate", carRow("a", "A"), [line("X", "a", 1)], "closed"],
    ["an unknown gate", carRow("a", "A"), [line("X", "a", 1)], undefined],
    ["a car that has a job", carRow("a", "A", { status: "committed", active: "W#1.1" }), [line("X", "a", 2)], "open"],
    ["a job that is arranged before it", carRow("a", "A"), [line("W", "a", 1, going), line("X", "a", 2)], "open"],
    ["an empty seat", carRow("a", "A", { deployable: false }), [line("X", "a", 1)], "open"],
    ["a queue", carRow("a", "A", { queue: ["V#1.1"] }), [line("X", "a", 1)], "open"],
  ] as const)("reserves behind %s", (_, car, lines, gate) => {
    const own = lane(car, [...lines]);
    const last = own.proposed.at(-1);
    if (last === undefined) throw new Error("no line");
    expect(lineWay(own, last, gate)).toBe("reserve");
  });
  it("applies what is proposed alone, in its order", () => {
    expect(jobsOfPlan(plan([line("W", "a", 1, going), line("X", "a", 2), line("Y", "b", 1)]))).toEqual([
      { response: "X#1", car: "a" },
      { response: "Y#1", car: "b" },
    ]);
  });
});

describe("a plan that stands still", () => {
  const shown = plan([line("X", "a", 1), line("Y", "a", 2)]);
  const later = plan([{ ...line("X", "a", 1), arrive_at: 7 }, line("Y", "a", 2)], { at: 2 });
  const other = plan([line("Y", "a", 1)]);
  it("takes new times at once, and another shape only when nobody is in it", () => {
    expect(shapeOf(shown)).toBe(shapeOf(later));
    expect(nextPlan(shown, later, true)).toBe(later);
    expect(nextPlan(shown, other, true)).toBe(shown);
    expect(nextPlan(shown, other, false)).toBe(other);
    expect(nextPlan(null, other, true)).toBe(other);
  });
  it("knows another shape by a job that was arranged meanwhile, and by one that is left", () => {
    expect(shapeOf(plan([line("X", "a", 1, going), line("Y", "a", 2)]))).not.toBe(shapeOf(shown));
    expect(shapeOf(plan(shown.lines, { left: [{ response: "Z#1", incident: "Z", because: "" }] }))).not.toBe(shapeOf(shown));
  });
  it("marks what the newest proposes no more", () => {
    expect([...vanished(shown, other)]).toEqual(["X#1"]);
    expect([...vanished(shown, plan([line("X", "b", 1), line("Y", "a", 1)]))]).toEqual(["X#1"]);
    expect(vanished(shown, shown).size).toBe(0);
    expect(vanished(shown, null).size).toBe(0);
  });
  it("counts what it gains", () => {
    expect(gainOf(plan([line("W", "a", 1, going), line("X", "a", 2)], { left: [{ response: "Z#1", incident: "Z", because: "" }] }))).toEqual({ all: 2, moreReached: 1, sooner_ms: 300_000 });
  });
});
