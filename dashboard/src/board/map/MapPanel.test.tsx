// @vitest-environment jsdom
// The map's panel on a fake socket: the list twin without WebGL, the markers on a drawing that is only pretended, and choosing a car by press and by drag.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useReducer, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveContext } from "../../live/hooks";
import type { CarEta, CarPosition, CarRow, IncidentRow, SchemeView } from "../../live/protocol.gen";
import { LiveStore } from "../../live/store";
import { FakeWorld } from "../../testing/fakes";
import { MIN, response, row, SCHEME } from "../../testing/sample";
import { fetchAhead } from "../../ui/Late";
import { changeSettings } from "../settings";
import { BoardContext, boardReducer, START, type BoardState } from "../state";
import { car, deployment, gate, position } from "./testing";
import MapPanel, { drawing } from "./MapPanel";

/** What the drawing was told. */
const told = vi.hoisted(() => ({ made: 0, sources: [] as string[], tiles: [] as string[], fails: [] as (() => void)[], went: [] as unknown[], throws: false }));

vi.mock("./engine", () => ({
  MapEngine: class {
    overlay = document.createElement("div");
    constructor(options: { container: HTMLElement; onTilesFailed: () => void }) {
      if (told.throws) throw new Error("no WebGL");
      told.made += 1;
      told.fails.push(options.onTilesFailed);
      options.container.append(this.overlay);
    }
    setData = (source: string): void => void told.sources.push(source);
    showTiles = (url: string): Promise<void> => {
      told.tiles.push(url);
      return Promise.resolve();
    };
    repaint = (): void => undefined;
    project = ({ lat, lon }: { lat: number; lon: number }): { x: number; y: number } => ({ x: (lon + 2) * 400, y: (55 - lat) * 600 });
    size = (): { width: number; height: number } => ({ width: 800, height: 600 });
    camera = (): { centre: { lat: number; lon: number }; zoom: number } => ({ centre: { lat: 54.5, lon: -1 }, zoom: 10 });
    metresPerPx = (): number => 50;
    fit = (area: unknown): void => void told.went.push(area);
    goTo = (point: unknown): void => void told.went.push(point);
    keepInView = (points: unknown): void => void told.went.push(points);
    zoomBy = (): void => undefined;
    remove = (): void => this.overlay.remove();
  },
}));

const A = row("TP-0412", { grade: "1", point: { lat: 54.5, lon: -1 }, gate: gate("open"), resources: [{ call_sign: "AB12", status: "at_scene", at: Date.now(), eta_at: null, point: null }] });
const B = row("TP-0413", { point: { lat: 54.6, lon: -1.2 }, responses: [response("TP-0413", { deployment: deployment("TP-0413#1", "c2", "en_route") })] });
const NOWHERE = row("TP-0414", { locality: null, point: null });
const FLEET = [car("c1", { base: { id: "b1", name: "Sample base", point: { lat: 54.7, lon: -1 } } }), car("c2", { status: "committed", active: "TP-0413#1.1" }), car("c3", { status: "off_duty", deployable: false })];

type Mounted = { state: () => BoardState; say: (positions: CarPosition[], etas?: CarEta[]) => void; change: (up: ((IncidentRow & { kind: "incident" }) | (CarRow & { kind: "car" }))[]) => void; stop: () => void };
let mounted: Mounted;

async function open(options: { rows?: (IncidentRow & { kind: "incident" })[]; scheme?: Partial<SchemeView>; start?: Partial<BoardState>; tiles?: string } = {}): Promise<Mounted> {
  await fetchAhead([drawing]);
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
  const held = { state: START };
  render(
    <LiveContext value={store}>
      <Board start={options.start ?? {}} held={held} />
    </LiveContext>,
  );
  await act(() => world.welcome({ docs: [...(options.rows ?? [A, B, NOWHERE]), ...FLEET], ...(options.scheme === undefined ? {} : { scheme: options.scheme }) }));
  if (options.tiles !== undefined) {
    const tiles = options.tiles;
    act(() => world.socket.say({ type: "welcome", you: { user: "me", name: "Me", roles: ["support_worker"], sides: ["charity"], audience: "control", car: null }, scheme: SCHEME, map: { tiles, attribution: "Somebody's streets" }, epoch: "e1", server_at: Date.now(), resumed: true }));
  }
  let seq = 1;
  mounted = {
    state: () => held.state,
    say: (positions, etas = []) => act(() => world.socket.say({ type: "positions", positions, etas })),
    change: (up) => act(() => world.socket.say({ type: "delta", from: seq, seq: (seq += 1), up, down: [] })),
    stop: () => store.stop(),
  };
  return mounted;
}

function Board({ start, held }: { start: Partial<BoardState>; held: { state: BoardState } }): ReactNode {
  const [state, change] = useReducer(boardReducer, { ...START, middle: "map", ...start });
  held.state = state;
  const none = vi.fn();
  return <BoardContext value={{ state, change, claim: none, release: none, close: none, lineCut: none, done: none }}>{state.middle === "map" && <MapPanel />}</BoardContext>;
}

function withWebgl(has: boolean): void {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation((() => (has ? {} : null)) as never);
}

/** jsdom's own have no coordinates. */
function pointer(target: EventTarget, type: string, x: number): void {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, clientX: x, clientY: 10 });
  Object.assign(event, { pointerId: 1, isPrimary: true, pointerType: "mouse" });
  act(() => {
    target.dispatchEvent(event);
  });
}

beforeEach(() => {
  Object.assign(told, { made: 0, sources: [], tiles: [], fails: [], went: [], throws: false });
  changeSettings({ mapAs: "map" });
  window.matchMedia = ((query: string) => ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined })) as never;
});
afterEach(() => {
  mounted.stop();
  cleanup();
});

describe("without WebGL", () => {
  beforeEach(() => withWebgl(false));

  it("shows the list, and says why", async () => {
    await open();
    expect(screen.getByTestId("map-without").textContent).toContain("no WebGL");
    expect(screen.getByTestId<HTMLButtonElement>("map-as-map").disabled).toBe(true);
    expect(within(screen.getByTestId("map-list-waiting")).getAllByRole("listitem")).toHaveLength(2);
    expect(screen.getByTestId("map-list-with-car").textContent).toContain("0413");
  });

  it("tells a car's age, accuracy, distance and arrival", async () => {
    const { say } = await open({ start: { row: "TP-0412" } });
    say([position("c1", 54.53, -1, { at: Date.now() - 185_000 }), position("c2", 54.6, -1.19, { at: Date.now(), accuracy_m: null })], [{ car: "c2", deployment: "TP-0413#1.1", arrive_at: Date.now() + 6.5 * MIN, source: "straight_line" }]);
    expect(screen.getByTestId("map-list-car-c1").textContent).toContain("3.3 km north of 0412seen 3 min ago, within 20 m");
    expect(screen.getByTestId("map-list-car-c2").textContent).toContain("about 7 min, straight line");
    expect(screen.getByTestId("map-list-incident-TP-0413").textContent).toContain("about 7 min, straight line");
  });

  it("chooses a car for the selected incident, and sends nothing", async () => {
    const { state } = await open();
    fireEvent.click(within(screen.getByTestId("map-list-incident-TP-0412")).getByRole("button", { pressed: false }));
    expect(screen.getByTestId("map-selected").dataset["number"]).toBe("TP-0412");
    fireEvent.click(screen.getByTestId("map-list-choose-c1"));
    expect(state()).toMatchObject({ middle: "incident", open: "TP-0412", tray: "send_car", car: "c1" });
  });

  it("takes a car first and then its incident", async () => {
    const { state } = await open();
    fireEvent.click(screen.getByTestId("map-list-choose-c1"));
    expect(screen.getByTestId("map-picked").textContent).toContain("Now choose an incident for C1");
    fireEvent.click(within(screen.getByTestId("map-list-incident-TP-0413")).getByRole("button", { pressed: false }));
    expect(state()).toMatchObject({ open: "TP-0413", tray: "send_car", car: "c1" });
  });

  it("offers no car that is off duty", async () => {
    await open();
    expect(screen.queryByTestId("map-list-choose-c3")).toBeNull();
  });

  it("opens an incident, and closes the map", async () => {
    const { state } = await open();
    fireEvent.click(within(screen.getByTestId("map-list-incident-TP-0412")).getByText("Open"));
    expect(state()).toMatchObject({ middle: "incident", open: "TP-0412", tray: null });
  });

  it("has no cars in a scheme by telephone", async () => {
    await open({ rows: [row("TP-0412", { gate: gate("not_used") })], scheme: { gate: "none" } });
    expect(screen.queryByTestId("map-list-cars")).toBeNull();
    expect(screen.getByTestId("map-list-waiting").textContent).toContain("Incidents");
  });

  it("keeps rows where they are while somebody is among them", async () => {
    const { change } = await open();
    const list = screen.getByTestId("map-list");
    fireEvent.pointerEnter(list);
    change([row("TP-0500", { grade: "1", gate: gate("open") })]);
    const numbers = (): (string | undefined)[] => within(screen.getByTestId("map-list-waiting")).getAllByRole("listitem").map((each) => each.dataset["name"]);
    expect(numbers()).toEqual(["0412", "0414"]);
    fireEvent.click(within(screen.getByTestId("map-list-waiting")).getByText(/1 new/));
    expect(numbers()).toContain("0500");
    fireEvent.pointerLeave(list);
  });
});

describe("with WebGL", () => {
  beforeEach(() => withWebgl(true));

  it("draws what has a place, and says what has none", async () => {
    const { say } = await open();
    say([position("c1", 54.55, -1.1, { at: Date.now() })]);
    expect(screen.getByTestId("map-incident-TP-0412").dataset).toMatchObject({ stand: "waits", gate: "open" });
    expect(screen.queryByTestId("map-incident-TP-0414")).toBeNull();
    expect(screen.getByTestId("map-unit-AB12")).toBeTruthy();
    expect(screen.getByTestId("map-base-b1").textContent).toContain("Sample base");
    expect(screen.getByTestId("map-car-c1").textContent).toContain("available, seen now");
    expect(screen.getByTestId("map-without-place").textContent).toContain("1 incident and 1 car without a known place");
    expect(new Set(told.sources)).toEqual(new Set(["grid", "area", "ground"]));
    expect(screen.getByTestId("map-incident-TP-0412").style.transform).toContain("translate(400px, 300px)");
  });

  it("moves a marker without making it anew, and fades what is old, in words", async () => {
    const { say } = await open();
    say([position("c1", 54.55, -1.1, { at: Date.now() })]);
    const marker = screen.getByTestId("map-car-c1");
    const before = marker.style.transform;
    say([position("c1", 54.56, -1.15, { at: Date.now() - 3 * MIN })]);
    expect(screen.getByTestId("map-car-c1")).toBe(marker);
    expect(marker.style.transform).not.toBe(before);
    expect(marker.dataset["faded"]).toBe("true");
    expect(marker.textContent).toContain("seen 3 min ago");
    expect(told.made).toBe(1);
  });

  it("selects by a press, and a press on a car then chooses it", async () => {
    const { state, say } = await open();
    say([position("c1", 54.55, -1.1)]);
    fireEvent.click(screen.getByTestId("map-incident-TP-0412"));
    expect(screen.getByTestId("map-incident-TP-0412").getAttribute("aria-pressed")).toBe("true");
    expect(state().row).toBe("TP-0412");
    fireEvent.click(screen.getByTestId("map-clear"));
    expect(screen.getByTestId("map-incident-TP-0412").getAttribute("aria-pressed")).toBe("false");
    fireEvent.click(screen.getByTestId("map-incident-TP-0412"));
    fireEvent.click(screen.getByTestId("map-car-c1"));
    expect(state()).toMatchObject({ middle: "incident", open: "TP-0412", tray: "send_car", car: "c1" });
  });

  it("is one stop for the Tab key, and arrows go on from there", async () => {
    await open();
    const stops = (): (string | undefined)[] => [...screen.getByTestId("map-markers").querySelectorAll<HTMLElement>("[tabindex='0']")].map((each) => each.dataset["key"]);
    expect(stops()).toEqual(["incident:TP-0412"]);
    screen.getByTestId("map-incident-TP-0412").focus();
    fireEvent.keyDown(screen.getByTestId("map-incident-TP-0412"), { key: "ArrowLeft" });
    expect(stops()).toEqual(["incident:TP-0413"]);
    expect(document.activeElement).toBe(screen.getByTestId("map-incident-TP-0413"));
  });

  function drag(from: string, onto: string, end: "drop" | "Escape" = "drop"): void {
    const target = screen.getByTestId(onto);
    document.elementFromPoint = () => target;
    pointer(screen.getByTestId(from), "pointerdown", 10);
    pointer(window, "pointermove", 14);
    expect(screen.queryByTestId("map-ghost")).toBeNull();
    pointer(window, "pointermove", 40);
    expect(screen.getByTestId("map-ghost")).toBeTruthy();
    if (end === "Escape") fireEvent.keyDown(window, { key: "Escape" });
    else expect(target.hasAttribute("data-drop")).toBe(true);
    pointer(window, "pointerup", 40);
  }

  it.each([
    ["a car onto an incident", "map-car-c1", "map-incident-TP-0412"],
    ["an incident onto a car", "map-incident-TP-0412", "map-car-c1"],
  ])("drags %s", async (_, from, onto) => {
    const { state, say } = await open();
    say([position("c1", 54.55, -1.1)]);
    drag(from, onto);
    expect(state()).toMatchObject({ open: "TP-0412", tray: "send_car", car: "c1" });
  });

  it("gives a drag up with Escape, and does nothing then", async () => {
    const { state, say } = await open();
    say([position("c1", 54.55, -1.1)]);
    drag("map-car-c1", "map-incident-TP-0412", "Escape");
    expect(screen.queryByTestId("map-ghost")).toBeNull();
    expect(state()).toMatchObject({ middle: "map", open: null, car: null });
  });

  it("shows the list instead where the browser cannot draw after all", async () => {
    told.throws = true;
    await open();
    expect(screen.getByTestId("map").dataset["as"]).toBe("list");
    expect(screen.getByTestId("map-without").textContent).toContain("no WebGL");
  });

  it("goes on without streets that cannot be fetched, says so, and tries again", async () => {
    await open({ tiles: "/tiles/sample.pmtiles" });
    expect(told.tiles).toEqual(["/tiles/sample.pmtiles"]);
    expect(screen.getByTestId("attribution").textContent).toBe("Somebody's streets");
    act(() => told.fails[0]?.());
    fireEvent.click(within(screen.getByTestId("tiles-failed")).getByRole("button"));
    expect(told.tiles).toHaveLength(2);
    expect(screen.queryByTestId("tiles-failed")).toBeNull();
    expect(screen.getByTestId("map-incident-TP-0412")).toBeTruthy();
  });

  it("asks for beats only where the scheme has them, and says when they do not come", async () => {
    const fetched = vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("away"));
    await open();
    expect(fetched).not.toHaveBeenCalled();
    cleanup();
    mounted.stop();
    await open({ scheme: { cars: { training: [], check_in_every_ms: null, check_in_climb_ms: 0, sos_climb_ms: 0, break_due_after_ms: null, break_ms: 0, job_ms: 0, has_beats: true } } });
    await screen.findByTestId("beats-failed");
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/v1/boards/sample/beats");
  });

  it("remembers whether it was a map or a list", async () => {
    await open();
    fireEvent.click(screen.getByTestId("map-as-list"));
    expect(screen.getByTestId("map-list")).toBeTruthy();
    cleanup();
    mounted.stop();
    await open();
    expect(screen.getByTestId("map").dataset["as"]).toBe("list");
  });

  it("keeps the selection in view when it is asked to", async () => {
    await open({ start: { row: "TP-0412" } });
    fireEvent.click(screen.getByTestId("map-follow"));
    expect(told.went).toEqual([[{ lat: 54.5, lon: -1 }]]);
    expect(screen.getByTestId("map-follow").getAttribute("aria-pressed")).toBe("true");
  });
});
