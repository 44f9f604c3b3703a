// @vitest-environment jsdom
// A note is for both sides unless somebody says otherwise, and the form says what that means.
import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { kept } from "../../words/en.kept";
import { openPane, press, text, type, type Pane } from "./testing";

let pane: Pane;

afterEach(() => {
  pane.stop();
  cleanup();
});

describe("a note", () => {
  it("is for both sides unless somebody says otherwise", async () => {
    pane = await openPane({ tray: "note" });
    expect(text("form-note")).toContain(kept.means.shared);
    type("note-text", "Neighbour has a key");
    press("note-save");
    expect(pane.commands()).toEqual([{ type: "add_note", response: pane.id, text: "Neighbour has a key" }]);
  });

  it("is kept for one side, which is said before it is saved", async () => {
    pane = await openPane({ tray: "note" });
    press("note-kept-charity");
    expect(text("form-note")).toContain(kept.means.charity);
    type("note-text", "She is looking at refuge places");
    press("note-save");
    expect(pane.commands()).toEqual([{ type: "add_note", response: pane.id, text: "She is looking at refuge places", kept: "charity" }]);
  });

  it("cannot be kept for the side that its writer does not work for", async () => {
    pane = await openPane({ tray: "note" });
    expect(screen.queryByTestId("note-kept-police")).toBeNull();
  });

  it("that is refused keeps its text and for whom it is", async () => {
    pane = await openPane({ tray: "note" });
    press("note-kept-charity");
    type("note-text", "Seen at the bus station");
    press("note-save");
    await pane.refuse({ code: "overloaded", message: "too much at once; try again" });
    expect(screen.getByTestId<HTMLTextAreaElement>("note-text").value).toBe("Seen at the bus station");
    expect(screen.getByTestId<HTMLInputElement>("note-kept-charity").checked).toBe(true);
  });

  it("without a word is not sent", async () => {
    pane = await openPane({ tray: "note" });
    press("note-save");
    expect(pane.commands()).toEqual([]);
  });
});
