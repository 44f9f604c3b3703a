// @vitest-environment jsdom
// Taking a colleague's claim: whether they are here, why, and the way back.
import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { PresentUser } from "../../../live/protocol.gen";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

let pane: Pane;
const HELD = { claim: { user: "ada", name: "Ada Hawthorn", at: Date.now() - 12 * 60_000 } };
const ada = (viewing: string[] = []): PresentUser => ({ user: "ada", name: "Ada Hawthorn", audience: "control", viewing });

afterEach(() => {
  cleanup();
  pane.stop();
});

describe("taking over", () => {
  it("is offered beside who has it, and says that they are not here and since when they hold it", async () => {
    pane = await openPane({ own: HELD });
    expect(text("claimed-by")).toContain("Ada Hawthorn");
    press("take-over");
    expect(screen.getByTestId("take-over-holder").dataset["connected"]).toBe("false");
    expect(text("take-over-holder")).toContain("12 min");
    expect(text("take-over-holder")).toContain("not connected");
  });

  it("asks to speak with them first where they are connected", async () => {
    pane = await openPane({ own: HELD, present: [ada()], tray: "take_over" });
    expect(screen.getByTestId("take-over-holder").dataset["connected"]).toBe("true");
    expect(text("take-over-holder")).toContain("Ask first");
  });

  it("says when they have this very incident open on any of their screens", async () => {
    pane = await openPane({ own: HELD, present: [ada(), ada([`P-${Number(pane.number.slice(2)) + 1}`])], tray: "take_over" });
    expect(text("take-over-holder")).toContain("has this incident open");
  });

  it("needs a reason, keeps it when refused, and can be taken back", async () => {
    pane = await openPane({ own: HELD, tray: "take_over" });
    press("take-over-save");
    expect(pane.commands()).toEqual([]);
    expect(text("form-take-over")).toContain("Give the reason");
    typeInto("take-over-reason", "  She rings now and Ada's line is dead ");
    press("take-over-save");
    expect(pane.commands()).toEqual([{ type: "take_over_claim", response: pane.id, from: "ada", reason: "She rings now and Ada's line is dead" }]);
    await pane.refuse({ code: "wrong_state", message: "this response is closed" });
    expect(screen.getByTestId<HTMLTextAreaElement>("take-over-reason").value).toContain("line is dead");
    press("take-over-save");
    await pane.accept();
    expect(screen.queryByTestId("form-take-over")).toBeNull();
    expect(pane.done).toHaveBeenCalledWith(expect.stringContaining("taken over"), { type: "hand_over_claim", response: pane.id, to: "ada" });
  });

  it("turns into a claim when they let it go meanwhile", async () => {
    pane = await openPane({ own: HELD, tray: "take_over" });
    await pane.change({ own: { claim: null } });
    expect(screen.getByTestId<HTMLButtonElement>("take-over-save").disabled).toBe(true);
    press("take-over-claim");
    expect(pane.claim).toHaveBeenCalledWith(pane.id);
  });

  it("is the next step of a refused claim", async () => {
    pane = await openPane({ own: HELD });
    pane.act({ type: "refused", response: pane.id, refusal: { code: "already_claimed", message: "Ada Hawthorn claimed this first", who: "Ada Hawthorn", when: Date.now() - 60_000 } });
    expect(text("refusal")).toContain("Ada Hawthorn, 1 min ago");
    press("refusal-take-over");
    expect(screen.getByTestId("form-take-over")).toBeTruthy();
    expect(screen.queryByTestId("refusal")).toBeNull();
  });
});
