// @vitest-environment jsdom
// The command palette: found by a few letters, run by Enter, and back where one was by Escape.
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { NOW, response, row } from "../../testing/sample";

let board: MountedBoard;
const later = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 5)));

async function openPalette(): Promise<HTMLElement> {
  await board.press("k", { ctrlKey: true });
  return screen.findByTestId("palette-field");
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  prepareDom();
  board = await mountBoard([
    row("TP-0412", { locality: "Ploverthorn Road", responses: [response("TP-0412")] }),
    row("TP-0421", { locality: "Callow Street", responses: [response("TP-0421", { claim: { user: "p", name: "Pipit", at: NOW }, reviewed_at: NOW })] }),
  ]);
});

afterEach(() => {
  cleanup();
  board.stop();
  vi.useRealTimers();
});

describe("the palette", () => {
  it("is a combobox that keeps the focus in its field and points at the chosen line", async () => {
    const field = await openPalette();
    expect(field.getAttribute("role")).toBe("combobox");
    expect(document.activeElement).toBe(field);
    const first = field.getAttribute("aria-activedescendant");
    fireEvent.keyDown(field, { key: "ArrowDown" });
    const second = field.getAttribute("aria-activedescendant");
    expect(second).not.toBe(first);
    expect(document.getElementById(second ?? "")?.getAttribute("aria-selected")).toBe("true");
    fireEvent.keyDown(field, { key: "ArrowUp" });
    fireEvent.keyDown(field, { key: "ArrowUp" });
    expect(document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent).toContain("Go to");
  });

  it("offers the acts of the row under the focus first, with their keys", async () => {
    await board.press("j");
    await openPalette();
    const options = screen.getAllByRole("option", { hidden: true }).filter((each) => each.dataset["testid"]?.startsWith("palette-") === true);
    expect(options[0]?.textContent).toBe("Claimc");
    expect(options.some((each) => each.textContent.startsWith("Line cut"))).toBe(true);
  });

  it("goes to an incident by its number, and by its place", async () => {
    const field = await openPalette();
    fireEvent.change(field, { target: { value: "callow" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await later();
    expect(screen.queryByTestId("palette")).toBeNull();
    expect((await screen.findByTestId("incident-number")).textContent).toBe("TP-0421");
    expect(document.activeElement?.id).toBe("row-TP-0421");
  });

  it("runs an act on what it was opened for", async () => {
    await board.press("j");
    const field = await openPalette();
    fireEvent.change(field, { target: { value: "claim" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await later();
    expect(board.commands()).toEqual([{ type: "claim_response", response: "TP-0412#1" }]);
  });

  it("shows a section, and says when nothing matches", async () => {
    const field = await openPalette();
    fireEvent.change(field, { target: { value: "no such thing" } });
    expect(screen.getByText(/matches “no such thing”/)).toBeTruthy();
    fireEvent.change(field, { target: { value: "show mine" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await later();
    expect(screen.getByTestId("section-mine").getAttribute("aria-pressed")).toBe("true");
  });

  it("returns the focus to where it was on Escape", async () => {
    await board.press("j");
    expect(document.activeElement?.id).toBe("row-TP-0412");
    await openPalette();
    fireEvent(screen.getByTestId("palette"), new Event("cancel", { cancelable: true }));
    expect(screen.queryByTestId("palette")).toBeNull();
    expect(document.activeElement?.id).toBe("row-TP-0412");
  });

  it("opens while somebody types too", async () => {
    screen.getByTestId("search").focus();
    await openPalette();
    expect(screen.getByTestId("palette")).toBeTruthy();
  });
});
