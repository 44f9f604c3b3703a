// @vitest-environment jsdom
// The menu of rare acts by keyboard, and the escalation that can be withdrawn.
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { escalation } from "../../../testing/sample";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

let pane: Pane;
afterEach(() => {
  cleanup();
  pane.stop();
});

const key = (name: string): boolean => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
const focused = (): string | null => document.activeElement?.getAttribute("data-testid") ?? null;

describe("the menu of more acts", () => {
  it("opens with an arrow, moves around, and closes with Escape alone", async () => {
    pane = await openPane();
    screen.getByTestId("more-acts").focus();
    key("ArrowDown");
    expect(focused()).toBe("more-contact");
    key("ArrowUp");
    expect(focused()).toBe("more-end-trying");
    key("ArrowDown");
    key("ArrowDown");
    expect(focused()).toBe("more-safe-contact");
    // The page behind it does not hear Escape.
    expect(key("Escape")).toBe(false);
    expect(screen.queryByRole("menu")).toBeNull();
    expect(focused()).toBe("more-acts");
  });

  it("lets letters through to the page, and closes", async () => {
    pane = await openPane();
    press("more-acts");
    expect(key("m")).toBe(true);
    expect(screen.queryByRole("menu")).toBeNull();
  });

  it("opens a form, and offers no record that the scheme does not use", async () => {
    pane = await openPane();
    press("more-acts");
    expect(screen.queryByTestId("more-risk")).toBeNull();
    press("more-hazards");
    expect(screen.getByTestId("form-hazards")).toBeTruthy();
  });
});

describe("the escalation", () => {
  it("says with whom it is and to whom it climbs, as the scheme says it", async () => {
    const open = escalation("x", "requested").escalation;
    pane = await openPane({ own: { escalation: open } });
    expect(text("escalation")).toContain("with the desk");
    expect(text("escalation")).toContain("climbs to the desk supervisor");
    await pane.change({ own: { escalation: open === null ? null : { ...open, climb: 1 } } });
    expect(text("escalation")).toContain("with the desk supervisor");
    expect(text("escalation")).toContain("climbs to the duty inspector");
  });

  it("is withdrawn with a reason by a support worker, and by nobody else", async () => {
    const open = escalation("x", "acknowledged").escalation;
    pane = await openPane({ own: { escalation: open } });
    press("withdraw-escalation");
    press("withdraw-save");
    expect(pane.commands()).toEqual([]);
    typeInto("withdraw-text", "She is with officers now");
    press("withdraw-save");
    expect(pane.commands()).toEqual([{ type: "withdraw_escalation", escalation: "x#1!1", reason: "She is with officers now" }]);
    pane.stop();
    cleanup();
    pane = await openPane({ own: { escalation: open }, roles: ["control_room"] });
    expect(screen.queryByTestId("withdraw-escalation")).toBeNull();
  });
});
