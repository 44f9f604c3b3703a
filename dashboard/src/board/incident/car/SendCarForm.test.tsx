// @vitest-environment jsdom
// Choosing a car: what is chosen at first, what Enter would do, and what a refusal leaves the person with.
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CarOption, CarReason, GateView, OptionReason } from "../../../live/protocol.gen";
import { carRow, deployment } from "../../../testing/sample";
import { changeSettings } from "../../settings";
import { openPane, press, text, type as typeInto, type Given, type Pane } from "../testing";

const MIN = 60_000;
const OPEN: GateView = { mode: "after_first_response", state: "open", words: "A car may go: police have been there", conditions: [], revoked_because: null, since: null };
const SHUT: GateView = { ...OPEN, state: "closed", words: "A car may not go yet: no police unit has been to the scene" };
const CARS = [carRow("car-1", "DA01"), carRow("car-2", "DA02", { status: "committed", active: "Z-1#1.1", queue: ["Z-2#1.1"] }), carRow("car-3", "DA03", { status: "off_duty" })];

const reason = (kind: CarReason, words: string, good = false): OptionReason => ({ kind, words, good, adds_ms: 0 });
const option = (car: string, part: Partial<CarOption>): CarOption => ({ car, call_sign: car.replace("car-", "DA0"), choice: "now", arrive_at: Date.now() + 12 * MIN, travel_ms: 12 * MIN, source: "roads", cost_ms: 1, reasons: [], lower_because: null, ...part });
const RANKED = [
  option("car-1", { reasons: [reason("travel", "12 min away", true), reason("worker_gender", "has a woman in the crew", true), reason("break_due", "crew due a break in 40 min")] }),
  option("car-2", { choice: "in_turn", lower_because: "43 min later than DA01" }),
  option("car-3", { choice: "not", arrive_at: null, travel_ms: null, source: null, reasons: [reason("off_duty", "off duty")], lower_because: "off duty" }),
];

let pane: Pane;

async function openForm(given: Given = {}, cars: readonly CarOption[] | null = RANKED, missing: string[] = []): Promise<void> {
  pane = await openPane({ cars: CARS, tray: "send_car", ...given, row: { gate: OPEN, ...given.row } });
  if (cars !== null) await rank(cars, missing);
}

async function rank(cars: readonly CarOption[], missing: string[] = []): Promise<void> {
  await pane.say({ type: "recommendation", response: pane.id, recommendation: { response: pane.id, at: Date.now(), missing, cars: [...cars] }, refusal: null });
}

const radio = (car: string): HTMLInputElement => screen.getByTestId<HTMLInputElement>(`send-car-${car}`);
const save = (): HTMLButtonElement => screen.getByTestId<HTMLButtonElement>("send-car-save");
const shownOrder = (): string[] => [...screen.getByTestId("car-options").querySelectorAll("input")].map((input) => input.dataset["testid"]?.replace("send-car-", "") ?? "");

beforeEach(() => changeSettings({ nextBest: false }));
afterEach(() => {
  cleanup();
  pane.stop();
});

describe("choosing a car", () => {
  it("waits for the ranking with the focus, then gives it to the best that can go now", async () => {
    await openForm({}, null);
    expect(screen.getByTestId("car-options").dataset["kind"]).toBe("asking");
    expect(document.activeElement).toBe(screen.getByTestId("car-options"));
    expect(save().disabled).toBe(true);
    await rank(RANKED);
    expect(document.activeElement).toBe(radio("car-1"));
    expect(save().textContent).toContain("Send DA01");
    press("send-car-save");
    expect(pane.commands()).toEqual([{ type: "send_car", response: pane.id, car: "car-1" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("DA01 asked to"));
    expect(screen.queryByTestId("form-send-car")).toBeNull();
  });

  it("says when, by which reckoning, why, and what is missing", async () => {
    await openForm({}, [option("car-1", { source: "straight_line", reasons: RANKED[0]?.reasons ?? [] }), ...RANKED.slice(1)], ["Every car that is free does not speak Polish"]);
    expect(text("missing")).toContain("Polish");
    const first = radio("car-1").closest("label")?.textContent ?? "";
    expect(first).toContain("Can go now");
    expect(first).toMatch(/about \d\d:\d\d, 12 min, straight line/);
    // The way is said with the time, and what stands against it is marked in words too.
    expect(first).not.toContain("12 min away");
    expect(first).toContain("against it: crew due a break in 40 min");
    expect(radio("car-2").closest("label")?.textContent).toMatch(/In turn.*12 min by road.*Ranks lower: 43 min later than DA01/);
    expect(radio("car-3").disabled).toBe(true);
    expect(radio("car-3").closest("label")?.textContent).toBe("DA03Cannot go: off duty");
    expect(text("car-options")).toContain("no roads are known");
  });

  it("takes the car that was dropped on the map, and another one dropped later", async () => {
    await openForm({}, null);
    pane.act({ type: "choose_car", response: pane.id, car: "car-2" });
    await rank(RANKED);
    expect(radio("car-2").checked).toBe(true);
    pane.act({ type: "choose_car", response: pane.id, car: "car-1" });
    expect(radio("car-1").checked).toBe(true);
  });

  it("keeps choice and order when the ranking changes, and says that it has", async () => {
    await openForm();
    await rank([option("car-2", {}), option("car-1", {}), option("car-3", { choice: "not" })]);
    expect(radio("car-1").checked).toBe(true);
    expect(shownOrder()).toEqual(["car-1", "car-2", "car-3"]);
    press("show-order");
    expect(shownOrder()).toEqual(["car-2", "car-1", "car-3"]);
    expect(radio("car-1").checked).toBe(true);
  });

  it("reserves a busy car, at a place in its queue", async () => {
    await openForm();
    press("send-car-car-2");
    expect(save().textContent).toContain("Reserve DA02");
    expect(screen.queryByTestId("next-best")).toBeNull();
    typeInto("queue-place", "1");
    press("send-car-save");
    expect(pane.commands()).toEqual([{ type: "reserve_car", response: pane.id, car: "car-2", place: 1 }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("reserved for DA02"));
  });

  it("agrees to the next best car once, and remembers it", async () => {
    await openForm();
    press("next-best");
    press("send-car-save");
    expect(pane.commands()).toEqual([{ type: "send_car", response: pane.id, car: "car-1", next_best: true }]);
    cleanup();
    pane.stop();
    await openForm();
    expect(screen.getByTestId<HTMLInputElement>("next-best").checked).toBe(true);
  });

  it("shows the cars without a ranking where that is refused, and chooses none of them", async () => {
    await openForm({}, null);
    await pane.say({ type: "recommendation", response: pane.id, recommendation: null, refusal: { code: "internal", message: "the planner is away" } });
    expect(screen.getByTestId("car-options").dataset["kind"]).toBe("plain");
    expect(shownOrder()).toEqual(["car-1", "car-2", "car-3"]);
    expect(save().disabled).toBe(true);
    press("send-car-car-1");
    expect(save().textContent).toContain("Send DA01");
  });
});

describe("a gate that is not open", () => {
  const gated = RANKED.map((each) => (each.choice === "not" ? each : { ...each, choice: "override" as const, reasons: [reason("gate", "a car may not go yet")] }));

  it("is said in the server's sentence, and lets a worker reserve", async () => {
    await openForm({ row: { gate: SHUT } }, gated);
    expect(text("gate-words")).toBe(SHUT.words);
    expect(text("gate-note")).toContain("control room desk");
    expect(save().disabled).toBe(true);
    press("send-car-car-1");
    expect(radio("car-1").closest("label")?.textContent).toContain("Free");
    expect(screen.queryByTestId("override-tick")).toBeNull();
    press("send-car-save");
    expect(pane.commands()).toEqual([{ type: "reserve_car", response: pane.id, car: "car-1" }]);
  });

  it("can be gone against by a role that may, with a reason", async () => {
    await openForm({ row: { gate: SHUT }, roles: ["control_room"] }, gated);
    press("send-car-car-2");
    expect(screen.queryByTestId("override-tick")).toBeNull();
    press("send-car-car-1");
    press("override-tick");
    expect(save().textContent).toContain("Send DA01 by override");
    press("send-car-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-send-car")).toContain("Give the reason");
    typeInto("override-reason", " Officers ask for it ");
    press("send-car-save");
    expect(pane.commands()).toEqual([{ type: "send_car", response: pane.id, car: "car-1", override_reason: "Officers ask for it" }]);
  });

  it("changes what Enter does as soon as it opens or shuts", async () => {
    await openForm();
    expect(save().textContent).toContain("Send DA01");
    await pane.change({ row: { gate: SHUT } });
    expect(text("gate-words")).toBe(SHUT.words);
    expect(save().textContent).toContain("Reserve DA01");
  });
});

describe("somebody was quicker", () => {
  it("says who and when, and offers the next best car", async () => {
    await openForm();
    press("send-car-save");
    await pane.refuse({ code: "car_busy", message: "DA01 is on another job", who: "A. Colleague", when: Date.now() - 20_000, next_car: { car: "car-2", call_sign: "DA02", arrive_at: Date.now() + 13.5 * MIN, source: "roads" } });
    expect(text("refusal")).toContain("A. Colleague, 20 s ago");
    expect(text("send-instead")).toContain("Send DA02 instead, 14 min");
    press("send-instead");
    expect(pane.commands().at(-1)).toEqual({ type: "send_car", response: pane.id, car: "car-2" });
  });

  it("says since when a crew is on its break, without its call sign twice", async () => {
    await openForm();
    press("send-car-save");
    await pane.refuse({ code: "car_busy", message: "DA01 is on a break; reserve it for afterwards, or choose another", who: "DA01", when: Date.now() - 12 * MIN });
    expect(text("refusal")).toMatch(/DA01 is on a break; reserve it for afterwards, or choose another\.12 min ago/);
    expect(screen.queryByTestId("send-instead")).toBeNull();
  });

  it("offers no other car where the response has one by now", async () => {
    await openForm();
    press("send-car-save");
    await pane.change({ own: { deployment: deployment("X#1.1", { car: "car-2", call_sign: "DA02" }) } });
    await pane.refuse({ code: "car_busy", message: "DA02 is on this response already", who: "A. Colleague", when: Date.now() - 5_000 });
    expect(text("refusal")).toContain("A. Colleague, 5 s ago");
    expect(text("taken")).toContain("DA02 has this job: offered. Swap it for another car, or stand it down first.");
    expect(save().disabled).toBe(true);
  });

  it("says which car the response has, and offers to swap it", async () => {
    await openForm({ own: { deployment: deployment("X#1.1", { state: "en_route", car: "car-2", call_sign: "DA02" }) } });
    expect(text("taken")).toContain("DA02 has this job: en route");
    expect(save().disabled).toBe(true);
    press("taken-swap");
    expect(screen.queryByTestId("form-send-car")).toBeNull();
  });
});
