// @vitest-environment jsdom
// Crews' welfare on the whole board: what is said, what may be pressed, and that nothing beneath gives way.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sampleCar } from "../../car/sample";
import type { CarRow, Doc, SosView } from "../../live/protocol.gen";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { MIN, NOW, row } from "../../testing/sample";
import { dropToast, toastStore } from "../../ui/toasts";
import { GUARD_MS } from "./useWelfare";

let board: MountedBoard;
const sos = (part: Partial<SosView> = {}): SosView => ({ at: NOW - 42_000, by: "Tamsin Curlew", deployment: "EV-0412#1.1", climb: 0, answered_at: null, answered_by: null, ...part });
const car = (part: Partial<CarRow>): Doc => ({ kind: "car", ...sampleCar({ status: "at_scene", ...part }) });
const harbour = row("EV-0412", { locality: "Harbour Street" });
const elm = row("EV-0415", { locality: "Elm Grove" });
const missed = (climb: number, part: Partial<CarRow> = {}): Doc =>
  car({ check_in: { deployment: "EV-0415#1.1", since: NOW - 20 * MIN, due_at: NOW - 4 * MIN, missed: climb }, ...part });

/** A press counts only once the button has stood there for a moment. */
async function press(testId: string): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(GUARD_MS));
  fireEvent.click(screen.getByTestId(testId));
}

beforeEach(() => {
  prepareDom();
});

afterEach(() => {
  for (const toast of toastStore.read()) dropToast(toast.id);
  cleanup();
  board.stop();
  vi.useRealTimers();
});

async function open(docs: Doc[]): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: NOW, shouldAdvanceTime: true });
  board = await mountBoard(docs);
}

const banner = (): HTMLElement => screen.getByTestId("welfare");

describe("an SOS", () => {
  it("says who, where and for how long, in words", async () => {
    await open([harbour, car({ sos: sos() })]);
    expect(banner().textContent).toMatch(/SOS, DA01, Harbour Street, 0:4\d/);
    expect(banner().textContent).toContain("nobody has it");
  });

  it("is taken in hand, and ended only once it is, with how", async () => {
    await open([harbour, car({ sos: sos() })]);
    expect(screen.queryByTestId("welfare-end")).toBeNull();
    await press("welfare-answer");
    expect(board.commands()).toEqual([{ type: "answer_sos", car: "car-1" }]);
    await board.accept();
    board.change([car({ sos: sos({ answered_at: NOW, answered_by: "Me" }) })]);
    expect(banner().dataset["answered"]).toBe("true");
    expect(banner().textContent).toContain("you have it");
    await press("welfare-end");
    fireEvent.click(screen.getByTestId("end-sos-help_came"));
    expect(board.commands().at(-1)).toEqual({ type: "end_sos", car: "car-1", how: "help_came" });
  });

  it("is not answered by a press that was meant for what stood there before", async () => {
    await open([harbour, car({})]);
    board.change([car({ sos: sos() })]);
    fireEvent.click(screen.getByTestId("welfare-answer"));
    expect(board.commands()).toEqual([]);
    await press("welfare-answer");
    expect(board.commands()).toHaveLength(1);
  });

  it("cannot be shelved, and opens the incident", async () => {
    await open([harbour, car({ sos: sos() })]);
    expect(within(banner()).queryByTestId("alarm-shelve")).toBeNull();
    await press("welfare-open");
    expect(screen.queryByTestId("welfare-open")).toBeNull();
  });

  it("is one key away, while typing too", async () => {
    await open([harbour, car({ sos: sos() })]);
    await board.press("/");
    await board.press("F7");
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("welfare-answer")));
  });
});

describe("from where the board cannot be seen or pressed", () => {
  it("puts a dialog away and goes to the crew", async () => {
    await open([harbour, car({ sos: sos() })]);
    await board.press("?");
    await screen.findByTestId("keys-dialog");
    await board.press("F7");
    expect(screen.queryByTestId("keys-dialog")).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("welfare-answer")));
  });

  it("shows on the cover who calls and for how long, and not where", async () => {
    await open([harbour, elm, car({})]);
    await board.press("F8");
    expect(screen.queryByTestId("cover-welfare")).toBeNull();
    board.change([car({ sos: sos() }), missed(1, { car: "car-2", call_sign: "DA02" })]);
    const cover = screen.getByTestId("privacy");
    expect(cover.textContent).toMatch(/DA01 calls for help0:4\d/);
    expect(cover.textContent).toMatch(/No word from DA024 min late/);
    for (const words of ["Harbour", "Elm", "0412", "0415", "Tamsin"]) expect(cover.textContent, words).not.toContain(words);
    fireEvent.click(within(cover).getByTestId("cover-help"));
    expect(screen.queryByTestId("privacy")).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("welfare-answer")));
  });

  it("lifts the cover with F7, and leaves it where nobody needs help or somebody has it", async () => {
    await open([harbour, car({})]);
    await board.press("F8");
    await board.press("F7");
    expect(screen.getByTestId("privacy")).toBeTruthy();
    board.change([car({ sos: sos({ answered_at: NOW, answered_by: "Dale Fulmar" }) })]);
    expect(screen.queryByTestId("cover-welfare")).toBeNull();
    await board.press("F7");
    expect(screen.queryByTestId("privacy")).toBeNull();
  });

  it("says so where no crew needs help", async () => {
    await open([harbour, car({})]);
    await board.press("F7");
    expect(toastStore.read().map((toast) => toast.text)).toEqual(["No crew needs help now"]);
  });
});

describe("a missed check-in", () => {
  it("is with the desk, then with the inspector, and is ended by whoever has heard them", async () => {
    await open([elm, missed(1)]);
    expect(banner().textContent).toContain("No word from DA01, Elm Grove, 4 min late");
    expect(banner().textContent).toContain("with the desk");
    board.change([missed(2)]);
    expect(banner().textContent).toContain("with the inspector");
    await press("welfare-well");
    expect(board.commands()).toEqual([{ type: "check_in", deployment: "EV-0415#1.1" }]);
  });
});

describe("several", () => {
  it("are led by the call that nobody has, the rest one press away", async () => {
    await open([harbour, elm, car({ sos: sos() }), missed(1, { car: "car-2", call_sign: "DA02" })]);
    expect(banner().dataset["kind"]).toBe("sos");
    expect(screen.queryByTestId("welfare-list")).toBeNull();
    fireEvent.click(screen.getByTestId("welfare-more"));
    expect(screen.getByTestId("welfare-list").textContent).toContain("No word from DA02");
    await board.press("Escape");
    expect(screen.queryByTestId("welfare-list")).toBeNull();
  });
});

it("is not there while all are well, and takes nothing from the alarms when it is", async () => {
  await open([harbour, car({})]);
  expect(screen.queryByTestId("welfare")).toBeNull();
  board.change([car({ sos: sos() })]);
  const header = banner().closest("header");
  expect(header).not.toBeNull();
  expect(screen.getByTestId("alarm-strip").closest("header")).toBeNull();
});
