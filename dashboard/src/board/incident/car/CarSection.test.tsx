// @vitest-environment jsdom
// The cars on a response: how far they are, who sent them, that none is coming, and the forms for each job.
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { CarOption, DeploymentView, GateView } from "../../../live/protocol.gen";
import { carRow, deployment } from "../../../testing/sample";
import { SECOND_MS } from "../../cars/TwoSteps";
import { NO_NEEDS } from "../../logic/dispatch";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

const MIN = 60_000;
const OPEN: GateView = { mode: "after_first_response", state: "open", words: "A car may go", conditions: [], revoked_because: null, since: null };
let pane: Pane;

afterEach(() => {
  cleanup();
  pane.stop();
});

const jobs = (): HTMLElement[] => screen.queryAllByTestId("deployment");
const active = (part: Partial<DeploymentView> = {}): DeploymentView => deployment("N#1.1", part);

describe("the cars on a response", () => {
  it("says who sent it, that the next best is agreed, and when the offer lapses", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ next_best: true, offer_lapses_at: Date.now() + MIN }) }, cars: [carRow("car-1", "DA01")] });
    expect(text("car-section")).toMatch(/DA01 offered.*sent by A. Colleague/);
    expect(screen.getByTestId("next-best-on")).toBeTruthy();
    expect(text("car-section")).toContain("Offer lapses in");
    expect(screen.queryByTestId("recall")).toBeNull();
  });

  it("counts down to the arrival, with the reckoning it comes from", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ state: "en_route" }) }, cars: [carRow("car-1", "DA01")] });
    await pane.say({ type: "positions", positions: [], etas: [{ car: "car-1", deployment: "other", arrive_at: Date.now() + 5 * MIN, source: "roads" }] });
    expect(screen.queryByTestId("eta")).toBeNull();
    await pane.say({ type: "positions", positions: [], etas: [{ car: "car-1", deployment: "N#1.1", arrive_at: Date.now() + 5.5 * MIN, source: "straight_line" }] });
    expect(text("eta")).toMatch(/There about \d\d:\d\d, in 6 min, straight line/);
  });

  it("shows a missed check-in, and who was told", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ state: "at_scene" }) }, cars: [carRow("car-1", "DA01", { check_in: { deployment: "N#1.1", since: Date.now() - 20 * MIN, due_at: Date.now() - 5 * MIN, missed: 1 } })] });
    expect(screen.getByTestId("check-in").dataset["missed"]).toBe("true");
    expect(text("check-in")).toContain("the desk was told");
    expect(screen.queryByTestId("swap-car")).toBeNull();
  });

  it("says loudly that none is coming, and opens the form", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ state: "declined", because: null }), car_wanted: { since: Date.now() - MIN, because: "DA01 declined; no other car can go now" } } });
    expect(text("car-wanted")).toContain("no other car can go now");
    press("choose-car");
    expect(screen.getByTestId("form-send-car")).toBeTruthy();
  });

  it("offers a reserved job to a car that is free, and not while the gate is shut", async () => {
    const waits = deployment("N#1.2", { state: "reserved" });
    pane = await openPane({ own: { reserved: [waits] }, cars: [carRow("car-1", "DA01", { queue: ["Z#1.1", "N#1.2"] })] });
    expect(text("car-section")).toContain("Number 2 in the queue of DA01. It can be offered once the gate is open.");
    expect(screen.queryByTestId("offer-now")).toBeNull();
    await pane.change({ row: { gate: OPEN } });
    press("offer-now");
    expect(pane.commands()).toEqual([{ type: "offer_reserved", deployment: "N#1.2" }]);
  });

  it("stands down the very job whose button was pressed", async () => {
    pane = await openPane({ row: { gate: OPEN } });
    await pane.change({ own: { deployment: deployment(`${pane.id}.1`, { state: "en_route" }), reserved: [deployment(`${pane.id}.2`, { state: "reserved", car: "car-2", call_sign: "DA02" })] } });
    const second = jobs()[1];
    if (second === undefined) throw new Error("no second job");
    within(second).getByTestId("stand-down").click();
    expect(await screen.findByText("Stand DA02 down")).toBeTruthy();
    typeInto("stand-down-form-text", "Not needed");
    press("stand-down-form-save");
    expect(pane.commands()).toEqual([{ type: "stand_down", deployment: `${pane.id}.2`, reason: "Not needed" }]);
  });

  it("says so where the job of a form has ended meanwhile", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ state: "acknowledged" }) }, tray: "recall" });
    expect(screen.getByTestId("form-recall-form")).toBeTruthy();
    await pane.change({ own: { deployment: active({ state: "resumed" }) } });
    expect(text("job-gone")).toContain("no car here");
  });
});

describe("swapping", () => {
  const option = (car: string, part: Partial<CarOption> = {}): CarOption => ({ car, call_sign: car, choice: "now", arrive_at: null, travel_ms: null, source: null, cost_ms: 1, reasons: [], lower_because: null, ...part });

  it("takes another car with a reason, and never the one that has it", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { deployment: active({ state: "en_route" }) }, cars: [carRow("car-1", "DA01"), carRow("car-2", "DA02")], tray: "swap_car" });
    await pane.say({ type: "recommendation", response: pane.id, recommendation: { response: pane.id, at: 1, missing: [], cars: [option("car-1"), option("car-2")] }, refusal: null });
    expect(screen.queryByTestId("swap-to-car-1")).toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>("swap-car-save").disabled).toBe(true);
    press("swap-to-car-2");
    press("swap-car-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-swap-car")).toContain("Say why. It is kept in the log");
    typeInto("swap-reason", "Nearer by now");
    press("swap-car-save");
    expect(pane.commands()).toEqual([{ type: "swap_car", deployment: "N#1.1", car: "car-2", reason: "Nearer by now" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("given to car-2"));
  });
});

describe("swapping a job that waits", () => {
  const option = (car: string): CarOption => ({ car, call_sign: car, choice: "override", arrive_at: null, travel_ms: null, source: null, cost_ms: 1, reasons: [{ kind: "gate", words: "a car may not go yet", good: false, adds_ms: 0 }], lower_because: null });

  it("lets it wait with a free car while the gate is shut, and says that it is reserved", async () => {
    pane = await openPane({ own: { reserved: [deployment("N#1.2", { state: "reserved" })] }, cars: [carRow("car-1", "DA01"), carRow("car-2", "DA02")], tray: "swap_car" });
    await pane.say({ type: "recommendation", response: pane.id, recommendation: { response: pane.id, at: 1, missing: [], cars: [option("car-1"), option("car-2")] }, refusal: null });
    expect(text("form-swap-car")).toContain("the job waits in the queue");
    press("swap-to-car-2");
    expect(text("swap-reserves")).toContain("car-2 is free. The job is reserved for it");
    typeInto("swap-reason", "Nearer");
    press("swap-car-save");
    expect(pane.commands()).toEqual([{ type: "swap_car", deployment: "N#1.2", car: "car-2", reason: "Nearer" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("reserved for car-2"));
  });
});

describe("a recall that the crew has not confirmed", () => {
  const recalled = { deployment: active({ state: "recalled", recall_unconfirmed: true }) };

  it("is confirmed for it by the desk, in two presses", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: recalled, roles: ["control_room"] });
    press("crew-clear");
    expect(pane.commands()).toEqual([]);
    await act(() => new Promise((resolve) => setTimeout(resolve, SECOND_MS + 10)));
    press("crew-clear-go");
    expect(pane.commands()).toEqual([{ type: "confirm_recall", deployment: "N#1.1" }]);
  });

  it("is not a support worker's to confirm", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: recalled });
    expect(text("car-section")).toContain("The crew has not confirmed that it is clear");
    expect(screen.queryByTestId("crew-clear")).toBeNull();
  });
});

describe("what a car should bring", () => {
  const NEEDS = { ...NO_NEEDS, language: "Polish", worker_gender: "woman" as const, child_seats: 2, only_with_all: true };

  it("stands in one line, and opens its form", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { needs: NEEDS } });
    expect(text("car-needs")).toContain("Polish speaker, woman, 2 child seats · must have all of it");
    press("change-needs");
    expect(screen.getByTestId<HTMLInputElement>("needs-language").value).toBe("Polish");
  });

  it("shows the language that is known where nobody asked for one, and says that it counts", async () => {
    pane = await openPane({ row: { gate: OPEN, language: "Urdu" }, cars: [carRow("car-1", "DA01")] });
    expect(text("car-needs")).toMatch(/Needs: Urdu speaker \(known already\) · if there is one.*Add needs/);
    press("change-needs");
    typeInto("needs-language", "");
    expect(text("form-needs")).toContain("Empty: Urdu counts, which is known already. Nobody on duty speaks Urdu.");
    expect(text("form-needs")).toContain("support worker or officer");
    press("needs-cancel");
    await pane.change({ own: { needs: { ...NEEDS, language: "" } } });
    expect(text("car-needs")).toContain("Urdu speaker (known already), woman");
    await pane.change({ own: { needs: NEEDS } });
    expect(text("car-needs")).not.toContain("known already");
  });

  it("is read, and not changed, by the desk", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { needs: NEEDS }, roles: ["control_room"] });
    expect(text("car-needs")).toContain("Polish speaker");
    expect(screen.queryByTestId("change-needs")).toBeNull();
  });

  it("begins with the language that is known, and says who speaks it", async () => {
    pane = await openPane({ row: { gate: OPEN, language: "Urdu" }, tray: "needs", cars: [carRow("car-1", "DA01", { seats: [{ seat: "officer", name: "A", languages: ["Urdu"] }] })] });
    expect(screen.getByTestId<HTMLInputElement>("needs-language").value).toBe("Urdu");
    expect(text("form-needs")).toContain("Urdu is spoken in DA01.");
    typeInto("needs-language", "Farsi");
    expect(text("form-needs")).toContain("Nobody on duty speaks Farsi.");
  });

  it("sends all of it, and can be taken back", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { needs: NEEDS }, tray: "needs", scheme: { cars: { training: [{ id: "da", label: "DA Matters" }], check_in_every_ms: null, check_in_climb_ms: 1, sos_climb_ms: 1, break_due_after_ms: null, break_ms: 1, job_ms: 1, has_beats: false } } });
    press("needs-save");
    expect(text("form-needs")).toContain("Nothing was changed");
    press("needs-gender-either");
    press("needs-seats-3");
    press("needs-wheelchair");
    press("needs-training-da");
    press("needs-only");
    press("needs-save");
    expect(pane.commands()).toEqual([{ type: "set_car_needs", response: pane.id, needs: { language: "Polish", worker_gender: null, child_seats: 3, wheelchair: true, training: ["da"], only_with_all: false } }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("Needs"), { type: "set_car_needs", response: pane.id, needs: NEEDS });
  });

  it("asks for nothing once it is cleared", async () => {
    pane = await openPane({ row: { gate: OPEN }, own: { needs: NEEDS }, tray: "needs" });
    press("needs-clear");
    press("needs-save");
    expect(pane.commands()).toEqual([{ type: "set_car_needs", response: pane.id, needs: NO_NEEDS }]);
  });
});
