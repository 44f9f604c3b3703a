import { describe, expect, it } from "vitest";
import type { QuestionSetView, RiskBand, RiskSource, RiskView } from "../live/protocol.gen";
import { bandOf, bySection, canRevisit, merged, restsOn, sourceToStartWith, type Answers } from "./risk";

const NO_HISTORY = { history_incidents: null, history_band: null };

function set(size: number, medium_from: number | null, high_from: number | null): QuestionSetView {
  return { id: "dash-27.v1", name: "Dash", medium_from, high_from, questions: Array.from({ length: size }, (_, index) => ({ code: `q${index + 1}`, label: `Question ${index + 1}`, section: index < 2 ? "A" : "B" })) };
}

/** The first `yes` questions answered "yes", the rest "no". */
function answers(of: QuestionSetView, yes: number): Answers {
  return Object.fromEntries(of.questions.map(({ code }, index) => [code, index < yes ? "yes" : "no"]));
}

// SafeLives Dash, 24 questions: 14 ticks or more are visible high risk. Places set their own medium: here from 10.
const VISIBLE_HIGH = set(24, 10, 14);
// SafeLives Connect: "a 6-9 'risk score'" is medium; the scheme's own high from 10. Both 10 and 14 are in use (SafeLives' guidance).
const CONNECT = set(24, 6, 10);
const UNCOUNTED = set(19, null, null);

describe("the band by count", () => {
  it.each<[string, QuestionSetView, number, RiskBand | null]>([
    ["no tick", VISIBLE_HIGH, 0, "standard"],
    ["one below medium", VISIBLE_HIGH, 9, "standard"],
    ["at medium", VISIBLE_HIGH, 10, "medium"],
    ["one below visible high risk", VISIBLE_HIGH, 13, "medium"],
    ["visible high risk at 14", VISIBLE_HIGH, 14, "high"],
    ["every tick", VISIBLE_HIGH, 24, "high"],
    ["Connect: 5 is below medium", CONNECT, 5, "standard"],
    ["Connect: 6 is medium", CONNECT, 6, "medium"],
    ["Connect: 9 is medium", CONNECT, 9, "medium"],
    ["Connect's neighbours: 10 is high", CONNECT, 10, "high"],
    ["only a high count is set", set(24, null, 14), 13, "standard"],
    ["only a medium count is set", set(24, 6, null), 24, "medium"],
    ["a set without counts", UNCOUNTED, 19, null],
  ])("%s", (_, of, yes, band) => {
    const found = bandOf({ set: of, answers: answers(of, yes), incidents_in_12_months: 1, rules: NO_HISTORY, judgement: null });
    expect(found).toMatchObject({ yes, byCount: band, byHistory: null, band, differs: false, lowered: false, needsReason: false });
  });

  it("counts ticks alone: not known and not asked are none, nor is an answer to another set's question", () => {
    const found = bandOf({ set: VISIBLE_HIGH, answers: { q1: "yes", q2: "dont_know", q3: "not_asked", q4: "no", elsewhere: "yes" }, incidents_in_12_months: 1, rules: NO_HISTORY, judgement: null });
    expect(found.yes).toBe(1);
  });
});

describe("the band by history", () => {
  // SafeLives' guidance on escalation: "three police call-outs in twelve months" may raise a band.
  const rules = { history_incidents: 3, history_band: "high" } as const;
  it.each<[string, number, number, RiskBand | null, RiskBand]>([
    ["two are not enough", 2, 0, null, "standard"],
    ["three raise it", 3, 0, "high", "high"],
    ["more than three raise it", 7, 11, "high", "high"],
    ["three do not lower what was counted", 3, 14, "high", "high"],
  ])("%s", (_, incidents_in_12_months, yes, byHistory, band) => {
    expect(bandOf({ set: VISIBLE_HIGH, answers: answers(VISIBLE_HIGH, yes), incidents_in_12_months, rules, judgement: null })).toMatchObject({ byHistory, band, needsReason: false });
  });

  it("raises to its band and never brings a higher count down to it", () => {
    const medium = { history_incidents: 2, history_band: "medium" } as const;
    expect(bandOf({ set: VISIBLE_HIGH, answers: answers(VISIBLE_HIGH, 14), incidents_in_12_months: 5, rules: medium, judgement: null }).band).toBe("high");
    expect(bandOf({ set: VISIBLE_HIGH, answers: {}, incidents_in_12_months: 5, rules: medium, judgement: null }).band).toBe("medium");
  });

  it("does not stand in for the judgement that a set without counts needs", () => {
    expect(bandOf({ set: UNCOUNTED, answers: {}, incidents_in_12_months: 3, rules, judgement: null })).toMatchObject({ byHistory: "high", band: null });
  });
});

describe("judgement, and a band that falls", () => {
  it.each<[string, { judgement: RiskBand | null; yes: number; before?: RiskBand }, { band: RiskBand; differs: boolean; lowered: boolean; needsReason: boolean }]>([
    ["above the count: a reason", { judgement: "high", yes: 3 }, { band: "high", differs: true, lowered: false, needsReason: true }],
    ["below the count: a reason", { judgement: "standard", yes: 14 }, { band: "standard", differs: true, lowered: false, needsReason: true }],
    ["the same as the count: nothing to explain", { judgement: "high", yes: 14 }, { band: "high", differs: false, lowered: false, needsReason: false }],
    ["the count alone falls below the band before: a reason", { judgement: null, yes: 3, before: "high" }, { band: "standard", differs: false, lowered: true, needsReason: true }],
    ["a judgement below the band before: a reason", { judgement: "medium", yes: 14, before: "high" }, { band: "medium", differs: true, lowered: true, needsReason: true }],
    ["a judgement that keeps the band before", { judgement: "high", yes: 3, before: "high" }, { band: "high", differs: true, lowered: false, needsReason: true }],
    ["the same band again", { judgement: null, yes: 14, before: "high" }, { band: "high", differs: false, lowered: false, needsReason: false }],
    ["a band that rises", { judgement: null, yes: 14, before: "standard" }, { band: "high", differs: false, lowered: false, needsReason: false }],
  ])("%s", (_, { judgement, yes, before }, expected) => {
    expect(bandOf({ set: VISIBLE_HIGH, answers: answers(VISIBLE_HIGH, yes), incidents_in_12_months: 1, rules: NO_HISTORY, judgement, before: before ?? null })).toMatchObject(expected);
  });

  it("bands a set without counts, where there is nothing to differ from but the history", () => {
    const alone = { set: UNCOUNTED, answers: {}, incidents_in_12_months: 3, judgement: "medium" } as const;
    expect(bandOf({ ...alone, rules: NO_HISTORY })).toMatchObject({ reckoned: null, band: "medium", differs: false, needsReason: false });
    expect(bandOf({ ...alone, rules: NO_HISTORY, before: "high" })).toMatchObject({ lowered: true, needsReason: true });
    expect(bandOf({ ...alone, rules: { history_incidents: 3, history_band: "high" } })).toMatchObject({ reckoned: "high", band: "medium", differs: true, needsReason: true });
  });
});

function view(source: RiskSource, part: Partial<RiskView> = {}): RiskView {
  return { assessment: { set: "dash-27.v1", source, received_from: "Unit AB12", answers: {}, reason: "", note: "" }, band: "medium", by_count: "medium", by_history: null, yes: 10, incidents_in_12_months: 1, judged: false, at: 1, by: "A. Hawthorn", ...part };
}

describe("one that was taken elsewhere", () => {
  it("is revisited, and one of ours is taken anew", () => {
    expect(sourceToStartWith(undefined)).toBe("taken_here");
    expect(sourceToStartWith(view("taken_here"))).toBe("taken_here");
    expect(sourceToStartWith(view("received"))).toBe("revisited");
    expect(sourceToStartWith(view("revisited"))).toBe("revisited");
    expect(canRevisit(view("taken_here"))).toBe(false);
  });

  it("keeps every answer but the no's that were asked again", () => {
    const of = set(6, 6, 10);
    const before: Answers = { q1: "yes", q2: "no", q3: "no", q4: "dont_know", q5: "no" };
    const now: Answers = { q1: "no", q2: "yes", q3: "not_asked", q4: "yes", q6: "yes" };
    expect(merged(of, before, now)).toEqual({ q1: "yes", q2: "yes", q3: "no", q4: "dont_know", q5: "no" });
  });
});

describe("what a band rests on", () => {
  const rules = { sets: [VISIBLE_HIGH], history_incidents: 3, history_band: "high" as const };
  it("names the count, what the history added, and whose judgement it was", () => {
    expect(restsOn(view("taken_here"), rules)).toEqual([{ on: "count", yes: 10, of: 24, band: "medium" }]);
    expect(restsOn(view("taken_here", { by_history: "high", band: "high", incidents_in_12_months: 4 }), rules)).toContainEqual({ on: "history", incidents: 4, band: "high" });
    expect(restsOn(view("taken_here", { by_count: "high", by_history: "high" }), rules)).toHaveLength(1);
    const judged = view("taken_here", { band: "high" });
    judged.assessment = { ...judged.assessment, judgement: "high", reason: "He has the key." };
    expect(restsOn(judged, rules)).toContainEqual({ on: "judgement", band: "high", by: "A. Hawthorn", reason: "He has the key." });
  });

  it("still reads when the scheme no longer has the set", () => {
    expect(restsOn(view("taken_here"), { ...rules, sets: [] })[0]).toMatchObject({ of: null });
  });

  it("keeps the sections in the set's order", () => {
    expect(bySection(set(4, null, null)).map(({ section, questions }) => [section, questions.length])).toEqual([
      ["A", 2],
      ["B", 2],
    ]);
  });
});
