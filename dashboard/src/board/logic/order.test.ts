import { describe, expect, it } from "vitest";
import { countSections, inSection, matches, wantedOrder } from "./order";
import { firstResponse, gradeClock, gradeOf, isCarPossible, leadingResponse } from "./rows";
import { escalation, MIN, NOW, response, row, SCHEME } from "../../testing/sample";

const order = (rows: Parameters<typeof wantedOrder>[0]): string[] => wantedOrder(rows, SCHEME, "all", "", null);

describe("the order of the list", () => {
  it("puts what is done last, whatever its grade", () => {
    const done = row("A", { grade: "1", responses: [response("A", { state: "outcome_recorded" })] });
    expect(order([done, row("B", { grade: "4" })])).toEqual(["B", "A"]);
  });

  it("puts an open escalation above every grade, a cut line first of all", () => {
    const rows = [
      row("plain", { grade: "1" }),
      row("acknowledged", { grade: "4", responses: [escalation("acknowledged", "acknowledged")] }),
      row("asked", { grade: "4", responses: [escalation("asked", "requested")] }),
      row("cut", { grade: "4", responses: [escalation("cut", "requested", "line_cut")] }),
    ];
    expect(order(rows)).toEqual(["cut", "asked", "acknowledged", "plain"]);
  });

  it("then goes by the grade's rank, and within a grade by the longest wait", () => {
    const rows = [
      row("new", { received_at: NOW - 2 * MIN }),
      row("old", { received_at: NOW - 40 * MIN }),
      row("urgent", { grade: "1", received_at: NOW }),
    ];
    expect(order(rows)).toEqual(["urgent", "old", "new"]);
  });

  it("keeps a grade that the scheme does not know, after the known ones", () => {
    expect(order([row("odd", { grade: "Z" }), row("known", { grade: "4" })])).toEqual(["known", "odd"]);
  });

  it("does not count an incident as done while an escalation is open", () => {
    const base = escalation("A", "requested");
    expect(inSection(row("A", { responses: [{ ...base, state: "outcome_recorded" }] }), "done", null)).toBe(false);
  });

  it("is the same whatever the order of arrival", () => {
    const rows = [row("B"), row("A"), row("C", { grade: "1" })];
    expect(order(rows)).toEqual(order([...rows].reverse()));
  });
});

describe("sections and search", () => {
  const mine = response("A", { claim: { user: "me", name: "Me", at: NOW }, reviewed_at: NOW });

  it("knows what is mine and not yet looked at", () => {
    expect(inSection(row("A", { responses: [mine] }), "mine", "me")).toBe(true);
    expect(inSection(row("A", { responses: [mine] }), "unreviewed", "me")).toBe(false);
    expect(inSection(row("B"), "unreviewed", "me")).toBe(true);
  });

  it("shows where a car is possible only while none is on its way", () => {
    const open = { mode: "after_first_response", state: "open", conditions: [], revoked_because: null, since: NOW } as const;
    const gate = { ...open, conditions: [] };
    expect(isCarPossible(row("A", { gate }))).toBe(true);
    const deployment = { deployment: "A#1.1", car: "car-1", call_sign: "DA01", state: "en_route", at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null } as const;
    expect(isCarPossible(row("A", { gate, responses: [response("A", { deployment })] }))).toBe(false);
    expect(isCarPossible(row("A", { gate, responses: [response("A", { deployment: { ...deployment, state: "stood_down" } })] }))).toBe(true);
  });

  it("counts every section", () => {
    const rows = [row("A", { responses: [mine] }), row("B"), row("C", { responses: [escalation("C", "requested")] })];
    expect(countSections(rows, "me")).toEqual({ all: 3, unreviewed: 1, mine: 1, escalated: 1, car: 0, done: 0 });
  });

  it("finds by number and by place, and never hides on an empty search", () => {
    expect(matches(row("CLV-0412"), "0412")).toBe(true);
    expect(matches(row("CLV-0412"), "sample ro")).toBe(true);
    expect(matches(row("CLV-0412"), "elsewhere")).toBe(false);
    expect(matches(row("CLV-0412"), "  ")).toBe(true);
  });
});

describe("what a row says", () => {
  const unit = (call_sign: string, status: "assigned" | "en_route" | "at_scene" | "resumed" | "recalled", at: number, eta_at: number | null = null) => ({ call_sign, status, at, eta_at });

  it("names the unit at scene before one on its way", () => {
    const found = firstResponse(row("A", { resources: [unit("EN", "en_route", NOW), unit("AT", "at_scene", NOW - MIN), unit("RE", "recalled", NOW)] }));
    expect(found?.unit.call_sign).toBe("AT");
    expect(found?.others).toBe(1);
  });

  it("names the one that will be there first", () => {
    const found = firstResponse(row("A", { resources: [unit("LATE", "en_route", NOW, NOW + 9 * MIN), unit("SOON", "en_route", NOW, NOW + 2 * MIN)] }));
    expect(found?.unit.call_sign).toBe("SOON");
  });

  it("names nobody when the only unit was taken off", () => {
    expect(firstResponse(row("A", { resources: [unit("RE", "recalled", NOW)] }))).toBeNull();
  });

  it("runs the grade's clock until police are there", () => {
    const grade = gradeOf(SCHEME, "2");
    expect(gradeClock(row("A"), grade)).toEqual({ state: "running", due: NOW + 50 * MIN });
    expect(gradeClock(row("A", { resources: [unit("AT", "at_scene", NOW)] }), grade)).toEqual({ state: "attended" });
    expect(gradeClock(row("A"), gradeOf(SCHEME, "4"))).toEqual({ state: "none" });
  });

  it("speaks of the victim who needs somebody most", () => {
    const first = response("A", { reviewed_at: NOW, state: "outcome_recorded" });
    const second = response("A", { response: "A#2", ordinal: 2 });
    expect(leadingResponse(row("A", { responses: [first, second] }))?.ordinal).toBe(2);
  });
});
