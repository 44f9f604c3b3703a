// @vitest-environment jsdom
// Alarms on the board: the strip, the list, shelving with its undo, and the mute.
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ResponseRow } from "../../live/protocol.gen";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { CONTACT, escalation, MIN, NOW, response, row } from "../../testing/sample";
import { dropToast, speakStore, toastStore } from "../../ui/toasts";
import { boardSettings, changeSettings } from "../settings";

let board: MountedBoard;
const due = (number: string, part: Partial<ResponseRow> = {}) =>
  row(number, { locality: `${number} Street`, responses: [response(number, { reviewed_at: NOW, contact: { ...CONTACT, attempts: 1, next_at: NOW - 2 * MIN }, ...part })] });
const cut = row("CUT", { locality: "Cut Street", responses: [escalation("CUT", "requested", "line_cut")] });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  prepareDom();
  changeSettings({ muted: false, letters: true });
});

afterEach(() => {
  for (const toast of toastStore.read()) dropToast(toast.id);
  cleanup();
  board.stop();
  vi.useRealTimers();
});

describe("the strip", () => {
  it("has one height whether or not something is on, and says that nothing is", async () => {
    board = await mountBoard([]);
    expect(screen.getByTestId("alarm-strip").textContent).toContain("No alarms");
    board.change([due("A")]);
    expect(screen.getByTestId("leading-alarm").textContent).toContain("Contact due");
  });

  it("leads with the gravest, counts the rest by kind, and says who holds what", async () => {
    board = await mountBoard([due("A"), due("B"), due("C", { claim: { user: "p", name: "Pipit", at: NOW } }), cut]);
    const strip = screen.getByTestId("alarm-strip");
    expect(within(strip).getByTestId("escalation-strip").dataset["kind"]).toBe("line_cut");
    expect(strip.textContent).toContain("2 contact due");
    expect(strip.textContent).toContain("1 with others");
    expect(strip.textContent).toContain("climbs in 2 min");
  });

  it("opens the incident at a press, with the form that the act needs", async () => {
    board = await mountBoard([due("A")]);
    fireEvent.click(screen.getByTestId("strip-call"));
    expect((await screen.findByTestId("incident-number")).textContent).toBe("A");
  });

  it("says an emergency at once, and never the rest", async () => {
    board = await mountBoard([]);
    const before = speakStore.read().assertive;
    board.change([due("A")]);
    expect(speakStore.read().assertive).toBe(before);
    board.change([{ ...cut, number: "CUT-2" }]);
    expect(speakStore.read().assertive).toBe("Line cut, 2");
  });
});

describe("the list", () => {
  it("opens by w, has an act for each, and closes by Escape with the focus back where it was", async () => {
    board = await mountBoard([due("A"), cut]);
    await board.press("j");
    const before = document.activeElement;
    await board.press("w");
    const panel = await screen.findByTestId("alarm-panel");
    expect(within(panel).getByTestId("alarm-line_cut-CUT").textContent).toContain("with the desk");
    expect(within(panel).queryByTestId("alarm-shelve")).not.toBeNull();
    // A cut line cannot be shelved: one button for two alarms.
    expect(within(panel).getAllByTestId("alarm-shelve")).toHaveLength(1);
    await board.press("Escape");
    expect(screen.queryByTestId("alarm-panel")).toBeNull();
    expect(document.activeElement).toBe(before);
  });

  it("shelves with a reason for a while, and can be undone by z", async () => {
    board = await mountBoard([due("A")]);
    await board.press("w");
    fireEvent.click(await screen.findByTestId("alarm-shelve"));
    fireEvent.click(screen.getByTestId("shelve-save"));
    expect(screen.getByText("Say why it can wait.")).toBeTruthy();
    expect(board.commands()).toEqual([]);
    fireEvent.click(screen.getByTestId("shelve-30"));
    fireEvent.change(screen.getByTestId("shelve-reason"), { target: { value: "She asked for a later call" } });
    fireEvent.click(screen.getByTestId("shelve-save"));
    const sent = board.commands().at(-1);
    expect(sent).toMatchObject({ type: "shelve_alarm", response: "A#1", alarm: "contact_due", reason: "She asked for a later call" });
    if (sent?.type === "shelve_alarm") expect(sent.until - NOW).toBeGreaterThan(29 * MIN);
    if (sent?.type === "shelve_alarm") expect(sent.until - NOW).toBeLessThanOrEqual(30 * MIN);
    await board.accept();
    expect(screen.getByTestId("toast").textContent).toContain("shelved for 30 min");
    await board.press("z");
    expect(board.commands().at(-1)).toEqual({ type: "unshelve_alarm", response: "A#1", alarm: "contact_due" });
    await board.accept();
    expect(screen.getByTestId("toast").textContent).toContain("Undone");
  });

  it("keeps what is shelved apart, with its end and who", async () => {
    board = await mountBoard([due("A", { shelved: [{ alarm: "contact_due", until: NOW + 10 * MIN, by: "Pipit" }] })]);
    expect(screen.getByTestId("alarm-strip").textContent).toContain("1 shelved");
    await board.press("w");
    const item = await screen.findByTestId("alarm-contact_due-A");
    expect(item.textContent).toContain("shelved by Pipit");
    fireEvent.click(within(item).getByTestId("alarm-unshelve"));
    expect(board.commands().at(-1)?.type).toBe("unshelve_alarm");
  });
});

describe("the mute", () => {
  it("is toggled by q, remembered, and loud while an emergency is on", async () => {
    board = await mountBoard([cut]);
    await board.press("q");
    expect(boardSettings().muted).toBe(true);
    expect(screen.getByTestId("mute").textContent).toContain("Muted, emergency on");
    await board.press("q");
    expect(boardSettings().muted).toBe(false);
  });
});

describe("undo", () => {
  it("says who was quicker when it is refused", async () => {
    board = await mountBoard([row("A", { responses: [response("A")] })]);
    await board.press("j");
    await board.press("c");
    await board.accept();
    expect(screen.getByTestId("toast").textContent).toContain("Claimed A");
    expect(screen.getByTestId("undo").textContent).toContain("z");
    await board.press("z");
    await board.refuse({ code: "not_your_claim", message: "Pipit has it.", who: "Pipit" });
    expect(screen.getByTestId("toast").textContent).toContain("Pipit was quicker");
    await board.press("z");
    expect(screen.getAllByTestId("toast").at(-1)?.textContent).toContain("Nothing to undo");
  });
});
