import { describe, expect, it } from "vitest";
import type { ContactSummary, PriorityView, ResponseRow, RiskSummary } from "../../live/protocol.gen";
import { CONTACT, escalation, file, fileOf, MIN, NOW, response, row, SAFE, SCHEME } from "../../testing/sample";
import { cautionWith, factsOf, fitPage, handoverOf, nameOf, nextStep, type HandoverLine, type PageRoom } from "./handover";

const points = (sum: number): PriorityView => ({ points: sum, factors: [], waiting_since: null, standing: "by_factors", standing_by: null, standing_at: null });
const contact = (part: Partial<ContactSummary>): ContactSummary => ({ ...CONTACT, ...part });
const HIGH: RiskSummary = { band: "high", set: "dash", yes: 12, judged: false, raised_by_history: false, at: NOW, by: "A. Colleague" };
const open = (number: string, sum: number, part: Partial<ResponseRow> = {}) => row(number, { priority: points(sum), responses: [response(number, { reviewed_at: NOW, ...part })] });
const of = (...rows: ReturnType<typeof row>[]) => handoverOf(rows, SCHEME, NOW);
const first = (...rows: ReturnType<typeof row>[]): HandoverLine => {
  const line = of(...rows).lines[0];
  if (line === undefined) throw new Error("no line");
  return line;
};

describe("the lines of the sheet", () => {
  it("put open risks first: request, high risk, contact not safe with many points, what is due by its time, the rest", () => {
    const safe = contact({ safety: "safe", attempts: 1 });
    const rows = [
      open("rest", 30, { contact: safe }),
      open("few", 1, { contact: contact({ safety: "unknown" }) }),
      open("later", 50, { contact: { ...safe, next_at: NOW + 90 * MIN } }),
      open("sooner", 5, { contact: { ...safe, next_at: NOW + 10 * MIN } }),
      open("unsafe", 40, { contact: contact({ safety: "unsafe" }) }),
      open("high", 3, { risk: HIGH, contact: safe }),
      row("asked", { responses: [escalation("asked", "acknowledged")] }),
    ];
    expect(of(...rows).lines.map((line) => line.row.number)).toEqual(["asked", "high", "unsafe", "sooner", "later", "rest", "few"]);
  });

  it("count what is done or joined, and do not list it", () => {
    const sheet = of(
      open("A", 1),
      open("closed", 1, { state: "closed" }),
      open("recorded", 1, { state: "outcome_recorded" }),
      row("same", { duplicate_of: "A" }),
    );
    expect(sheet).toMatchObject({ done: 2, toClose: 1, joined: 1 });
    expect(sheet.lines).toHaveLength(1);
  });

  it("list what is finished or joined all the same while its request is open", () => {
    const asked = escalation("A", "requested", "line_cut");
    expect(of(row("A", { responses: [{ ...asked, state: "outcome_recorded" }] })).lines).toHaveLength(1);
    expect(of(row("A", { duplicate_of: "B", responses: [asked] })).lines).toHaveLength(1);
  });

  it("go on listing what was passed on, and name the victim's ordinal only among several", () => {
    const passed = open("A", 1, { state: "handed_over", passed_on: { to: "Harbour", at: NOW, by: "Me" } });
    expect(first(passed).response.passed_on?.to).toBe("Harbour");
    expect(first(passed).ordinal).toBeNull();
    expect(first(row("B", { responses: [response("B"), response("B", { response: "B#2", ordinal: 2, state: "closed" })] })).ordinal).toBe(1);
  });
});

describe("what is next", () => {
  const next = (part: Partial<ResponseRow>) => nextStep(response("A", part));

  it("is the desk's answer, then the crew, then the attempt with its time, then the rest", () => {
    expect(nextStep(escalation("A", "requested"))).toEqual({ what: "desk_answers", at: NOW + 2 * MIN });
    expect(nextStep(escalation("A", "acknowledged")).what).toBe("desk_regrades");
    expect(next({ contact: contact({ first_due_at: NOW + MIN }) })).toEqual({ what: "first_try", at: NOW + MIN });
    expect(next({ contact: contact({ attempts: 2, next_at: NOW + MIN }) })).toEqual({ what: "try_again", at: NOW + MIN });
    expect(next({}).what).toBe("look");
    expect(next({ reviewed_at: NOW }).what).toBe("first_try");
    expect(next({ reviewed_at: NOW, contacted_at: NOW }).what).toBe("record_outcome");
  });

  it("keeps the planned attempt of what was passed on", () => {
    expect(next({ state: "handed_over", contact: contact({ attempts: 1, next_at: NOW + MIN }) })).toEqual({ what: "try_again", at: NOW + MIN });
  });
});

describe("with names", () => {
  const person = (role: "victim" | "suspect", name: string) => ({ role, name, age: null, phone: null, language: null, note: null });
  const windows = [{ days: ["mon" as const], from: "09:00", until: "12:00" }];
  const facts = factsOf(
    file("A", {
      people: [person("suspect", "S"), person("victim", "First"), person("victim", "Second")],
      responses: [
        fileOf("A#1", {
          safe_contact: { record: { ...SAFE, windows }, confirmed_at: NOW, confirmed_by: "Me" },
          consents: [
            { entry: { purpose: "p", recipient: "Eva", decision: "given", note: "" }, at: NOW, by: "Me" },
            { entry: { purpose: "p", recipient: "Eva", decision: "withdrawn", note: "" }, at: NOW + 1, by: "Me" },
            { entry: { purpose: "p", recipient: "Harbour", decision: "given", note: "" }, at: NOW, by: "Me" },
          ],
        }),
      ],
    }),
  );

  it("knows the victim of each response, the hours, and consents that still stand", () => {
    const two = row("A", { responses: [response("A", { contact: contact({ safety: "safe" }) }), response("A", { response: "A#2", ordinal: 2 })] });
    const [one, other] = of(two).lines.sort((a, b) => a.response.ordinal - b.response.ordinal);
    if (one === undefined || other === undefined) throw new Error("two lines");
    expect(nameOf(one, facts)).toBe("First");
    expect(nameOf(other, facts)).toBe("Second");
    expect(nameOf(one, undefined)).toBeNull();
    expect(cautionWith(one, facts)).toBe("windows_only");
    expect(cautionWith(one, undefined)).toBeNull();
    expect(cautionWith(other, facts)).toBe("unconfirmed");
    expect(facts.byResponse.get("A#1")?.consents).toBe(1);
  });
});

describe("one page", () => {
  const ROOM: PageRoom = { short: 5, notice: 5, first: 100, further: 120 };

  it("keeps all in full where they fit", () => {
    expect(fitPage([20, 20, 20], ROOM)).toEqual({ full: 3, pages: [3] });
    expect(fitPage([], ROOM)).toEqual({ full: 0, pages: [0] });
  });

  it("shortens the least urgent, and no more of them than it must", () => {
    expect(fitPage([20, 20, 20, 20, 20, 20], ROOM)).toEqual({ full: 4, pages: [6] });
    expect(fitPage(Array<number>(15).fill(20), ROOM)).toEqual({ full: 1, pages: [15] });
  });

  it("takes a second page only when nothing else helps, and loses no line", () => {
    const many = fitPage(Array<number>(60).fill(20), ROOM);
    expect(many.pages.length).toBeGreaterThan(1);
    expect(many.pages.reduce((sum, each) => sum + each, 0)).toBe(60);
    expect(many.full).toBe(2);
  });
});
