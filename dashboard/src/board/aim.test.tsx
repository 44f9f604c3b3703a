// @vitest-environment jsdom
// What the letters and the palette act on: what is seen in the middle, else the list's row, never what the map or the plan hides.
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mountBoard, prepareDom, type MountedBoard } from "../testing/mountBoard";
import { file, fileOf, NOW, response, row } from "../testing/sample";

let board: MountedBoard;
const A = "TP-0412";
const B = "TP-0421";

const press = (testId: string): void => {
  fireEvent.click(screen.getByTestId(testId));
};
/** A key with the focus on nothing in particular. */
const key = async (name: string, part?: KeyboardEventInit): Promise<void> => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await board.press(name, part);
};
const claimed = (): string[] => board.commands().flatMap((command) => (command.type === "claim_response" ? [command.response] : []));
/** jsdom has no WebGL, so the map is its list. */
const onMap = async (number: string): Promise<void> => {
  await screen.findByTestId("map-list");
  act(() => screen.getByTestId(`map-list-incident-${number}`).querySelector<HTMLElement>('[data-act="select"]')?.click());
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation((() => null) as never);
  prepareDom();
  board = await mountBoard([row(A, { locality: "Ploverthorn Road", responses: [response(A)] }), row(B, { locality: "Callow Street", responses: [response(B)] })]);
  fireEvent.click(document.getElementById(`row-${A}`) as Element);
  await screen.findByTestId("incident-number");
});

afterEach(() => {
  cleanup();
  board.stop();
  vi.useRealTimers();
});

describe("letters", () => {
  it("act on the open incident", async () => {
    await key("c");
    expect(claimed()).toEqual([`${A}#1`]);
  });

  it("act on what is selected on the map, and not on what is open behind it", async () => {
    await key("g");
    await key("m");
    await onMap(B);
    await key("c");
    expect(claimed()).toEqual([`${B}#1`]);
    await key("l");
    expect(board.commands().at(-1)).toMatchObject({ type: "request_escalation", response: `${B}#1` });
    await key("s");
    expect((await screen.findByTestId("incident-number")).textContent).toBe(B);
    expect(screen.getByTestId("form-send-car")).toBeTruthy();
  });

  it("act on the list's row once the map's selection is cleared", async () => {
    await key("g");
    await key("m");
    await onMap(B);
    press("map-clear");
    await key("c");
    expect(claimed()).toEqual([`${B}#1`]);
  });

  it("act on the list's row over the plan", async () => {
    await key("g");
    await key("p");
    await screen.findByTestId("plan");
    act(() => document.getElementById(`row-${B}`)?.focus());
    await key("c");
    expect(claimed()).toEqual([`${B}#1`]);
  });

  it("do nothing where neither middle nor list shows one", async () => {
    await key("g");
    await key("p");
    await screen.findByTestId("plan");
    fireEvent.change(screen.getByPlaceholderText("Number or place"), { target: { value: "callow" } });
    await key("c");
    expect(claimed()).toEqual([]);
  });

  it("cut the line of the call that runs, whatever the map shows", async () => {
    await board.sendFile(file(A, { people: [{ role: "victim", name: null, age: null, phone: "01632 960001", language: null, note: null }], responses: [fileOf(`${A}#1`)] }));
    press("dial-anyway");
    press("second-step-tick");
    press("second-step-go");
    expect(screen.getByTestId("call-mode")).toBeTruthy();
    await key("g");
    await key("m");
    await onMap(B);
    await key("F9");
    expect(board.commands().at(-1)).toMatchObject({ type: "request_escalation", kind: "line_cut", response: `${A}#1` });
  });
});

it("the palette offers the acts of what is selected on the map", async () => {
  await key("g");
  await key("m");
  await onMap(B);
  await key("k", { ctrlKey: true });
  await screen.findByTestId("palette-field");
  press("palette-act-claim");
  await vi.waitFor(() => expect(claimed()).toEqual([`${B}#1`]));
});

describe("the map and the plan", () => {
  it("put away what stands over the board, and are put away by Escape", async () => {
    await key("g");
    await key("m");
    await key("w");
    await screen.findByTestId("alarm-panel");
    // It is shown beneath already: one press is enough to see it.
    await key("g");
    await key("m");
    expect(screen.queryByTestId("alarm-panel")).toBeNull();
    expect(screen.getByTestId("map")).toBeTruthy();
    await key("g");
    await key("h");
    await screen.findByTestId("handover");
    await key("g");
    await key("p");
    expect(screen.queryByTestId("handover")).toBeNull();
    expect(screen.getByTestId("plan")).toBeTruthy();
    await key("Escape");
    expect(screen.queryByTestId("plan")).toBeNull();
    expect(screen.getByTestId("incident-number").textContent).toBe(A);
  });
});
