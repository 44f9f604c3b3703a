// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SAFE } from "../../testing/sample";
import { commands, press, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, offers, openForm, type, withFile } from "./testing";

withTablet();

describe("a contact at the door", () => {
  it("comes out as it was said, without a number and without a time", async () => {
    await atDoor();
    await openForm("contact");
    expect(chosen("door-channel")).toEqual(["in_person"]);
    expect(offers("door-result")).not.toContain("wrong_number");
    choose("door-result", "spoke_safely");
    type("door-note", "  Talked in the kitchen  ");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_contact", response: "resp-1", attempt: { channel: "in_person", result: "spoke_safely", number: "", note: "Talked in the kitchen" } }]);
    await answer("accepted");
    expect(screen.getByTestId("door-line-contact").dataset["state"]).toBe("recorded");
  });

  it("is by telephone from the car, with a time to try again that lies tomorrow", async () => {
    await atDoor({ state: "acknowledged" });
    await openForm("contact");
    expect(chosen("door-channel")).toEqual(["phone"]);
    choose("door-result", "wrong_number");
    choose("door-next", "morning");
    await press("door-save");
    const [sent] = commands();
    const next = sent?.type === "record_contact" ? (sent.attempt.next_at ?? 0) : 0;
    expect(next - Date.now()).toBeGreaterThan(0);
    expect(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" }).format(next)).toBe("09:00");
  });

  it("does not take what cannot come of another way of contact", async () => {
    await atDoor();
    await openForm("contact");
    choose("door-channel", "phone");
    choose("door-result", "wrong_number");
    choose("door-channel", "in_person");
    await press("door-save");
    expect(commands()).toEqual([]);
    expect(screen.getByTestId("door-lacking")).toBeTruthy();
  });

  it("offers numbers only once the rule was read in the open file, and shows none of them whole", async () => {
    const safe = { record: { ...SAFE, number: "01632 960123", other_numbers: [{ number: "01632 960777", whose: "a sister", safe_to_ring: true }] }, confirmed_at: Date.now(), confirmed_by: "A. Example" };
    await atDoor();
    await withFile({ safe_contact: safe });
    await openForm("contact");
    choose("door-channel", "phone");
    expect(screen.queryByTestId("door-number")).toBeNull();
    await press("door-back", 0);
    await press("rule-read", 0);
    await openForm("contact");
    expect(offers("door-number")).toEqual(["01632 960123", "01632 960777", ""]);
    expect(screen.getByTestId("door-number").textContent).not.toMatch(/960123|960777/);
    choose("door-number", "01632 960777");
    choose("door-result", "no_answer");
    await press("door-save");
    expect(commands()).toMatchObject([{ attempt: { channel: "phone", number: "01632 960777" } }]);
  });
});
