// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { draftKeys } from "../../held/drafts";
import { commands, press, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, lineOf, offers, openForm, riskBefore, type, typed, withFile } from "./testing";

withTablet();

describe("a referral at the door", () => {
  it("comes out as a draft, with its needs and what the service should know", async () => {
    await atDoor();
    await openForm("referral");
    choose("door-needs", "money");
    expect(offers("door-service")[0]).toBe("Harbour Advice");
    choose("door-service", "Harbour Advice");
    type("door-note", "Rings in the evening");
    await press("door-save");
    expect(commands()).toEqual([{ type: "draft_referral", response: "resp-1", draft: { service: "Harbour Advice", needs: ["money"], note: "Rings in the evening" } }]);
    await answer("accepted");
    expect(lineOf("referral").state).toBe("recorded");
  });

  it("puts those first that take the risk, also the risk that was just taken and is not in the file", async () => {
    await atDoor();
    await withFile({ risk: [{ ...riskBefore(), band: "standard" }] });
    await openForm("referral");
    expect(offers("door-service")).toEqual(["Lantern House", "Harbour Advice", "Quayside"]);
    await press("door-back", 0);
    await openForm("risk");
    await press("door-judge", 0);
    choose("door-judgement", "high");
    type("door-reason", "Threats were heard");
    await press("door-save");
    await press("door-back", 0);
    await openForm("referral");
    expect(offers("door-service")).toEqual(["Quayside", "Harbour Advice", "Lantern House"]);
  });

  it("says whether consent stands, leads to it for that service, and comes back to what was written", async () => {
    await atDoor();
    await withFile({});
    await openForm("referral");
    choose("door-service", "Quayside");
    type("door-note", "Two rooms");
    expect(screen.getByTestId("door-consent").dataset["stands"]).toBe("false");
    await press("door-ask-consent", 0);
    expect(chosen("door-recipient")).toEqual(["Quayside"]);
    expect(chosen("door-purpose")).toEqual(["referral"]);
    choose("door-decision", "given");
    await press("door-save");
    expect(commands()).toMatchObject([{ type: "record_consent", entry: { recipient: "Quayside", purpose: "referral", decision: "given", how: "spoken" } }]);
    await answer("accepted");
    expect(screen.getByTestId("door-referral")).toBeTruthy();
    expect(typed("door-note")).toBe("Two rooms");
  });

  it("knows of consent that waits to be sent", async () => {
    await atDoor();
    await withFile({});
    await openForm("consent");
    choose("door-purpose", "referral");
    choose("door-recipient", "Quayside");
    choose("door-decision", "given");
    await press("door-save");
    await press("door-back", 0);
    await openForm("referral");
    choose("door-service", "Quayside");
    expect(screen.getByTestId("door-consent").dataset["stands"]).toBe("true");
  });

  it("leaves no draft of a consent that was looked at alone", async () => {
    await atDoor();
    await openForm("referral");
    choose("door-service", "Quayside");
    expect(screen.getByTestId("door-consent").textContent).toContain("not known here");
    await press("door-ask-consent", 0);
    await press("door-back", 0);
    expect(chosen("door-service")).toEqual(["Quayside"]);
    await press("door-back", 0);
    expect(lineOf("consent").state).toBe("none");
    expect(draftKeys("resp-1/")).toEqual(["resp-1/referral"]);
  });

  it("drafts none twice to one service", async () => {
    await atDoor();
    await withFile({ referrals: [{ referral: "ref-1", state: "drafted", draft: { service: "Quayside", needs: [], note: "" }, at: 1, by: "A. Colleague", may_share: false, because: "" }] });
    await openForm("referral");
    choose("door-service", "Quayside");
    await press("door-save");
    expect(commands()).toEqual([]);
    expect(screen.getByTestId("door-lacking").textContent).toContain("drafted already");
  });
});
