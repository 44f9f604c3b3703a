// @vitest-environment jsdom
// What a crew sees with its own eyes: children and welfare, and hazards.
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LIMITS } from "../../live/protocol.gen";
import { commands, press, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, lineOf, offers, openForm, type, typed } from "./testing";

withTablet();

const count = (of: string): string => screen.getByTestId(`${of}-value`).textContent;

describe("children and welfare", () => {
  it("tells nought from not known, and sends what was counted and ticked", async () => {
    await atDoor({ card: { children_present: 2 } });
    await openForm("welfare");
    expect(count("door-children")).toBe("Not known");
    expect(screen.getByTestId("door-welfare").textContent).toContain("The log says 2.");
    for (let each = 0; each < 4; each += 1) await press("door-children-more", 0);
    expect(count("door-children")).toBe("3");
    await press("door-seen-more", 0);
    expect(count("door-seen")).toBe("0");
    choose("door-concerns", "no_heating");
    choose("door-concerns", "injured");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_welfare", response: "resp-1", seen: { children_present: 3, children_seen: 0, concerns: ["injured", "no_heating"], no_concern: false, note: "" } }]);
    await answer("accepted");
    expect(lineOf("welfare").state).toBe("recorded");
  });

  it("leaves out what is not known", async () => {
    await atDoor();
    await openForm("welfare");
    await press("door-children-more", 0);
    await press("door-children-less", 0);
    choose("door-no-concern", "none");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_welfare", response: "resp-1", seen: { concerns: [], no_concern: true, note: "" } }]);
  });

  it("is a concern or none, and never more children seen than are there", async () => {
    await atDoor();
    await openForm("welfare");
    choose("door-concerns", "no_food");
    choose("door-no-concern", "none");
    expect(chosen("door-concerns")).toEqual([]);
    choose("door-concerns", "no_food");
    expect(chosen("door-no-concern")).toEqual([]);
    for (let each = 0; each < 4; each += 1) await press("door-seen-more", 0);
    await press("door-children-more", 0);
    expect([count("door-children"), count("door-seen")]).toEqual(["0", "0"]);
    expect(screen.getByTestId("door-seen-more").getAttribute("aria-disabled")).toBe("true");
  });

  it("keeps the focus on the button that reaches its end", async () => {
    await atDoor();
    await openForm("welfare");
    await press("door-children-more", 0);
    const less = screen.getByTestId("door-children-less");
    less.focus();
    await press("door-children-less", 0);
    expect([less.getAttribute("aria-disabled"), document.activeElement]).toEqual(["true", less]);
    await press("door-children-less", 0);
    await press("door-children-more", 0);
    expect(count("door-children")).toBe("0");
  });

  it("takes no more than the server does", async () => {
    await atDoor();
    await openForm("welfare");
    for (let each = 0; each < LIMITS.CHILDREN_MAX + 3; each += 1) await press("door-children-more", 0);
    expect(count("door-children")).toBe(String(LIMITS.CHILDREN_MAX));
  });

  it("needs something to be said", async () => {
    await atDoor();
    await openForm("welfare");
    await press("door-save");
    expect(commands()).toEqual([]);
    type("door-note", "Grandmother is there");
    await press("door-save");
    expect(commands()).toMatchObject([{ seen: { note: "Grandmother is there", no_concern: false } }]);
  });
});

describe("hazards found", () => {
  it("are those that nobody knew of", async () => {
    await atDoor({ card: { hazards: ["dog"] } });
    await openForm("hazards");
    expect(offers("door-found")).not.toContain("dog");
    await press("door-save");
    expect(commands()).toEqual([]);
    choose("door-found", "weapon");
    type("door-note", "A knife block by the door");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_hazards", response: "resp-1", found: ["weapon"], ruled_out: [], reason: "A knife block by the door" }]);
    await answer({ code: "wrong_state", message: "this response is closed" });
    expect(typed("door-note")).toBe("A knife block by the door");
    expect(chosen("door-found")).toEqual(["weapon"]);
    await press("door-back", 0);
    expect(lineOf("hazards").state).toBe("refused");
  });

  it("are not offered again once reported", async () => {
    await atDoor();
    await openForm("hazards");
    choose("door-found", "weapon");
    await press("door-save");
    await answer("accepted");
    await openForm("hazards");
    expect(offers("door-found")).not.toContain("weapon");
  });
});
