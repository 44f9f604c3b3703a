// @vitest-environment jsdom
// The outcome comes last, and asks nothing that was recorded at the door or waits to be sent.
import { act, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { draftKeys } from "../../held/drafts";
import { commands, press, tablet, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, openForm, type, typed, withFile } from "./testing";

withTablet();

async function recordDoor(): Promise<void> {
  await openForm("contact");
  choose("door-result", "spoke_safely");
  await press("door-save");
  await answer("accepted");
  await openForm("plan");
  choose("door-topics", "doors");
  choose("door-agreed", "yes");
  await press("door-save");
  await answer("accepted");
  await openForm("referral");
  choose("door-service", "Quayside");
  await press("door-save");
  // Left before the answer: it waits.
  await press("door-back", 0);
}

describe("the outcome after the door", () => {
  it("takes contact, plan and referral from what was recorded, and says so", async () => {
    await atDoor();
    await recordDoor();
    await press("outcome");
    const filled = screen.getByTestId("outcome-filled").textContent;
    for (const said of ["Contact: Spoke safely", "gone through together", "Referred to: Quayside", "No consent is known of here for Quayside"]) expect(filled).toContain(said);
    for (const asked of ["outcome-result", "outcome-referral", "outcome-services", "outcome-safety-plan"]) expect(screen.queryByTestId(asked)).toBeNull();
    expect(chosen("outcome-kind")).toEqual(["engaged_by_visit"]);
    await press("outcome-save");
    const sent = commands();
    expect(sent.map((command) => command.type)).toEqual(["record_contact", "record_safety_plan", "draft_referral", "record_outcome"]);
    expect(sent.at(-1)).toEqual({
      type: "record_outcome",
      response: "resp-1",
      outcome: { kind: "engaged_by_visit", referral: "referred", services: ["Quayside"], refuge_placed: false, children_placed: 0, safety_plan_made: true, note: "" },
    });
  });

  it("lets the crew say otherwise, starting from what was recorded", async () => {
    await atDoor();
    await recordDoor();
    await press("outcome");
    await press("outcome-otherwise", 0);
    expect(chosen("outcome-referral")).toEqual(["referred"]);
    choose("outcome-referral", "declined");
    choose("outcome-safety-plan", "no");
    await press("outcome-save");
    expect(commands().at(-1)).toMatchObject({ outcome: { referral: "declined", services: [], safety_plan_made: false } });
  });

  it("counts a plan that was only prepared as not made", async () => {
    await atDoor();
    await withFile({ plan: { plan: { steps: [{ topic: "doors", text: "" }], agreed: false, note: "" }, at: 1, by: "A. Colleague" } });
    await press("outcome");
    choose("outcome-result", "spoke_safely");
    expect(screen.getByTestId("outcome-filled").textContent).toContain("not gone through yet");
    choose("outcome-referral", "not_offered");
    await press("outcome-save");
    expect(commands().at(-1)).toMatchObject({ outcome: { safety_plan_made: false } });
  });

  it("still asks what happened at the door after a call from the car, and does not require it", async () => {
    await atDoor();
    await openForm("contact");
    choose("door-channel", "phone");
    choose("door-result", "no_answer");
    await press("door-save");
    await answer("accepted");
    await press("outcome");
    expect(screen.getByTestId("outcome-result").textContent).toContain("if you did not go to the door");
    choose("outcome-kind", "could_not_reach");
    await press("outcome-save");
    expect(commands().map((command) => command.type)).toEqual(["record_contact", "record_outcome"]);
  });

  it("asks the scheme's own questions, and requires none", async () => {
    await atDoor({
      scheme: {
        outcome_questions: [
          { id: "listened", label: "Felt listened to", kind: "yes_no", unit: null },
          { id: "minutes", label: "Time there", kind: "number", unit: "minutes" },
        ],
      },
    });
    await press("outcome");
    choose("outcome-result", "no_answer");
    type("outcome-question-minutes", "a while");
    await press("outcome-save");
    expect(screen.getByTestId("outcome-missing").textContent).toContain("whole numbers");
    type("outcome-question-minutes", "");
    choose("outcome-question-listened", "1");
    await press("outcome-save");
    expect(commands().at(-1)).toMatchObject({ type: "record_outcome", outcome: { kind: "could_not_reach", answers: { listened: 1 } } });
  });

  it("is kept on Back, like every form", async () => {
    await atDoor();
    await press("outcome");
    choose("outcome-result", "no_answer");
    type("outcome-note", "Side gate is locked");
    await press("outcome-back", 0);
    await press("outcome");
    expect(typed("outcome-note")).toBe("Side gate is locked");
  });

  it("is kept for a change until the job is left, and forgotten then", async () => {
    await atDoor();
    await press("outcome");
    choose("outcome-result", "no_answer");
    type("outcome-note", "Side gate is locked");
    await press("outcome-save");
    const [contact, outcome] = tablet.world.socket.ofType("command");
    await act(async () => {
      for (const sent of [contact, outcome]) tablet.world.socket.say({ type: "accepted", id: sent?.id ?? "", seq: 2, repeated: false });
      await vi.advanceTimersByTimeAsync(0);
    });
    await press("outcome-edit", 0);
    expect(typed("outcome-note")).toBe("Side gate is locked");
    await press("outcome-back", 0);
    await press("resume");
    await answer("accepted");
    expect(draftKeys("resp-1/")).toEqual([]);
  });
});
