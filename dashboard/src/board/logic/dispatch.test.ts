import { describe, expect, it } from "vitest";
import type { CarChoice, CarOption, CarReason, GateState, OptionReason } from "../../live/protocol.gen";
import { carRow, deployment, response } from "../../testing/sample";
import { asksForNothing, canRecall, canStandDown, canSwap, dispatchCommand, firstChosen, isQueueFull, jobFor, NO_NEEDS, plainOptions, sameNeeds, shownChoice, swapWaysOf, waysOf } from "./dispatch";

const option = (car: string, choice: CarChoice): CarOption => ({ car, call_sign: car, choice, arrive_at: null, travel_ms: null, source: null, cost_ms: null, reasons: [], lower_because: null });

const because = (kind: CarReason): OptionReason => ({ kind, words: kind, good: false, adds_ms: 0 });

describe("what may be done with a car", () => {
  const cases: [CarChoice, CarReason | null, GateState, boolean, boolean, string[]][] = [
    // choice, because of, gate, may override, free
    ["now", null, "open", false, true, ["send"]],
    ["in_turn", "on_break", "open", false, false, ["reserve"]],
    ["override", "seat_empty", "open", false, true, []],
    ["override", "seat_empty", "open", true, true, ["override"]],
    ["not", "off_duty", "open", true, false, []],
    // While the gate is shut a job can wait for it; against it only a role that may, and only a car that is free.
    ["override", "gate", "closed", false, true, ["reserve"]],
    ["override", "gate", "revoked", true, true, ["reserve", "override"]],
    ["override", "gate", "closed", true, false, ["reserve"]],
    ["override", "seat_empty", "closed", false, true, []],
    // Nobody may override in this scheme.
    ["not", "gate", "closed", false, true, ["reserve"]],
    ["not", "sos", "closed", true, true, []],
  ];
  it.each(cases)("%s because of %s, gate %s, may override %s, free %s: %j", (choice, kind, gate, mayOverride, free, ways) =>
    expect(waysOf({ choice, reasons: kind === null ? [] : [because(kind)] }, { gate, mayOverride, free })).toEqual(ways),
  );

  it("gives a job to another car at once or into its queue, and at once only through an open gate", () => {
    const shut = { choice: "override", reasons: [because("gate")] } as const;
    const judged = { ...shut, reasons: [...shut.reasons] };
    expect(swapWaysOf(judged, { gate: "closed", mayOverride: false, free: true }, "en_route")).toEqual([]);
    expect(swapWaysOf(judged, { gate: "closed", mayOverride: true, free: true }, "en_route")).toEqual(["override"]);
    expect(swapWaysOf(judged, { gate: "closed", mayOverride: false, free: false }, "en_route")).toEqual(["reserve"]);
    expect(swapWaysOf(option("a", "now"), { gate: "open", mayOverride: false, free: true }, "en_route")).toEqual(["send"]);
  });

  it("lets a job that only waits for its gate wait with another car, a free one too", () => {
    const judged = (kind: CarReason) => ({ choice: "override" as const, reasons: [because(kind)] });
    expect(swapWaysOf(judged("gate"), { gate: "closed", mayOverride: false, free: true }, "reserved")).toEqual(["reserve"]);
    expect(swapWaysOf(judged("gate"), { gate: "closed", mayOverride: true, free: true }, "reserved")).toEqual(["reserve", "override"]);
    expect(swapWaysOf(judged("seat_empty"), { gate: "closed", mayOverride: false, free: true }, "reserved")).toEqual([]);
    expect(swapWaysOf(option("a", "now"), { gate: "open", mayOverride: false, free: true }, "reserved")).toEqual(["send"]);
  });

  it("shows a car as free or busy while the gate is shut, and an empty seat as what it is", () => {
    const judged = { choice: "override", reasons: [because("gate")] } as const;
    const gate = { ...judged, reasons: [...judged.reasons] };
    expect(shownChoice(gate, { gate: "closed", free: true })).toBe("free");
    expect(shownChoice(gate, { gate: "closed", free: false })).toBe("in_turn");
    expect(shownChoice({ choice: "override", reasons: [because("seat_empty")] }, { gate: "closed", free: true })).toBe("override");
    expect(shownChoice(option("a", "now"), { gate: "open", free: true })).toBe("now");
  });
});

describe("what is chosen at first", () => {
  const ways = (each: CarOption) => waysOf(each, { gate: "open", mayOverride: false, free: true });
  const options = [option("a", "in_turn"), option("b", "now"), option("c", "now"), option("d", "not")];
  it("is the best that can go now, or what was chosen before the form was out", () => {
    expect(firstChosen(options, null, true, ways)).toBe("b");
    expect(firstChosen(options, "a", true, ways)).toBe("a");
    expect(firstChosen(options, "a", false, ways)).toBe("a");
  });
  it("is nothing where nobody has ranked them, where none can go now, and not a car that cannot go", () => {
    expect(firstChosen(options, null, false, ways)).toBeNull();
    expect(firstChosen([option("a", "in_turn")], null, true, ways)).toBeNull();
    expect(firstChosen(options, "d", true, ways)).toBe("b");
  });
});

describe("the command", () => {
  const plain = { response: "A#1", car: "a", reason: " gone in ", nextBest: false, place: null } as const;
  it.each([
    [{ ...plain, way: "send" } as const, { type: "send_car", response: "A#1", car: "a" }],
    [{ ...plain, way: "send", nextBest: true } as const, { type: "send_car", response: "A#1", car: "a", next_best: true }],
    [{ ...plain, way: "override", nextBest: true } as const, { type: "send_car", response: "A#1", car: "a", override_reason: "gone in", next_best: true }],
    [{ ...plain, way: "reserve", nextBest: true } as const, { type: "reserve_car", response: "A#1", car: "a" }],
    [{ ...plain, way: "reserve", place: 1 } as const, { type: "reserve_car", response: "A#1", car: "a", place: 1 }],
  ])("%# is as it should be", (given, command) => expect(dispatchCommand(given)).toEqual(command));
});

describe("cars without a ranking", () => {
  it("are by what they can do, then by call sign", () => {
    const cars = [
      carRow("off", "DA01", { status: "off_duty", deployable: false, not_deployable_because: "off duty" }),
      carRow("busy", "DA02", { status: "committed", active: "B#1.1", deployable: false, not_deployable_because: "has a job" }),
      carRow("empty", "DA03", { seats: [], deployable: false, not_deployable_because: "an empty seat" }),
      carRow("free2", "DA05"),
      carRow("free1", "DA04"),
      carRow("sos", "DA06", { sos: { at: 0, by: "crew", deployment: null, climb: 0, answered_at: null, answered_by: null } }),
    ];
    expect(plainOptions(cars).map(({ car, choice }) => [car, choice])).toEqual([
      ["free1", "now"],
      ["free2", "now"],
      ["busy", "in_turn"],
      ["empty", "override"],
      ["off", "not"],
      ["sos", "not"],
    ]);
    expect(plainOptions(cars)[2]?.reasons[0]?.words).toBe("has a job");
  });
  it("takes no more than its queue holds", () => {
    expect(isQueueFull(undefined)).toBe(false);
    expect(isQueueFull({ queue: Array.from({ length: 8 }, (_, at) => String(at)) })).toBe(true);
  });
});

describe("the job that a form is about", () => {
  const active = deployment("A#1.2", { state: "en_route" });
  const waits = deployment("A#1.3", { state: "reserved", car: "car-2" });
  it("is the one that was asked for, else the first that it can be done with", () => {
    const both = response("A", { deployment: active, reserved: [waits] });
    expect(jobFor(both, null, canStandDown)).toBe(active);
    expect(jobFor(both, "A#1.3", canStandDown)).toBe(waits);
    expect(jobFor(both, "A#1.3", canRecall)).toBe(active);
  });
  it("is never one that has ended", () => {
    const ended = response("A", { deployment: deployment("A#1.1", { state: "declined" }), reserved: [waits] });
    expect(jobFor(ended, "A#1.1", canStandDown)).toBe(waits);
    expect(jobFor({ ...ended, reserved: [] }, null, canStandDown)).toBeNull();
  });
  it("is not swapped once the crew is at the door", () => {
    expect(canSwap(deployment("A#1.1", { state: "at_scene" }))).toBe(false);
    expect(canRecall(deployment("A#1.1", { state: "at_scene" }))).toBe(true);
    expect(canSwap(waits)).toBe(true);
  });
});

describe("needs", () => {
  it("are nothing where nothing is asked for, however strictly", () => {
    expect(asksForNothing({ ...NO_NEEDS, only_with_all: true })).toBe(true);
    expect(asksForNothing({ ...NO_NEEDS, child_seats: 1 })).toBe(false);
    expect(sameNeeds(NO_NEEDS, { ...NO_NEEDS, only_with_all: true })).toBe(true);
  });
  it("are the same whatever the order and the capitals", () => {
    const one = { ...NO_NEEDS, language: "Polish", training: ["a", "b"] };
    expect(sameNeeds(one, { ...one, language: " polish", training: ["b", "a"] })).toBe(true);
    expect(sameNeeds(one, { ...one, training: ["a"] })).toBe(false);
    expect(sameNeeds(one, { ...one, only_with_all: true })).toBe(false);
  });
});
