// @vitest-environment jsdom
// The crew's own safety on the tablet: SOS in two taps from every view, and the check-in timer at a scene.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { Doc } from "../live/protocol.gen";
import { FakeWorld } from "../testing/fakes";
import { car, change, clearWatch, commands, job, open, pass, press, tablet, withTablet, watch, welcome } from "./testing";

withTablet();

describe("SOS", () => {
  const called = { at: Date.now(), by: "A. Example", deployment: "dep-1", climb: 0, answered_at: null, answered_by: null };

  it.each<[string, () => Doc[]]>([
    ["without a job", () => [car()]],
    ["on a break", () => [car({ status: "break" })]],
    ["offered one", () => [car({ status: "offered" }), job()]],
    ["at scene", () => [car({ status: "at_scene" }), job({}, { state: "at_scene" })]],
  ])("takes two taps, %s", async (_, docs) => {
    await open(docs());
    await press("sos", 0);
    expect(commands()).toEqual([]);
    await press("sos-send");
    expect(commands()).toEqual([{ type: "raise_sos", car: "car-1" }]);
    expect(screen.getByTestId("sos-state").dataset["state"]).toBe("waiting");
  });

  it("is reached from the outcome form, under a recall, and behind the privacy screen", async () => {
    await open([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
    await press("outcome");
    expect(screen.getByTestId("sos")).toBeTruthy();
    await press("hide", 0);
    expect(within(screen.getByTestId("privacy")).getByTestId("sos")).toBeTruthy();
    await press("privacy-back", 0);
    change([job({}, { state: "recalled", recall_unconfirmed: true })]);
    expect(within(screen.getByTestId("recall-alert")).getByTestId("sos")).toBeTruthy();
  });

  it("does not take a double tap for both, and is put back by itself, by Back and by Escape", async () => {
    await open([car()]);
    await press("sos", 0);
    await press("sos-send", 100);
    expect(commands()).toEqual([]);
    await pass(5_000);
    expect(screen.queryByTestId("sos-send")).toBeNull();
    await press("sos", 0);
    await press("sos-back");
    await press("sos", 0);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(screen.queryByTestId("sos-send")).toBeNull();
    expect(commands()).toEqual([]);
  });

  it("promises no place where the tablet has none", async () => {
    await open([car()]);
    await press("sos", 0);
    expect(screen.getByTestId("sos-send").textContent).toContain("with where you are");
    await press("sos-back");
    Reflect.deleteProperty(navigator, "geolocation");
    await press("sos", 0);
    expect(screen.getByTestId("sos-send").textContent).toContain("say where you are");
  });

  it("has nothing in its live region that counts", async () => {
    await open([car({ sos: called })]);
    expect(within(screen.getByTestId("sos-state")).getByRole("status").textContent).toBe("SOS sent");
  });

  it("is not there off duty", async () => {
    await open([car({ status: "off_duty" })]);
    expect(screen.queryByTestId("sos")).toBeNull();
  });

  it("waits in the outbox without a link, says so, and says who has it", async () => {
    await open([car()]);
    act(() => tablet.world.socket.end(1006));
    await press("sos", 0);
    await press("sos-send");
    expect(screen.getByTestId("sos-state").textContent).toContain("SOS waiting to send");
    expect(screen.getByTestId("sos-state").textContent).toContain("Use the radio");
    await act(() => tablet.world.pass(20_000));
    await welcome([car()]);
    expect(commands()).toEqual([{ type: "raise_sos", car: "car-1" }]);
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    change([car({ sos: called })]);
    act(() => tablet.world.socket.say({ type: "accepted", id, seq: tablet.seq, repeated: false }));
    expect(screen.getByTestId("sos-state").textContent).toContain("SOS sent");
    change([car({ sos: { ...called, answered_at: Date.now(), answered_by: "Dale Fulmar" } })]);
    expect(screen.getByTestId("sos-state").textContent).toContain("Dale Fulmar has it");
    change([car()]);
    expect(screen.queryByTestId("sos-state")).toBeNull();
  });

  it("has the whole screen: quiet where it was made, loud on the car's other tablet, and back once when somebody has it", async () => {
    await open([car()]);
    await press("sos", 0);
    await press("sos-send");
    expect(screen.getByTestId("sos-alert").dataset["kind"]).toBe("own");
    expect(screen.queryByTestId("recall-silence")).toBeNull();
    await press("sos-seen");
    expect(screen.queryByTestId("sos-alert")).toBeNull();
    change([car({ sos: { ...called, at: Date.now(), answered_at: Date.now(), answered_by: "Dale Fulmar" } })]);
    expect(screen.getByTestId("sos-alert").textContent).toContain("Dale Fulmar has it");
    cleanup();
    tablet.store?.stop();
    tablet.world = new FakeWorld();
    await open([car()]);
    change([car({ sos: { ...called, at: Date.now() } })]);
    const other = screen.getByTestId("sos-alert");
    expect(other.dataset["kind"]).toBe("other");
    expect(other.textContent).toContain("A. Example");
    expect(other.textContent).toContain("Touch the screen once to hear the alarm");
  });

  it("is ended by the crew, with how", async () => {
    await open([car({ sos: called })]);
    expect(screen.queryByTestId("sos")).toBeNull();
    await press("sos-seen");
    await press("sos-end", 0);
    expect(commands()).toEqual([]);
    await press("sos-end-mistake", 0);
    expect(commands()).toEqual([{ type: "end_sos", car: "car-1", how: "mistake" }]);
    expect(screen.getByTestId("sos-state").textContent).toContain("Ending SOS");
  });

  it("says that it was not taken, and is sent again by one press", async () => {
    await open([car()]);
    await press("sos", 0);
    await press("sos-send");
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "refused", id, refusal: { code: "internal", message: "this could not be done" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId("sos-state").dataset["state"]).toBe("refused");
    await press("sos-again", 0);
    expect(tablet.world.socket.ofType("command").map((frame) => frame.id)).toEqual([id, id]);
  });

  it("shares the place while it is on, without a job too", async () => {
    await open([car()]);
    expect(watch).not.toHaveBeenCalled();
    change([car({ sos: called })]);
    expect(watch).toHaveBeenCalledOnce();
    expect(screen.queryByTestId("place-toggle")).toBeNull();
    change([car()]);
    expect(clearWatch).toHaveBeenCalled();
  });
});

describe("the check-in timer", () => {
  const timer = (dueIn: number, missed = 0) => ({ deployment: "dep-1", since: Date.now() + dueIn - 900_000, due_at: Date.now() + dueIn, missed });
  const scene = (dueIn: number, missed = 0): Doc[] => [car({ status: "at_scene", check_in: timer(dueIn, missed) }), job({}, { state: "at_scene" })];

  it("says when the next word is due, and has one large button once it nearly is", async () => {
    await open(scene(182_000));
    expect(screen.getByTestId("check-in").dataset["stage"]).toBe("running");
    expect(screen.queryByTestId("check-in-well")).toBeNull();
    await pass(3_000);
    expect(screen.getByTestId("check-in").dataset["stage"]).toBe("soon");
    await press("check-in-well", 0);
    expect(commands()).toEqual([{ type: "check_in", deployment: "dep-1" }]);
    expect(screen.getByTestId("check-in").dataset["stage"]).toBe("waiting");
    expect(screen.getByTestId("check-in").textContent).not.toContain("radio");
    act(() => tablet.world.socket.end(1006));
    expect(screen.getByTestId("check-in").textContent).toContain("by radio");
  });

  it("says who has been told where it was missed, on the outcome form too", async () => {
    await open(scene(600_000));
    await press("outcome");
    change([car({ status: "at_scene", check_in: timer(-60_000, 1) })]);
    const alert = screen.getByTestId("check-in-alert");
    expect(alert.textContent).toContain("The desk has been told");
    expect(within(alert).getByTestId("sos")).toBeTruthy();
    // Escape does not put it away.
    fireEvent(alert, new Event("cancel", { cancelable: true }));
    change([car({ status: "at_scene", check_in: timer(-400_000, 2) })]);
    expect(screen.getByTestId("check-in-alert").textContent).toContain("The inspector has been told");
    await press("check-in-well");
    expect(commands()).toEqual([{ type: "check_in", deployment: "dep-1" }]);
    expect(screen.queryByTestId("check-in-alert")).toBeNull();
    expect(screen.getByTestId("outcome-save")).toBeTruthy();
  });

  it("asks anew when the inspector is told, and is not answered by a press meant for the step before", async () => {
    await open(scene(-60_000, 1));
    await press("check-in-well", 100);
    expect(commands()).toEqual([]);
    change([car({ status: "at_scene", check_in: timer(-400_000, 2) })]);
    await press("check-in-well", 100);
    expect(commands()).toEqual([]);
    await press("check-in-well");
    expect(commands()).toHaveLength(1);
  });

  it("stops with the job", async () => {
    await open(scene(600_000));
    change([car()], [job()]);
    expect(screen.queryByTestId("check-in")).toBeNull();
  });
});
