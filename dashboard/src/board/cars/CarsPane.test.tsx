// @vitest-environment jsdom
// The cars beside the board: what each says of itself, its queue and how its order is changed, its crew.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command } from "../../live/protocol.gen";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { carRow, deployment, response, row, SCHEME } from "../../testing/sample";
import { undoNewest } from "../../ui/toasts";
import { ASK_MS, SECOND_MS } from "./TwoSteps";

let board: MountedBoard;
const MIN = 60_000;
const job = (number: string): string => `${number}#1.1`;
const ROWS = ["TP-1", "TP-2", "TP-3", "TP-4"].map((number) => row(number, { locality: `Road of ${number}`, responses: [response(number, { reviewed_at: 1 })] }));
const queued = carRow("car-1", "DA01", { status: "committed", active: job("TP-1"), queue: [job("TP-2"), job("TP-3"), job("TP-4")] });

const last = (): Command | undefined => board.commands().at(-1);
const order = (car = "car-1"): (string | undefined)[] => [...screen.getByTestId(`queue-${car}`).querySelectorAll("li")].map((item) => item.dataset["job"]);
const press = (testId: string): void => {
  fireEvent.click(screen.getByTestId(testId));
};
const text = (testId: string): string => screen.getByTestId(testId).textContent;

beforeEach(prepareDom);
afterEach(() => {
  cleanup();
  board.stop();
});

describe("a car", () => {
  it("says what it does, who is in it, what they bring, and when shift and break are due", async () => {
    const crewed = carRow("car-1", "DA01", {
      seats: [{ seat: "support_worker", name: "Tamsin Curlew", languages: ["Polish"], gender: "woman", training: ["da"] }],
      deployable: false,
      not_deployable_because: "no officer in the car",
      equipment: { child_seats: 2, wheelchair: true },
      break_due_at: Date.now() - MIN,
      shift_ends_at: Date.now() + 60 * MIN,
    });
    board = await mountBoard([crewed], { cars: { ...SCHEME.cars, training: [{ id: "da", label: "DA Matters" }] } });
    const car = text("car-car-1");
    for (const words of ["DA01", "available", "no officer in the car", "Tamsin Curlew", "Polish, woman, DA Matters", "Officer: empty", "Lanternlight", "2 child seats", "wheelchair", "not seen"]) expect(car, words).toContain(words);
    expect(car).toMatch(/until \d\d:\d\d.*break was due \d\d:\d\d/);
  });

  it("counts down to its scene, and shows a call for help", async () => {
    board = await mountBoard([...ROWS, queued, carRow("car-2", "DA02", { sos: { at: Date.now() - MIN, by: "crew", deployment: null, climb: 0, answered_at: null, answered_by: null } })]);
    board.world.socket.say({ type: "positions", positions: [{ car: "car-1", point: { lat: 0, lon: 0 }, accuracy_m: null, at: Date.now() - 5 * MIN }], etas: [{ car: "car-1", deployment: job("TP-1"), arrive_at: Date.now() + 6.2 * MIN, source: "roads" }] });
    expect((await within(screen.getByTestId("car-car-1")).findByTestId("eta")).textContent).toMatch(/There at \d\d:\d\d, in 7 min, by road/);
    expect(text("car-car-1")).toContain("seen 5 min ago");
    expect(text("car-sos")).toContain("SOS 1 min, nobody has answered");
  });

  it("stands under its base where there are several, and shows its details when asked where there are many", async () => {
    const cars = ["a", "b", "c", "d", "e", "f"].map((id, at) => carRow(id, `AO0${at}`, { base: { id: id < "c" ? "n" : "t", name: id < "c" ? "Newport" : "Torfaen", point: { lat: 0, lon: 0 } } }));
    board = await mountBoard(cars);
    expect(within(screen.getByTestId("base-n")).getAllByRole("listitem", { hidden: false }).length).toBeGreaterThan(1);
    expect(text("base-t")).toContain("Torfaen");
    expect(screen.queryByTestId("end-shift-a")).toBeNull();
    press("more-a");
    expect(screen.getByTestId("end-shift-a")).toBeTruthy();
    expect(screen.getByTestId("more-a").getAttribute("aria-expanded")).toBe("true");
  });

  it("takes and ends a break from the desk", async () => {
    board = await mountBoard([carRow("car-1", "DA01"), carRow("car-2", "DA02", { status: "break", deployable: false, not_deployable_because: "on a break" })]);
    press("break-car-1");
    expect(last()).toEqual({ type: "take_break", car: "car-1" });
    press("end-break-car-2");
    expect(last()).toEqual({ type: "end_break", car: "car-2" });
    // The status says it already.
    expect(text("car-car-2").match(/on a break/g)).toHaveLength(1);
  });

  it("has each name of a button begin with what is seen on it", async () => {
    board = await mountBoard([...ROWS, { ...queued, status: "available", active: null }, carRow("car-2", "DA02", { status: "off_duty" }), carRow("car-3", "DA03", { status: "break" })]);
    for (const button of screen.getByTestId("cars").querySelectorAll("button[aria-label]")) {
      if (button.textContent !== "") expect(button.getAttribute("aria-label")?.toLowerCase()).toContain(button.textContent.toLowerCase());
    }
  });

  it("shows map and plan in the middle, one at a time", async () => {
    board = await mountBoard([carRow("car-1", "DA01")]);
    press("show-plan");
    expect(await screen.findByTestId("plan")).toBeTruthy();
    expect(screen.getByTestId("show-plan").getAttribute("aria-pressed")).toBe("true");
    press("show-plan");
    expect(screen.queryByTestId("plan")).toBeNull();
    expect(screen.getByTestId("show-plan").getAttribute("aria-pressed")).toBe("false");
  });
});

describe("a crew that is heard by radio", () => {
  const later = (ms: number): Promise<void> =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("gets its SOS raised in two presses, and not in a double press", async () => {
    board = await mountBoard([carRow("car-1", "DA01"), carRow("car-2", "DA02", { status: "off_duty" })]);
    expect(screen.queryByTestId("crew-help-car-2")).toBeNull();
    press("crew-help-car-1");
    expect(document.activeElement).toBe(screen.getByTestId("crew-help-car-1-go"));
    press("crew-help-car-1-go");
    expect(board.commands()).toEqual([]);
    await later(SECOND_MS);
    press("crew-help-car-1-go");
    expect(board.commands()).toEqual([{ type: "raise_sos", car: "car-1" }]);
    await board.accept();
    board.change([carRow("car-1", "DA01", { sos: { at: Date.now(), by: "Me", deployment: null, climb: 0, answered_at: null, answered_by: null } })]);
    expect(screen.queryByTestId("crew-help-car-1")).toBeNull();
    expect(screen.getByTestId("welfare").textContent).toContain("DA01");
  });

  it("is asked about no longer than a moment, nor after Escape, and the focus stays there", async () => {
    board = await mountBoard([carRow("car-1", "DA01")]);
    press("crew-help-car-1");
    fireEvent.keyDown(screen.getByTestId("crew-help-car-1-go"), { key: "Escape" });
    expect(document.activeElement).toBe(screen.getByTestId("crew-help-car-1"));
    press("crew-help-car-1");
    await later(ASK_MS);
    expect(screen.queryByTestId("crew-help-car-1-go")).toBeNull();
    expect(board.commands()).toEqual([]);
  });

  it("says who was first where the call stands already", async () => {
    board = await mountBoard([carRow("car-1", "DA01")]);
    press("crew-help-car-1");
    await later(SECOND_MS);
    press("crew-help-car-1-go");
    await board.refuse({ code: "wrong_state", message: "help has been called for this car already", who: "A. Colleague", when: Date.now() - 3_000 });
    expect(text("car-car-1")).toContain("A. Colleague, 3 s ago");
  });

  it("is confirmed as clear by the desk alone", async () => {
    const recalled = row("TP-1", { responses: [response("TP-1", { deployment: deployment(job("TP-1"), { state: "recalled", recall_unconfirmed: true }) })] });
    const car = carRow("car-1", "DA01", { status: "recalled", deployable: false, not_deployable_because: "recalled" });
    board = await mountBoard([recalled, car]);
    expect(screen.queryByTestId("crew-clear-car-1")).toBeNull();
    cleanup();
    board.stop();
    board = await mountBoard([recalled, car], {}, ["control_room"]);
    press("crew-clear-car-1");
    await later(SECOND_MS);
    press("crew-clear-car-1-go");
    expect(last()).toEqual({ type: "confirm_recall", deployment: job("TP-1") });
  });
});

describe("a queue", () => {
  it("is reordered by button: the wish shows at once, and stands when it is accepted", async () => {
    board = await mountBoard([...ROWS, queued]);
    screen.getByTestId(`down-${job("TP-2")}`).focus();
    press(`down-${job("TP-2")}`);
    expect(last()).toEqual({ type: "reorder_queue", car: "car-1", queue: [job("TP-3"), job("TP-2"), job("TP-4")] });
    expect(order()).toEqual([job("TP-3"), job("TP-2"), job("TP-4")]);
    expect(text("car-car-1")).toContain("Saving the order");
    // The focus goes with the job.
    expect(document.activeElement).toBe(screen.getByTestId(`down-${job("TP-2")}`));
    board.change([{ ...queued, queue: [job("TP-3"), job("TP-2"), job("TP-4")] }]);
    await board.accept();
    expect(order()).toEqual([job("TP-3"), job("TP-2"), job("TP-4")]);
    expect(text("car-car-1")).toContain("3 queued");
  });

  it("loses no press while the first is under way: the order wanted last is asked for next", async () => {
    board = await mountBoard([...ROWS, queued]);
    const [first, second, third] = [job("TP-2"), job("TP-3"), job("TP-4")];
    press(`down-${first}`);
    press(`down-${first}`);
    press(`up-${third}`);
    expect(order()).toEqual([third, second, first]);
    expect(board.commands()).toHaveLength(1);
    board.change([{ ...queued, queue: [second, first, third] }]);
    await board.accept();
    expect(board.commands()).toHaveLength(2);
    expect(last()).toEqual({ type: "reorder_queue", car: "car-1", queue: [third, second, first] });
    expect(order()).toEqual([third, second, first]);
    board.change([{ ...queued, queue: [third, second, first] }]);
    await board.accept();
    expect(board.commands()).toHaveLength(2);
    expect(text("car-car-1")).toContain("3 queued");
    // One undo takes all of it back.
    act(() => void undoNewest());
    expect(last()).toEqual({ type: "reorder_queue", car: "car-1", queue: [first, second, third] });
  });

  it("asks for nothing more once one was refused", async () => {
    board = await mountBoard([...ROWS, queued]);
    press(`down-${job("TP-2")}`);
    press(`down-${job("TP-2")}`);
    await board.refuse({ code: "queue_changed", message: "changed" });
    expect(board.commands()).toHaveLength(1);
    expect(order()).toEqual([job("TP-2"), job("TP-3"), job("TP-4")]);
  });

  it("shows the queue as it is by now when the wish is refused", async () => {
    board = await mountBoard([...ROWS, queued]);
    press(`up-${job("TP-4")}`);
    board.change([{ ...queued, queue: [job("TP-2"), job("TP-4")] }]);
    expect(order()).toEqual([job("TP-2"), job("TP-4")]);
    await board.refuse({ code: "queue_changed", message: "the jobs that wait for DA01 have changed; look again" });
    expect(order()).toEqual([job("TP-2"), job("TP-4")]);
    expect(screen.getByTestId("refusal").dataset["code"]).toBe("queue_changed");
    expect(text("car-car-1")).toContain("The queue as it stands now is shown");
  });

  it("is reordered with Alt and the arrows, and by dragging", async () => {
    board = await mountBoard([...ROWS, queued]);
    fireEvent.keyDown(screen.getByTestId(`up-${job("TP-3")}`), { key: "ArrowUp", altKey: true });
    expect(last()).toMatchObject({ queue: [job("TP-3"), job("TP-2"), job("TP-4")] });
    await board.refuse({ code: "queue_changed", message: "changed" });
    const dataTransfer = { effectAllowed: "" };
    fireEvent.dragStart(screen.getByTestId(`queued-${job("TP-4")}`), { dataTransfer });
    fireEvent.dragOver(screen.getByTestId(`queued-${job("TP-2")}`), { dataTransfer });
    fireEvent.drop(screen.getByTestId(`queued-${job("TP-2")}`), { dataTransfer });
    expect(last()).toMatchObject({ queue: [job("TP-4"), job("TP-2"), job("TP-3")] });
  });

  it("does nothing at its ends, without losing the focus there", async () => {
    board = await mountBoard([...ROWS, queued]);
    expect(screen.getByTestId(`up-${job("TP-2")}`).getAttribute("aria-disabled")).toBe("true");
    press(`up-${job("TP-2")}`);
    expect(board.commands()).toEqual([]);
  });

  it("offers the next, or the very one that is wanted, of a car that is free", async () => {
    board = await mountBoard([...ROWS, { ...queued, status: "available", active: null }]);
    press("offer-next-car-1");
    expect(last()).toEqual({ type: "offer_next", car: "car-1" });
    press(`offer-${job("TP-3")}`);
    expect(last()).toEqual({ type: "offer_reserved", deployment: job("TP-3") });
  });

  it("opens the incident, and the form for standing down the queued job", async () => {
    board = await mountBoard([...ROWS.slice(0, 2), row("TP-3", { responses: [response("TP-3", { reviewed_at: 1, reserved: [{ deployment: job("TP-3"), car: "car-1", call_sign: "DA01", state: "reserved", at: 1, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: null, next_best: false }] })] }), queued]);
    press(`queued-stand-down-${job("TP-3")}`);
    expect(await screen.findByTestId("form-stand-down-form")).toBeTruthy();
    expect(text("incident-number")).toContain("TP-3");
  });
});

describe("the crew", () => {
  it("starts a shift with names and what they bring", async () => {
    board = await mountBoard([carRow("car-1", "DA01", { status: "off_duty", seats: [], deployable: false, not_deployable_because: "off duty" })]);
    press("start-shift-car-1");
    await screen.findByTestId("shift-dialog");
    press("start-shift-go");
    expect(text("shift-dialog")).toContain("Fill at least one seat");
    fireEvent.change(screen.getByTestId("seat-officer"), { target: { value: "PC Dunlin" } });
    fireEvent.change(screen.getByTestId("languages-officer"), { target: { value: "polish" } });
    press("start-shift-go");
    expect(last()).toEqual({ type: "start_shift", car: "car-1", seats: [{ seat: "officer", name: "PC Dunlin", languages: ["Polish"] }] });
    await board.accept();
    expect(screen.queryByTestId("shift-dialog")).toBeNull();
  });

  it("is changed from who sits there", async () => {
    board = await mountBoard([carRow("car-1", "DA01")]);
    press("crew-car-1");
    await screen.findByTestId("shift-dialog");
    expect(screen.getByTestId<HTMLInputElement>("seat-support_worker").value).toBe("Tamsin Curlew");
    fireEvent.change(screen.getByTestId("seat-support_worker"), { target: { value: "Wren Plover" } });
    press("change-crew-go");
    expect(last()).toEqual({
      type: "change_crew",
      car: "car-1",
      seats: [
        { seat: "support_worker", name: "Wren Plover" },
        { seat: "officer", name: "PC Jude Dunlin" },
      ],
    });
  });
});
