// @vitest-environment jsdom
// Attempts: the next time of day proposed, the reasoned end of trying, and its way back.
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AttemptView, ContactSummary } from "../../../live/protocol.gen";
import { CONTACT, SAFE } from "../../../testing/sample";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

// A Saturday, 15:05 in London.
const NOW = Date.UTC(2026, 10, 21, 15, 5);
const HOURS = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];
let pane: Pane;

const tried = (at: number, number = ""): AttemptView => ({ attempt: { channel: "phone", result: "no_answer", number, note: "" }, at, by: "A. Colleague" });
const contact = (part: Partial<ContactSummary>): { contact: ContactSummary } => ({ contact: { ...CONTACT, ...part } });
const nextField = (): HTMLSelectElement => screen.getByTestId<HTMLSelectElement>("contact-next");
const chosen = (): string => nextField().selectedOptions[0]?.textContent ?? "";

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  cleanup();
  pane.stop();
  vi.useRealTimers();
});

describe("recording an attempt", () => {
  it("proposes a time of day that has not been tried, chosen by itself where she was not reached", async () => {
    pane = await openPane({ scheme: { hours: HOURS }, tray: "contact" });
    expect(nextField().value).toBe("");
    press("contact-result-no_answer");
    expect(chosen()).toBe("Sat 17:00, evening");
    expect(text("form-contact")).toContain("not tried yet");
    expect(text("form-contact")).toContain("inside the hours that are covered");
    press("contact-save");
    expect(pane.commands()).toEqual([
      { type: "record_contact", response: pane.id, attempt: { channel: "phone", result: "no_answer", number: "", note: "", next_at: Date.UTC(2026, 10, 21, 17, 0) } },
    ]);
  });

  it("plans nothing by itself after a talk, and lets the proposal be changed", async () => {
    pane = await openPane({ tray: "contact" });
    press("contact-result-spoke_safely");
    expect(nextField().value).toBe("");
    typeInto("contact-next", "at");
    expect(screen.getByTestId<HTMLInputElement>("contact-next-at").value).toBe("2026-11-21T17:00");
    typeInto("contact-next-at", "2026-11-20T15:30");
    press("contact-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-contact")).toContain("This time has passed.");
    typeInto("contact-next-at", "2026-11-22T15:30");
    press("contact-save");
    expect(pane.commands()).toMatchObject([{ attempt: { next_at: Date.UTC(2026, 10, 22, 15, 30) } }]);
  });

  it("keeps inside their safe hours, and says when a chosen time is not", async () => {
    const record = { ...SAFE, windows: [{ days: ["sun" as const], from: "10:00", until: "12:00" }] };
    pane = await openPane({ part: { safe_contact: { record, confirmed_at: NOW, confirmed_by: "A. Colleague" }, attempts: [tried(NOW - 86_400_000)] }, tray: "contact" });
    press("contact-result-someone_else");
    expect(chosen()).toBe("Sun 10:00, morning");
    typeInto("contact-next", "60");
    expect(text("form-contact")).toContain("outside their safe hours");
  });

  it("records which number was rung", async () => {
    const record = { ...SAFE, other_numbers: [{ number: "01632 960777", whose: "her sister", safe_to_ring: true }] };
    pane = await openPane({ part: { safe_contact: { record, confirmed_at: NOW, confirmed_by: "A. Colleague" } } });
    press("start-call-2");
    press("contact-result-spoke_safely");
    press("contact-save");
    expect(pane.commands()).toMatchObject([{ attempt: { channel: "phone", number: "01632 960777" } }]);
  });
});

describe("the attempts", () => {
  it("show by when a first one is due, and no number after which they end", async () => {
    pane = await openPane({ own: contact({ first_due_at: NOW + 2 * 3_600_000 }) });
    expect(text("first-due")).toContain("in 2 h 00");
    expect(text("attempts")).toContain("No attempt yet");
    const many = Array.from({ length: 40 }, (_, index) => tried(NOW - (index + 1) * 3_600_000));
    await pane.change({ own: contact({ attempts: 40, last_result: "no_answer", last_at: NOW, next_at: NOW + 3_600_000 }), part: { attempts: many } });
    expect(screen.queryByTestId("first-due")).toBeNull();
    expect(text("next-attempt")).toContain("16:05");
    expect(screen.getByTestId("end-trying")).toBeTruthy();
  });

  it("end by a reason alone, and that can be undone", async () => {
    pane = await openPane();
    press("end-trying");
    expect(text("form-end-trying")).toContain("Any later attempt starts trying again");
    press("end-trying-save");
    expect(pane.commands()).toEqual([]);
    typeInto("end-trying-text", "She asked us to stop");
    press("end-trying-save");
    expect(pane.commands()).toEqual([{ type: "end_trying", response: pane.id, reason: "She asked us to stop" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.any(String), { type: "resume_trying", response: pane.id });
  });

  it("say who ended trying, when and why, and take it up again", async () => {
    pane = await openPane({ own: contact({ attempts: 1, ended_at: NOW - 3_600_000, ended_by: "Ada Hawthorn" }), part: { attempts: [tried(NOW - 7_200_000)], ended_reason: "She asked us to stop" } });
    expect(text("trying-ended")).toContain("Ada Hawthorn");
    expect(text("trying-ended")).toContain("1 h 00 ago");
    expect(text("trying-ended")).toContain("She asked us to stop");
    press("resume-trying");
    expect(pane.commands()).toEqual([{ type: "resume_trying", response: pane.id }]);
  });
});
