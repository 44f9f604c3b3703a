import { describe, expect, it } from "vitest";
import { DEMAND_PARTS, demandPartOf, demandPath, faceOf, facesFor, officePartOf, officePartsFor } from "./router";

describe("addresses", () => {
  it("name a view and never more", () => {
    expect(faceOf("/board")).toBe("board");
    expect(faceOf("/car/")).toBe("car");
    expect(faceOf("/demand")).toBe("demand");
    expect(faceOf("/office/ledger")).toBe("office");
    expect(faceOf("/")).toBeNull();
    expect(faceOf("/elsewhere")).toBeNull();
    expect(officePartOf("/office/retention")).toBe("retention");
    expect(officePartOf("/office/FS-0900")).toBeNull();
    expect(officePartOf("/board/people")).toBeNull();
    expect(DEMAND_PARTS.map(demandPath)).toEqual(["/demand", "/demand/earlier", "/demand/forecast", "/demand/cover", "/demand/figures"]);
    expect(DEMAND_PARTS.map((part) => demandPartOf(demandPath(part)))).toEqual(DEMAND_PARTS);
    expect(demandPartOf("/demand/")).toBe("now");
    expect(["/demand/now", "/demand/FS-0900", "/board"].map(demandPartOf)).toEqual([null, null, null]);
  });
});

describe("the office", () => {
  it("has a part for each role that has work there, and for nobody else", () => {
    expect(officePartsFor(["coordinator"])).toEqual(["referrals", "people"]);
    expect(officePartsFor(["data_protection"])).toEqual(["ledger", "retention"]);
    expect(officePartsFor(["data_protection", "coordinator"])).toEqual(["referrals", "people", "ledger", "retention"]);
    expect(officePartsFor(["support_worker", "crew", "control_room", "inspector", "feed", "tracker"])).toEqual([]);
  });

  it("stands after the views that are used more, and may be the only one", () => {
    expect(facesFor(["inspector"], ["coordinator"])).toEqual(["demand", "office"]);
    expect(facesFor([], ["data_protection"])).toEqual(["office"]);
    expect(facesFor(["control", "crew"], ["support_worker", "crew"])).toEqual(["board", "car"]);
  });
});
