// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { draftKeys } from "../../held/drafts";
import type { ConsentView, ServiceView } from "../../live/protocol.gen";
import { commands, press, tablet, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, lineOf, offers, openForm, type, withFile } from "./testing";

withTablet();

const GIVEN: ConsentView = { entry: { purpose: "referral", recipient: "Lantern House", decision: "given", how: "spoken", note: "" }, at: 1, by: "A. Colleague" };

describe("consent at the door", () => {
  it("is spoken unless somebody says otherwise, and needs no signature", async () => {
    await atDoor();
    await openForm("consent");
    expect(chosen("door-how")).toEqual(["spoken"]);
    choose("door-purpose", "referral");
    choose("door-recipient", "Lantern House");
    choose("door-decision", "given");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_consent", response: "resp-1", entry: { purpose: "referral", recipient: "Lantern House", decision: "given", how: "spoken", note: "" } }]);
  });

  it("offers the next when one is taken, for the same purpose, and says what was said so far", async () => {
    await atDoor();
    await openForm("consent");
    choose("door-purpose", "children");
    choose("door-recipient", "Sample social care");
    choose("door-decision", "refused");
    await press("door-save");
    await answer("accepted");
    expect(screen.getByTestId("door-next").textContent).toContain("Recorded");
    expect(screen.getByTestId("door-said").textContent).toContain("Sample social care, help for the children: refused");
    expect(chosen("door-purpose")).toEqual(["children"]);
    expect(chosen("door-recipient")).toEqual([]);
    await press("door-back", 0);
    expect(lineOf("consent").state).toBe("recorded");
    expect(draftKeys("resp-1/")).toEqual([]);
  });

  it("goes on to the next without a link as well, each an act of its own", async () => {
    await atDoor();
    act(() => tablet.world.socket.end(1006));
    await openForm("consent");
    for (const [recipient, decision] of [
      ["Lantern House", "given"],
      ["Quayside", "refused"],
    ] as const) {
      choose("door-purpose", "referral");
      choose("door-recipient", recipient);
      choose("door-decision", decision);
      await press("door-save");
    }
    expect(screen.getByTestId("door-next").textContent).toContain("Kept to be sent");
    await press("door-back", 0);
    expect(screen.getByTestId("door-line-consent").textContent).toContain("2 waiting");
  });

  it("is withdrawn where it stands alone", async () => {
    await atDoor();
    await withFile({ consents: [GIVEN] });
    await openForm("consent");
    choose("door-purpose", "referral");
    choose("door-recipient", "Quayside");
    expect(offers("door-decision")).toEqual(["given", "refused"]);
    choose("door-recipient", "Lantern House");
    expect(screen.getByTestId("door-before").textContent).toContain("given");
    choose("door-decision", "withdrawn");
    await press("door-save");
    expect(commands()).toMatchObject([{ entry: { recipient: "Lantern House", decision: "withdrawn", how: "spoken" } }]);
  });

  it("has sharing without it behind a press of its own, with its basis and without how it was said", async () => {
    await atDoor();
    await openForm("consent");
    choose("door-purpose", "children");
    choose("door-recipient", "Sample social care");
    expect(screen.queryByTestId("door-basis")).toBeNull();
    await press("door-without", 0);
    await press("door-save");
    expect(commands()).toEqual([]);
    choose("door-basis", "child");
    type("door-note", "Nobody could be asked");
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_consent", response: "resp-1", entry: { purpose: "children", recipient: "Sample social care", decision: "without_consent", basis: "child", note: "Nobody could be asked" } }]);
  });

  it("takes no basis along once somebody agreed after all", async () => {
    await atDoor();
    await openForm("consent");
    choose("door-purpose", "children");
    choose("door-recipient", "Sample social care");
    await press("door-without", 0);
    choose("door-basis", "child");
    choose("door-decision", "given");
    expect(screen.queryByTestId("door-basis")).toBeNull();
    await press("door-save");
    expect(commands()).toEqual([{ type: "record_consent", response: "resp-1", entry: { purpose: "children", recipient: "Sample social care", decision: "given", how: "spoken", note: "" } }]);
  });

  it("finds one of many by typing", async () => {
    const service = (name: string): ServiceView => ({ name, category: "support", bands: [], needs: [], languages: [], contact: null, hours: null });
    await atDoor({ scheme: { services: Array.from({ length: 12 }, (_, at) => service(`Service ${String.fromCharCode(65 + at)}`)) } });
    await openForm("consent");
    expect(offers("door-recipient")).toHaveLength(8);
    type("door-recipient-find", "service l");
    expect(offers("door-recipient")).toEqual(["Service L"]);
    choose("door-recipient", "Service L");
    type("door-recipient-find", "");
    expect(offers("door-recipient")).toContain("Service L");
    await press("door-recipient-all", 0);
    expect(offers("door-recipient")).toHaveLength(13);
  });
});
