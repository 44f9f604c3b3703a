import { describe, expect, it } from "vitest";
import type { ContactSummary, IncidentRow, PriorityView, ResponseRow } from "../../live/protocol.gen";
import { CONTACT, escalation, MIN, NOW, response, row, SCHEME } from "../../testing/sample";
import { countSections, inSection, matches, wantedOrder, type ListView } from "./order";
import { caseload, firstResponse, gradeClock, gradeOf, isCarPossible, leadingResponse } from "./rows";

const VIEW: ListView = { section: "all", search: "", site: null, me: "me", now: NOW };
const order = (rows: readonly IncidentRow[], part: Partial<ListView> = {}): string[] => wantedOrder(rows, SCHEME, { ...VIEW, ...part });
const points = (sum: number, part: Partial<PriorityView> = {}): PriorityView => ({ points: sum, factors: [], waiting_since: null, standing: "by_factors", standing_by: null, standing_at: null, ...part });

describe("the order of the list", () => {
  it("puts what is done, handed over or joined to another number last, whatever its points", () => {
    const rows = [
      row("done", { priority: points(90), responses: [response("done", { state: "outcome_recorded" })] }),
      row("passed", { priority: points(80), responses: [response("passed", { state: "handed_over" })] }),
      row("same", { priority: points(70), duplicate_of: "open" }),
      row("open", { priority: points(1) }),
    ];
    expect(order(rows)).toEqual(["open", "done", "passed", "same"]);
  });

  it("puts a cut line first of all, then a request without an answer, then what is pinned, and a lowered one below all others", () => {
    const rows = [
      row("most", { priority: points(99) }),
      row("lowered", { priority: points(100, { standing: "lowered" }) }),
      row("seen", { priority: points(5), responses: [escalation("seen", "acknowledged")] }),
      row("pinned", { priority: points(2, { standing: "pinned" }) }),
      row("asked", { responses: [escalation("asked", "requested")] }),
      row("cut", { priority: points(0, { standing: "lowered" }), responses: [escalation("cut", "requested", "line_cut")] }),
    ];
    expect(order(rows)).toEqual(["cut", "asked", "pinned", "most", "seen", "lowered"]);
  });

  it("goes by the points, and waiting adds its own as time goes on", () => {
    const rows = [row("more", { priority: points(12) }), row("waits", { priority: points(10, { waiting_since: NOW }) })];
    expect(order(rows)).toEqual(["more", "waits"]);
    // Two points for each ten minutes: equal at ten, so the tie is broken by the number; ahead at twenty.
    expect(order(rows, { now: NOW + 9 * MIN })).toEqual(["more", "waits"]);
    expect(order(rows, { now: NOW + 20 * MIN })).toEqual(["waits", "more"]);
  });

  it("breaks a tie by the grade's rank, then by the longest wait, then by the number", () => {
    const rows = [
      row("new", { received_at: NOW - 2 * MIN }),
      row("old", { received_at: NOW - 40 * MIN }),
      row("b", { grade: "1", received_at: NOW }),
      row("a", { grade: "1", received_at: NOW }),
    ];
    expect(order(rows)).toEqual(["a", "b", "old", "new"]);
  });

  it("keeps a grade that the scheme does not know, after the known ones", () => {
    expect(order([row("odd", { grade: "Z" }), row("known", { grade: "4" })])).toEqual(["known", "odd"]);
  });

  it("does not count an incident as done while an escalation is open, nor a joined one while its line is cut", () => {
    const base = escalation("A", "requested");
    expect(inSection(row("A", { responses: [{ ...base, state: "outcome_recorded" }] }), "done", null, NOW)).toBe(false);
    const cut = row("cut", { duplicate_of: "B", responses: [escalation("cut", "requested", "line_cut")] });
    expect(order([row("B", { priority: points(50) }), cut])).toEqual(["cut", "B"]);
  });

  it("is the same whatever the order of arrival, and loses nothing", () => {
    const rows = [row("B"), row("A"), row("C", { grade: "1" }), row("D", { priority: points(0, { standing: "lowered" }) }), row("E", { duplicate_of: "A" })];
    expect(order(rows)).toEqual(order([...rows].reverse()));
    expect(order(rows)).toHaveLength(rows.length);
  });
});

describe("sections and search", () => {
  const mine = response("A", { claim: { user: "me", name: "Me", at: NOW }, reviewed_at: NOW });
  const due = (number: string, part: Partial<ContactSummary>, more: Partial<ResponseRow> = {}) => row(number, { responses: [response(number, { contact: { ...CONTACT, ...part }, ...more })] });

  it("knows what is mine and not yet looked at", () => {
    expect(inSection(row("A", { responses: [mine] }), "mine", "me", NOW)).toBe(true);
    expect(inSection(row("A", { responses: [mine] }), "unreviewed", "me", NOW)).toBe(false);
    expect(inSection(row("B"), "unreviewed", "me", NOW)).toBe(true);
    expect(inSection(row("B", { duplicate_of: "A" }), "unreviewed", "me", NOW)).toBe(false);
  });

  it("lists what is due now or within a quarter of an hour, by its time", () => {
    const rows = [
      due("soon", { next_at: NOW + 14 * MIN }),
      due("later", { next_at: NOW + 16 * MIN }),
      due("first", { first_due_at: NOW - 5 * MIN }),
      due("late", { next_at: NOW - 30 * MIN }),
      due("ended", { next_at: NOW, ended_at: NOW }),
      due("passed", { next_at: NOW }, { state: "handed_over" }),
      row("none"),
    ];
    expect(order(rows, { section: "due" })).toEqual(["late", "first", "soon"]);
  });

  it("shows where a car is possible only while none is on its way", () => {
    const open = { mode: "after_first_response", state: "open", words: "", conditions: [], revoked_because: null, since: NOW } as const;
    const gate = { ...open, words: "", conditions: [] };
    expect(isCarPossible(row("A", { gate }))).toBe(true);
    const deployment = { deployment: "A#1.1", car: "car-1", call_sign: "DA01", state: "en_route", at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: null, next_best: false } as const;
    expect(isCarPossible(row("A", { gate, responses: [response("A", { deployment })] }))).toBe(false);
    expect(isCarPossible(row("A", { gate, responses: [response("A", { deployment: { ...deployment, state: "stood_down" } })] }))).toBe(true);
  });

  it("counts every section, of one site or of all", () => {
    const rows = [row("A", { responses: [mine], site: "north" }), row("B"), row("C", { responses: [escalation("C", "requested")] }), row("D", { responses: [response("D", { state: "handed_over" })] })];
    const all = { me: "me", site: null, now: NOW };
    expect(countSections(rows, all)).toEqual({ all: 4, unreviewed: 1, mine: 1, due: 0, escalated: 1, car: 0, handed_over: 1, done: 0 });
    expect(countSections(rows, { ...all, site: "north" }).all).toBe(1);
    expect(order(rows, { site: "north" })).toEqual(["A"]);
  });

  it("counts what one worker holds, until it is finished", () => {
    const other = response("B", { claim: { user: "you", name: "You", at: NOW } });
    expect(caseload([row("A", { responses: [mine] }), row("B", { responses: [other] }), row("C", { responses: [{ ...mine, state: "closed" }] })], "me")).toBe(1);
    expect(caseload([], null)).toBe(0);
  });

  it("finds by number, place and site, and never hides on an empty search", () => {
    const scheme = { ...SCHEME, sites: [{ id: "s1", label: "Salford" }] };
    expect(matches(row("CLV-0412"), "0412", SCHEME)).toBe(true);
    expect(matches(row("CLV-0412"), "sample ro", SCHEME)).toBe(true);
    expect(matches(row("CLV-0412", { site: "s1" }), "salf", scheme)).toBe(true);
    expect(matches(row("CLV-0412"), "elsewhere", SCHEME)).toBe(false);
    expect(matches(row("CLV-0412"), "  ", SCHEME)).toBe(true);
  });
});

describe("what a row says", () => {
  const unit = (call_sign: string, status: "assigned" | "en_route" | "at_scene" | "resumed" | "recalled", at: number, eta_at: number | null = null) => ({ call_sign, status, at, eta_at, point: null });

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
