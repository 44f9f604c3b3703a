import { describe, expect, it } from "vitest";
import { clampWidth, startingWidths } from "./Panes";
import { boardReducer, shownInMiddle, START, type BoardChange, type BoardState } from "./state";

const after = (...changes: BoardChange[]): BoardState => changes.reduce(boardReducer, START);

describe("what is open on the board", () => {
  it("hides a revealed number again as soon as another incident is opened", () => {
    const revealed = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: true });
    expect(revealed.revealed).toBe("A#1");
    expect(boardReducer(revealed, { type: "open", number: "B" }).revealed).toBeNull();
  });

  it("hides it for another victim of the same incident too", () => {
    const revealed = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: true });
    expect(boardReducer(revealed, { type: "ordinal", ordinal: 2 }).revealed).toBeNull();
  });

  it("keeps the call and the form when the same incident is opened again", () => {
    const calling = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: false });
    const again = boardReducer(calling, { type: "open", number: "A" });
    expect(again.tray).toBe("call");
    expect(again.callSince).toBe(5);
  });

  it("does not reveal anything by starting a call on a safe number", () => {
    expect(after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: false }).revealed).toBeNull();
  });

  it("shows one number by one second step, and starts its own clock for another", () => {
    const first = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: true, to: "1" });
    const second = boardReducer(first, { type: "call", response: "A#1", at: 9, revealed: false, to: "2" });
    expect(second).toMatchObject({ reach: { channel: "phone", to: "2" }, revealed: null, callSince: 9 });
    expect(boardReducer(second, { type: "call", response: "A#1", at: 12, revealed: true })).toMatchObject({ reach: { to: "2" }, revealed: "A#1", callSince: 9 });
  });

  it("forgets a text's number with its form, and keeps a rung one", () => {
    const text = after({ type: "open", number: "A" }, { type: "reach", response: "A#1", reach: { channel: "text", to: "1" }, revealed: true });
    expect(text.tray).toBe("contact");
    expect(boardReducer(text, { type: "tray", tray: null })).toMatchObject({ reach: null, revealed: null });
    const rung = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: true, to: "1" }, { type: "tray", tray: null });
    expect(rung).toMatchObject({ reach: { to: "1" }, revealed: "A#1" });
  });

  it("keeps a running call in view beside any other form, and comes back to it", () => {
    const calling = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: false, to: "1" });
    const hazards = boardReducer(calling, { type: "tray", tray: "hazards" });
    expect(hazards).toMatchObject({ tray: "hazards", callSince: 5 });
    expect(boardReducer(hazards, { type: "tray", tray: null })).toMatchObject({ tray: "call", callSince: 5 });
    // Its record is part of the call.
    expect(boardReducer(calling, { type: "tray", tray: "contact" })).toMatchObject({ tray: "call", callSince: 5 });
  });

  it("ends the call's clock with the call", () => {
    const calling = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: false });
    expect(boardReducer(calling, { type: "tray", tray: null }).callSince).toBeNull();
  });
});

describe("what the middle shows", () => {
  const both = after({ type: "open", number: "A" }, { type: "row", number: "B" });
  const onMap = boardReducer(both, { type: "middle", show: "map" });

  it("is the open incident, on the map the selected one, and in the plan none", () => {
    expect(shownInMiddle(both)).toBe("A");
    expect(shownInMiddle(onMap)).toBe("B");
    expect(shownInMiddle(boardReducer(both, { type: "middle", show: "plan" }))).toBeNull();
    expect(shownInMiddle({ ...onMap, row: null })).toBe("A");
  });

  it("is nothing once the map's selection is cleared, until another row has the focus or the map is shown anew", () => {
    const cleared = boardReducer(onMap, { type: "unselected", on: true });
    expect(shownInMiddle(cleared)).toBeNull();
    expect(shownInMiddle(boardReducer(cleared, { type: "row", number: "B" }))).toBeNull();
    expect(shownInMiddle(boardReducer(cleared, { type: "row", number: "C" }))).toBe("C");
    expect(shownInMiddle(boardReducer(cleared, { type: "middle", show: "map" }))).toBe("B");
  });
});

describe("a car and its jobs", () => {
  it("opens the incident of a job with the form about it, and forgets the job with the form", () => {
    const asked = after({ type: "middle", show: "plan" }, { type: "choose_job", deployment: "A#2.3", tray: "stand_down" });
    expect(asked).toMatchObject({ middle: "incident", open: "A", ordinal: 2, tray: "stand_down", deployment: "A#2.3" });
    expect(boardReducer(asked, { type: "tray", tray: null }).deployment).toBeNull();
    expect(boardReducer(asked, { type: "tray", tray: "recall" }).deployment).toBeNull();
  });

  it("keeps a running call of the same response, and takes no number along to another", () => {
    const calling = after({ type: "open", number: "A" }, { type: "call", response: "A#1", at: 5, revealed: true, to: "1" });
    expect(boardReducer(calling, { type: "choose_job", deployment: "A#1.1", tray: "recall" })).toMatchObject({ callSince: 5, tray: "recall" });
    expect(boardReducer(calling, { type: "choose_job", deployment: "A#2.1", tray: "recall" })).toMatchObject({ reach: null, revealed: null, callSince: null });
    expect(boardReducer(calling, { type: "choose_car", response: "B#1", car: "car-1" })).toMatchObject({ open: "B", reach: null, callSince: null, car: "car-1" });
  });
});

describe("panes", () => {
  it("leave room for the incident on the smallest desk screen", () => {
    const { list, cars } = startingWidths(1366);
    expect(1366 - list - cars).toBeGreaterThan(440);
  });

  it("stay within their limits whatever is dragged", () => {
    expect(clampWidth(5_000, "list", 212, 1366)).toBe(1366 - 212 - 380);
    expect(clampWidth(-50, "list", 212, 1366)).toBe(420);
    expect(clampWidth(10, "cars", 684, 1366)).toBe(180);
  });
});
