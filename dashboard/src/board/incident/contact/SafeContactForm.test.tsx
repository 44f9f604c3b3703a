// @vitest-environment jsdom
// The record of safe contact: quick for the essentials, whole where there is more, never confirmed by habit.
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { SAFE } from "../../../testing/sample";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

let pane: Pane;
afterEach(() => {
  cleanup();
  pane.stop();
});

const folded = (): boolean => screen.getByTestId("safe-more").getAttribute("aria-expanded") === "false";

describe("the safe-contact form", () => {
  it("is saved with the essentials alone, the rest folded away", async () => {
    pane = await openPane({ file: { people: [{ role: "victim", name: null, age: null, phone: "01632 960101", language: null, note: null }] }, tray: "safe_contact" });
    expect(folded()).toBe(true);
    expect(document.activeElement).toBe(screen.getByTestId("safe-number"));
    press("safe-contact-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-safe-contact")).toContain("Say whether it is safe to ring.");
    press("safe-to-ring-yes");
    typeInto("safe-code", "marmalade");
    press("safe-contact-save");
    expect(pane.commands()).toEqual([{ type: "record_safe_contact", response: pane.id, record: { ...SAFE, code_word: "marmalade" } }]);
  });

  it("unfolds where there is more on record, and asks anew whether it is safe", async () => {
    const record = { ...SAFE, visit_allowed: true };
    pane = await openPane({ part: { safe_contact: { record, confirmed_at: Date.now(), confirmed_by: "A. Colleague" } }, tray: "safe_contact" });
    expect(folded()).toBe(false);
    expect(screen.getByTestId<HTMLInputElement>("safe-visit").checked).toBe(true);
    expect(screen.getByTestId<HTMLInputElement>("safe-to-ring-yes").checked).toBe(false);
  });

  it("takes hours by preset and by hand, and other numbers", async () => {
    pane = await openPane({ tray: "safe_contact" });
    typeInto("safe-number", "01632 960101");
    press("safe-to-ring-no");
    press("safe-more");
    press("safe-preset-weekday");
    press("safe-add-window");
    const second = within(screen.getByRole("group", { name: "Safe hours 2" }));
    fireEvent.click(second.getByTestId("day-sat"));
    press("safe-add-other");
    typeInto("safe-other-1", "her sister's");
    press("safe-contact-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-safe-contact")).toContain("Enter both times.");
    expect(text("form-safe-contact")).toContain("Enter a telephone number");
    typeInto("safe-from-2", "22:00");
    typeInto("safe-until-2", "06:00");
    expect(text("safe-windows")).toContain("Ends the next day");
    typeInto("safe-other-1", "01632 960777");
    typeInto("safe-whose-1", "her sister");
    press("safe-other-ring-1");
    press("safe-contact-save");
    expect(pane.commands()).toMatchObject([
      {
        record: {
          safe_to_ring: false,
          windows: [
            { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00" },
            { days: ["sat"], from: "22:00", until: "06:00" },
          ],
          other_numbers: [{ number: "01632 960777", whose: "her sister", safe_to_ring: true }],
        },
      },
    ]);
  });

  it("removes a row and keeps the focus in the form", async () => {
    pane = await openPane({ tray: "safe_contact" });
    press("safe-more");
    press("safe-preset-nights");
    fireEvent.click(screen.getByRole("button", { name: "Remove safe hours 1" }));
    expect(screen.queryByRole("group", { name: "Safe hours 1" })).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("safe-add-window"));
  });
});
