// @vitest-environment jsdom
// The handover sheet: what it shows of people, who takes what, and that names go with it.
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { file, fileOf, NOW, response, row } from "../../testing/sample";
import { dropToast, toastStore } from "../../ui/toasts";

let board: MountedBoard;
const person = { role: "victim" as const, name: "Quartz Equinox", age: null, phone: null, language: null, note: null };

async function openSheet(): Promise<HTMLElement> {
  await board.press("g");
  await board.press("h");
  return screen.findByTestId("handover");
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  prepareDom();
});

afterEach(() => {
  for (const toast of toastStore.read()) dropToast(toast.id);
  cleanup();
  board.stop();
  vi.useRealTimers();
});

describe("the sheet", () => {
  it("says when nothing is open", async () => {
    board = await mountBoard([row("A", { responses: [response("A", { state: "closed" })] })]);
    expect((await openSheet()).textContent).toContain("Nothing is open.");
    expect(screen.getByTestId("handover-page").textContent).toContain("1 done");
  });

  it("shows nobody's name until it is asked to, opens files one after another, and forgets them when it closes", async () => {
    board = await mountBoard([row("A", { responses: [response("A", { reviewed_at: NOW })] }), row("B", { responses: [response("B", { reviewed_at: NOW })] })]);
    const opened = (): string[] => board.world.socket.ofType("open").map((frame) => frame.incident);
    const sheet = await openSheet();
    expect(opened()).toEqual([]);
    fireEvent.click(screen.getByTestId("handover-level-names"));
    expect(opened()).toEqual(["A"]);
    expect(sheet.textContent).toContain("Opening files: 0 of 2");
    await board.sendFile(file("A", { people: [person], responses: [fileOf("A#1")] }));
    expect(opened()).toEqual(["A", "B"]);
    expect(board.world.socket.ofType("close").map((frame) => frame.incident)).toEqual(["A"]);
    await board.sendFile(file("B", { people: [{ ...person, name: null }], responses: [fileOf("B#1")] }));
    expect(screen.getByTestId("handover-A#1").textContent).toContain("Quartz Equinox");
    expect(screen.getByTestId("handover-B#1").textContent).toContain("name not known");
    expect(sheet.textContent).toContain("destroy it after the shift");
    fireEvent.click(screen.getByTestId("handover-close"));
    await openSheet();
    expect(document.body.textContent).not.toContain("Quartz Equinox");
  });

  it("passes a response on in place, keeps what was typed when it is refused, and undoes by claiming again", async () => {
    board = await mountBoard([row("A", { responses: [response("A", { reviewed_at: NOW, claim: { user: "me", name: "Me", at: NOW } })] })], { partners: ["Harbour"] });
    const sheet = await openSheet();
    expect(sheet.querySelector("datalist option")?.getAttribute("value")).toBe("Harbour");
    const field = screen.getByTestId<HTMLInputElement>("handover-to");
    fireEvent.change(field, { target: { value: "Harbour" } });
    fireEvent.click(screen.getByTestId("handover-pass-on"));
    expect(board.commands()).toEqual([{ type: "pass_on", response: "A#1", to: "Harbour", note: "" }]);
    await board.refuse({ code: "not_your_claim", message: "It is claimed by Pipit." });
    expect(field.value).toBe("Harbour");
    expect(sheet.textContent).toContain("It is claimed by Pipit.");
    fireEvent.click(screen.getByTestId("handover-pass-on"));
    await board.accept();
    board.change([row("A", { responses: [response("A", { state: "handed_over", passed_on: { to: "Harbour", at: NOW, by: "Me" } })] })]);
    expect(screen.getByTestId("handover-A#1").textContent).toContain("Harbour, passed on");
    await board.press("z");
    expect(board.commands().at(-1)).toEqual({ type: "claim_response", response: "A#1" });
  });

  it("leaves the board beneath alone while it is open, and gives it back as it was", async () => {
    board = await mountBoard([row("A", { responses: [response("A")] })]);
    await board.press("j");
    await openSheet();
    await board.press("c");
    expect(board.commands()).toEqual([]);
    await board.press("Escape");
    expect(screen.queryByTestId("handover")).toBeNull();
    expect(document.activeElement?.id).toBe("row-A");
  });
});

describe("the cover that comes by itself", () => {
  it("comes after the scheme's stillness, says why, and not before", async () => {
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval", "performance"], now: NOW });
    board = await mountBoard([], { idle_lock_ms: 60_000 });
    act(() => void vi.advanceTimersByTime(40_000));
    fireEvent.pointerMove(window);
    act(() => void vi.advanceTimersByTime(40_000));
    expect(screen.queryByTestId("privacy")).toBeNull();
    act(() => void vi.advanceTimersByTime(25_000));
    expect(screen.getByTestId("privacy").textContent).toContain("Covered after 1 min");
    fireEvent.click(screen.getByTestId("privacy-back"));
    expect(screen.queryByTestId("privacy")).toBeNull();
  });
});
