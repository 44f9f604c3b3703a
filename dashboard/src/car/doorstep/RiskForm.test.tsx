// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { commands, press, tablet, withTablet } from "../testing";
import { answer, atDoor, choose, DOOR_SCHEME, openForm, riskBefore, type, withFile } from "./testing";

withTablet();

const sum = (): string => screen.getByTestId("door-sum").textContent;

describe("risk at the door", () => {
  it("is the whole set where no file is at hand, and none of it has to be answered", async () => {
    await atDoor();
    await openForm("risk");
    expect(screen.getByTestId("door-no-file").textContent).toContain("The file is not open");
    expect(sum()).toContain("Nothing asked yet");
    choose("risk-afraid", "yes");
    choose("risk-injury", "dont_know");
    choose("risk-weapon", "yes");
    await press("risk-injury-back", 0);
    expect(sum()).toBe("2 yes of 2 asked · medium risk");
    await press("door-save");
    expect(commands()).toEqual([
      { type: "record_risk", response: "resp-1", assessment: { set: "sample.v1", source: "taken_here", received_from: "", answers: { afraid: "yes", weapon: "yes" }, reason: "", note: "" } },
    ]);
  });

  it("goes over what was answered no alone where it was taken elsewhere", async () => {
    await atDoor();
    await withFile({ risk: [riskBefore()] });
    await openForm("risk");
    expect(screen.queryByTestId("door-no-file")).toBeNull();
    expect(screen.getByTestId("door-revisit").textContent).toContain("Sample unit");
    expect(screen.getByTestId("risk-injury")).toBeTruthy();
    for (const code of ["afraid", "control", "weapon"]) expect(screen.queryByTestId(`risk-${code}`)).toBeNull();
    expect(screen.queryByTestId("door-unanswered")).toBeNull();
    await press("door-given", 0);
    expect(screen.getByTestId("risk-given").textContent).toContain("Afraid just now Yes");
    choose("risk-injury", "yes");
    await press("door-save");
    expect(commands()).toMatchObject([{ assessment: { source: "revisited", received_from: "Sample unit", answers: { afraid: "yes", injury: "yes", control: "yes" } } }]);
  });

  it("goes on with what was taken here, and keeps its answers", async () => {
    await atDoor();
    await withFile({ risk: [riskBefore({ source: "taken_here", received_from: "" })] });
    await openForm("risk");
    expect(screen.queryByTestId("risk-weapon")).toBeNull();
    await press("door-unanswered", 0);
    choose("risk-weapon", "yes");
    await press("door-save");
    expect(commands()).toMatchObject([{ assessment: { source: "taken_here", received_from: "", answers: { afraid: "yes", injury: "no", control: "yes", weapon: "yes" } } }]);
  });

  it("stays the form that somebody answers when the file comes after", async () => {
    await atDoor();
    await openForm("risk");
    choose("risk-afraid", "no");
    await press("door-open-file", 0);
    await act(async () => {
      tablet.world.socket.say({ type: "file", file: { number: "EX-0001", address: null, people: [], thrive: null, standing_reason: null, responses: [{ response: "resp-1", safe_contact: null, attempts: [], outcome: null, ended_reason: null, risk: [riskBefore()], plan: null, welfare: null, consents: [], referrals: [], passed_on_note: null }], timeline: [] } });
      await Promise.resolve();
    });
    expect(screen.getByTestId("risk-control")).toBeTruthy();
    // What stands is known now: a fall has to be given a reason.
    await press("door-save");
    expect(commands()).toEqual([]);
    type("door-reason", "Told it otherwise today");
    await press("door-save");
    expect(commands()).toMatchObject([{ assessment: { source: "taken_here", answers: { afraid: "no" }, reason: "Told it otherwise today" } }]);
  });

  it("asks for the reason that the server wants, once it wants it", async () => {
    await atDoor();
    await openForm("risk");
    choose("risk-afraid", "yes");
    expect(screen.queryByTestId("door-reason")).toBeNull();
    await press("door-save");
    await answer({ code: "field_invalid", message: "assessment.reason: found nothing; allowed: why the risk is lower than it was", field: "assessment.reason" });
    type("door-reason", "The weapon is gone");
    await press("door-save");
    expect(commands()[1]).toMatchObject({ assessment: { answers: { afraid: "yes" }, reason: "The weapon is gone" } });
  });

  it("sends a judgement only where it says something else than the count, with its reason", async () => {
    await atDoor();
    await openForm("risk");
    choose("risk-afraid", "yes");
    await press("door-judge", 0);
    choose("door-judgement", "high");
    expect(sum()).toContain("high risk");
    await press("door-save");
    expect(commands()).toEqual([]);
    type("door-reason", "Threats were heard through the door");
    await press("door-save");
    expect(commands()).toMatchObject([{ assessment: { judgement: "high", reason: "Threats were heard through the door" } }]);
  });

  it("asks for the band where the set has no count", async () => {
    const [set] = DOOR_SCHEME.risk?.sets ?? [];
    if (set === undefined) throw new Error("no set");
    await atDoor({ scheme: { risk: { sets: [{ ...set, medium_from: null, high_from: null }], history_incidents: null, history_band: null } } });
    await openForm("risk");
    choose("risk-afraid", "yes");
    await press("door-save");
    expect(commands()).toEqual([]);
    choose("door-judgement", "medium");
    await press("door-save");
    expect(commands()).toMatchObject([{ assessment: { judgement: "medium" } }]);
  });

  it("needs one answer, and no more", async () => {
    await atDoor();
    await openForm("risk");
    await press("door-save");
    expect(screen.getByTestId("door-lacking").textContent).toContain("Answer at least one question");
  });
});
