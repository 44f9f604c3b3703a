// @vitest-environment jsdom
// The inspector's page on a fake socket: what it counts, what it says when it cannot, and its keys.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PlaceContext } from "../app/place";
import { LiveContext } from "../live/hooks";
import { sampleCar } from "../car/sample";
import type { CarRow, Doc, Figures, IncidentBrief } from "../live/protocol.gen";
import { LiveStore } from "../live/store";
import { FakeWorld } from "../testing/fakes";
import { COUNTS } from "../testing/sample";
import DemandFace from "./DemandFace";
import { sampleBrief, sampleEscalation, sampleResponse } from "./now/sample";

let world: FakeWorld;
let store: LiveStore;

const FIGURES: Figures = {
  ...COUNTS,
  since: Date.UTC(2026, 5, 6, 13, 0),
  in_hours: true,
  received: 20,
  waiting_review: 2,
  waiting_by_age: [1, 1, 0, 0],
  waiting_by_grade: [{ grade: "1", count: 2 }],
  oldest_waiting_at: Date.UTC(2026, 5, 6, 14, 50),
  reviewed: 18,
  contacted: 10,
  visited: 4,
  referred: 5,
  already_supported: 2,
  declined: 1,
  could_not_reach: 3,
  refuge_placed: 1,
  escalations_open: 1,
  escalations_unanswered: 1,
  escalations_regraded: 0,
  review_ms_median: 372_000,
  contact_ms_median: null,
  car_ms_median: null,
  cars: [],
  claims: [],
};

const brief = (change: Partial<IncidentBrief> = {}): Doc => ({ kind: "brief", ...sampleBrief(change) });

async function open(docs: Doc[], figures: Figures | null = FIGURES): Promise<void> {
  store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "inspector" }, world.deps);
  store.start();
  const board = { board: "sample", name: "Sample", audiences: ["inspector"] as const };
  const session = { user: { user: "u", name: "Insp Example", roles: ["inspector"] as const }, boards: [board], expires_at_ms: 0 };
  render(
    <PlaceContext value={{ session, board, face: "demand", chooseBoard: () => undefined }}>
      <LiveContext value={store}>
        <DemandFace />
      </LiveContext>
    </PlaceContext>,
  );
  await act(() => world.welcome({ docs }));
  if (figures !== null) act(() => world.socket.say({ type: "figures", figures }));
}

const text = (testId: string): string => screen.getByTestId(testId).textContent;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 6, 15, 0) });
  world = new FakeWorld();
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
  window.localStorage.clear();
});

afterEach(() => {
  cleanup();
  store.stop();
  vi.useRealTimers();
});

describe("now", () => {
  it("shows what waits, what nobody has answered and what the shift came to", async () => {
    await open([brief(), brief({ number: "EX-2", responses: [sampleResponse({ reviewed_at: 1, escalation: sampleEscalation({ climb: 2 }) })] })]);
    expect(text("tile-waiting-value")).toBe("2");
    expect(text("tile-oldest-value")).toBe("10 min");
    expect(text("tile-unanswered")).toContain("1 has climbed to you");
    expect(screen.getAllByTestId("waiting-row")).toHaveLength(1);
    expect(screen.getByTestId("tile-referred").querySelector("dd")?.textContent).toBe("5");
    expect(text("median-review")).toContain("6 min");
    expect(text("median-contact")).toContain("none yet");
  });

  it("says that it is quiet, and invents no figure that has not come", async () => {
    await open([], null);
    expect(text("waiting")).toContain("Quiet");
    expect(text("tile-waiting-value")).toBe("–");
    expect(text("shift")).toContain("not come yet");
  });

  it("lets the inspector answer an escalation", async () => {
    await open([brief({ responses: [sampleResponse({ escalation: sampleEscalation({ climb: 2 }) })] })]);
    fireEvent.click(screen.getByTestId("escalation-ack"));
    expect(world.socket.ofType("command")[0]?.command).toEqual({ type: "acknowledge_escalation", escalation: "esc-1" });
  });

  it("says that figures stand still when nothing is heard", async () => {
    await open([brief()]);
    expect(screen.queryByTestId("stale")).toBeNull();
    world.now += 10_000;
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(text("stale")).toContain("Delayed");
  });
});

describe("crews' welfare", () => {
  const at = Date.UTC(2026, 5, 6, 14, 59);
  const calling = (change: Partial<NonNullable<CarRow["sos"]>> = {}): Doc => ({ kind: "car", ...sampleCar({ sos: { at, by: "A. Example", deployment: "EX-0001#1.1", climb: 0, answered_at: null, answered_by: null, ...change } }) });

  it("stands above everything, by the beat and nothing finer, and can be taken in hand", async () => {
    await open([brief({ beat: "M1" }), calling()]);
    expect(text("welfare")).toContain("SOS, DA01, beat M1, 1:00");
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    fireEvent.click(screen.getByTestId("welfare-answer"));
    expect(world.socket.ofType("command")[0]?.command).toEqual({ type: "answer_sos", car: "car-1" });
    expect(screen.queryByTestId("welfare-open")).toBeNull();
  });

  it("shows a crew that nobody has heard of as with the inspector", async () => {
    await open([brief(), { kind: "car", ...sampleCar({ check_in: { deployment: "EX-0001#1.1", since: at - 900_000, due_at: at - 360_000, missed: 2 } }) }]);
    expect(text("welfare")).toContain("No word from DA01");
    expect(text("welfare")).toContain("with you");
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    fireEvent.click(screen.getByTestId("welfare-well"));
    expect(world.socket.ofType("command")[0]?.command).toEqual({ type: "check_in", deployment: "EX-0001#1.1" });
  });

  it("shows through the cover by call sign alone, and F7 leads to it", async () => {
    await open([brief({ beat: "M1" }), calling()]);
    fireEvent.keyDown(document.body, { key: "h" });
    expect(text("privacy")).toContain("DA01 calls for help1:00");
    for (const words of ["M1", "EX-"]) expect(text("privacy"), words).not.toContain(words);
    fireEvent.keyDown(document.body, { key: "F7" });
    await act(() => vi.advanceTimersByTimeAsync(10));
    expect(screen.queryByTestId("privacy")).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("welfare-answer"));
  });

  it("is on the wall, without anything to press", async () => {
    await open([brief(), calling({ answered_at: at, answered_by: "Dale Fulmar" })]);
    fireEvent.keyDown(document.body, { key: "w" });
    expect(text("welfare")).toContain("Dale Fulmar has it");
    expect(screen.queryByTestId("welfare-end")).toBeNull();
  });
});

describe("its cars", () => {
  it("stand by base, with what is due and what is missing of each", async () => {
    const base = (name: string) => ({ id: name, name, point: { lat: 54, lon: -1 } });
    await open([
      { kind: "car", ...sampleCar({ base: base("North"), seats: [{ seat: "officer", name: "PC Example" }], break_due_at: Date.UTC(2026, 5, 6, 14, 30), shift_ends_at: Date.UTC(2026, 5, 6, 22, 0) }) },
      { kind: "car", ...sampleCar({ car: "car-2", call_sign: "DA02", base: base("South"), status: "off_duty" }) },
    ]);
    const cars = text("cars");
    expect(cars.indexOf("North")).toBeLessThan(cars.indexOf("South"));
    expect(text("car-car-1")).toContain("Seat empty: support worker");
    expect(text("car-car-1")).toContain("Break was due 15:30");
    expect(text("car-car-1")).toContain("until 23:00");
    expect(text("car-car-2")).not.toContain("Seat empty");
  });
});

describe("its keys", () => {
  it("t: every chart has its table with the same rows", async () => {
    await open([brief()]);
    const charts = ["by-age", "by-grade", "funnel-steps"];
    const rows = charts.map((id) => screen.getByTestId(id).querySelectorAll("li").length);
    fireEvent.keyDown(document.body, { key: "t" });
    expect(charts.map((id) => screen.getByTestId(`${id}-table`).querySelectorAll("tbody tr").length)).toEqual(rows);
    expect(screen.getByTestId("coverage-table").querySelectorAll("tbody tr")).toHaveLength(7);
  });

  it("w: a wall without controls, remembered, left with Escape", async () => {
    await open([brief({ responses: [sampleResponse({ escalation: sampleEscalation() })] })]);
    fireEvent.keyDown(document.body, { key: "w" });
    expect(document.querySelector("[data-wall=true]")).not.toBeNull();
    expect(screen.queryByTestId("escalation-ack")).toBeNull();
    expect(window.localStorage.getItem("alongside.demand.wall")).toBe("yes");
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(document.querySelector("[data-wall=true]")).toBeNull();
  });

  it("h: hides the screen, and are quiet while a modifier is held", async () => {
    await open([]);
    fireEvent.keyDown(document.body, { key: "h", ctrlKey: true });
    expect(screen.queryByTestId("privacy")).toBeNull();
    fireEvent.keyDown(document.body, { key: "h" });
    expect(text("privacy")).not.toContain("EX-");
    fireEvent.click(screen.getByTestId("privacy-back"));
    expect(screen.queryByTestId("privacy")).toBeNull();
  });
});
