// @vitest-environment jsdom
// Before a number is shown that the record does not call safe. Wrong here can cost a life.
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SafeContact } from "../../../live/protocol.gen";
import { CONTACT, SAFE } from "../../../testing/sample";
import { openPane, press, text, type as typeInto, type Given, type Pane } from "../testing";

const NUMBER = "01632 960101";
const SISTER = "01632 960777";
// A Saturday, noon in London.
const NOW = Date.UTC(2026, 10, 21, 12, 0);
const HOUR = 3_600_000;
let pane: Pane;

const safe = (part: Partial<SafeContact> = {}, age = HOUR): Given => ({
  own: { contact: { ...CONTACT, safety: part.safe_to_ring === false ? "unsafe" : "safe", confirmed_at: NOW - age } },
  part: { safe_contact: { record: { ...SAFE, code_word: "marmalade", ...part }, confirmed_at: NOW - age, confirmed_by: "A. Colleague" } },
});
const person = { role: "victim" as const, name: "Ada Fictional", age: 31, phone: NUMBER, language: null, note: null };
const digitsShown = (number = NUMBER): boolean => document.body.textContent.includes(number);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  cleanup();
  pane.stop();
  vi.useRealTimers();
});

describe("the second step", () => {
  it("is not asked for where everything says safe", async () => {
    pane = await openPane(safe());
    expect(text("number")).toBe(NUMBER);
    press("start-call");
    expect(text("code-word")).toContain("marmalade");
    expect(pane.commands()).toEqual([]);
  });

  const outside = { windows: [{ days: ["sun" as const], from: "09:00", until: "12:00" }] };
  it.each([
    ["unconfirmed", "Nobody has confirmed", { file: { people: [person] } }],
    ["unsafe", "must not be rung", safe({ safe_to_ring: false })],
    ["stale", "30 h 00 ago", safe({}, 30 * HOUR)],
    ["overtaken", "the suspect came back", { ...safe(), own: { contact: { ...CONTACT, safety: "overtaken", overtaken_because: "the suspect came back", confirmed_at: NOW - HOUR } } }],
    ["outside_window", "safe again Sun 09:00", safe(outside)],
  ] as [string, string, Given][])("is asked for when it is %s, says why, and is recorded", async (because, why, given) => {
    pane = await openPane(given);
    expect(screen.getByTestId("safe-contact").dataset["state"]).toBe(because);
    expect(digitsShown()).toBe(false);
    press("dial-anyway");
    expect(text("second-step-why")).toContain(why);
    expect(screen.getByTestId<HTMLButtonElement>("second-step-go").disabled).toBe(true);
    expect(digitsShown()).toBe(false);
    press("second-step-tick");
    press("second-step-go");
    // The number stands there before the server has answered.
    expect(text("number")).toBe(NUMBER);
    expect(screen.getByTestId("call-mode")).toBeTruthy();
    expect(pane.commands()).toEqual([{ type: "take_second_step", response: pane.id, because }]);
  });

  it("shows nothing and records nothing when it is not taken", async () => {
    pane = await openPane(safe({ safe_to_ring: false }));
    press("dial-anyway");
    press("second-step-tick");
    act(() => within(screen.getByTestId("second-step")).getByText("Cancel").click());
    expect(screen.queryByTestId("second-step")).toBeNull();
    expect(digitsShown()).toBe(false);
    expect(pane.commands()).toEqual([]);
  });

  it("comes by itself when the safe hours end, and goes when they begin", async () => {
    pane = await openPane(safe({ windows: [{ days: ["sat"], from: "09:00", until: "12:01" }] }));
    expect(text("safe-hours")).toContain("safe until Sat 12:01");
    expect(digitsShown()).toBe(true);
    await act(() => vi.advanceTimersByTimeAsync(61_000));
    expect(screen.getByTestId("safe-contact").dataset["state"]).toBe("outside_window");
    expect(digitsShown()).toBe(false);
  });
});

describe("several numbers", () => {
  const others = { other_numbers: [{ number: SISTER, whose: "her sister", safe_to_ring: true }] };

  it("are judged one by one", async () => {
    pane = await openPane(safe({ ...others, safe_to_ring: false }));
    expect(digitsShown(NUMBER)).toBe(false);
    expect(text("number-2")).toBe(SISTER);
    press("start-call-2");
    expect(text("number")).toBe(SISTER);
    expect(pane.commands()).toEqual([]);
    // In the call her own number still stands behind its second step.
    press("other-numbers");
    press("ring-instead-1");
    expect(text("second-step-why")).toContain("must not be rung");
    press("second-step-tick");
    press("second-step-go");
    expect(text("number")).toBe(NUMBER);
    expect(pane.commands()).toEqual([{ type: "take_second_step", response: pane.id, because: "unsafe" }]);
  });

  it("does not let a friend's pass for safe when the suspect came back behind an unsafe own one", async () => {
    pane = await openPane({ ...safe({ ...others, safe_to_ring: false }), row: { suspect: { whereabouts: "returned", at: NOW - 60_000 } } });
    expect(digitsShown(SISTER)).toBe(false);
    press("dial-anyway-2");
    expect(text("second-step-why")).toContain("the suspect came back");
  });
});

describe("texts and emails", () => {
  it("open their record at once where they are allowed, though ringing is not", async () => {
    pane = await openPane(safe({ safe_to_ring: false, text_allowed: true }));
    press("text");
    expect(screen.queryByTestId("second-step")).toBeNull();
    expect(screen.getByTestId<HTMLSelectElement>("contact-channel").value).toBe("text");
    expect(text("number")).toBe(NUMBER);
    expect(pane.commands()).toEqual([]);
    // Ringing it is still another matter.
    press("dial-anyway");
    expect(text("second-step-why")).toContain("must not be rung");
  });

  it("ask for the second step where they are not, and say why", async () => {
    pane = await openPane(safe({ email: "ada@example.org" }));
    expect(digitsShown("ada@example.org")).toBe(false);
    press("text");
    expect(text("second-step-why")).toContain("no texts");
    act(() => within(screen.getByTestId("second-step")).getByText("Cancel").click());
    press("email");
    expect(text("second-step-why")).toContain("no emails");
    press("second-step-tick");
    press("second-step-go");
    expect(text("email-address")).toBe("ada@example.org");
    expect(pane.commands()).toEqual([{ type: "take_second_step", response: pane.id, because: "channel_not_allowed" }]);
  });
});

describe("the call", () => {
  it("keeps its rules, code word and clock in view, whatever becomes of the record meanwhile", async () => {
    pane = await openPane(safe({ windows: [{ days: ["sat"], from: "09:00", until: "17:00" }] }));
    press("start-call");
    await act(() => vi.advanceTimersByTimeAsync(65_000));
    expect(text("call-clock")).toBe("1:05");
    expect(text("call-rules")).toContain("No voicemail");
    expect(text("call-rules")).toContain("Withhold our number");
    expect(text("call-rules")).toContain("safe until Sat 17:00");
    await pane.change({ own: { contact: { ...CONTACT, safety: "overtaken", overtaken_because: "a new call came in", confirmed_at: NOW - HOUR } } });
    expect(text("code-word")).toContain("marmalade");
    expect(text("number")).toBe(NUMBER);
    expect(text("call-changed")).toContain("confirm again first");
    press("call-line-cut");
    expect(pane.lineCut).toHaveBeenCalledOnce();
  });

  it("says what has come since the second step was taken, and not what it was taken for", async () => {
    pane = await openPane(safe({ windows: [{ days: ["sat"], from: "03:00", until: "04:00" }] }));
    press("dial-anyway");
    press("second-step-tick");
    press("second-step-go");
    expect(text("number")).toBe(NUMBER);
    expect(screen.queryByTestId("call-changed")).toBeNull();
    await pane.change({ own: { contact: { ...CONTACT, safety: "overtaken", overtaken_because: "a new call came in", confirmed_at: NOW - HOUR } } });
    expect(text("call-changed")).toContain("confirm again first");
  });

  it("says that the suspect is back, though nobody has asked yet when it is safe to ring", async () => {
    pane = await openPane({ file: { people: [person] } });
    press("dial-anyway");
    press("second-step-tick");
    press("second-step-go");
    expect(screen.queryByTestId("call-changed")).toBeNull();
    await pane.change({ row: { suspect: { whereabouts: "returned", at: NOW + 1_000 } } });
    expect(text("call-changed")).toContain("the suspect came back");
  });

  it("stays in view with its rules beside another form, and keeps what was typed", async () => {
    pane = await openPane(safe());
    press("start-call");
    typeInto("contact-note", "She can hear him on the stairs");
    pane.act({ type: "tray", tray: "hazards" });
    expect(screen.getByTestId("form-hazards")).toBeTruthy();
    expect(text("code-word")).toContain("marmalade");
    expect(text("call-rules")).toContain("No voicemail");
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    press("hazards-cancel");
    expect(text("call-clock")).toBe("0:10");
    expect(screen.getByTestId<HTMLTextAreaElement>("contact-note").value).toContain("on the stairs");
  });

  it("shows no number before the file is here", async () => {
    pane = await openPane({ ...safe(), fileHere: false, tray: "call" });
    expect(digitsShown()).toBe(false);
    expect(screen.queryByTestId("call-clock")).toBeNull();
  });
});
