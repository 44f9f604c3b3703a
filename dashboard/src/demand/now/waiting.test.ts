import { describe, expect, it } from "vitest";

import { GRADES, MINUTE, NOW, sampleBrief, sampleResponse } from "./sample";
import { byGrade, clockOf, overByGrade, waitingList } from "./waiting";

const SCHEME = { grades: GRADES };
const IMMEDIATE = GRADES[0] ?? null;

describe("the grade's clock", () => {
  it("runs from the last change of grade", () => {
    const brief = sampleBrief({ received_at: NOW - 60 * MINUTE, graded_at: NOW - 5 * MINUTE });
    expect(clockOf(brief, IMMEDIATE, NOW)).toMatchObject({ kind: "running", leftMs: 10 * MINUTE, nearly: false });
  });

  it("is nearly out from three quarters of the promise, and over at its end", () => {
    expect(clockOf(sampleBrief({ graded_at: NOW - 12 * MINUTE }), IMMEDIATE, NOW)).toMatchObject({ nearly: true });
    expect(clockOf(sampleBrief({ graded_at: NOW - 15 * MINUTE }), IMMEDIATE, NOW)).toMatchObject({ kind: "over", byMs: 0 });
  });

  it("stops when the first police unit is there", () => {
    const met = sampleBrief({ graded_at: NOW - 60 * MINUTE, first_at_scene_at: NOW - 50 * MINUTE });
    expect(clockOf(met, IMMEDIATE, NOW)).toEqual({ kind: "met", tookMs: 10 * MINUTE });
    const late = sampleBrief({ graded_at: NOW - 60 * MINUTE, first_at_scene_at: NOW - 40 * MINUTE });
    expect(clockOf(late, IMMEDIATE, NOW)).toEqual({ kind: "late", byMs: 5 * MINUTE });
  });

  it("is none where the force makes no promise, or the grade is unknown", () => {
    expect(clockOf(sampleBrief(), GRADES[2] ?? null, NOW)).toEqual({ kind: "none" });
    expect(clockOf(sampleBrief(), null, NOW)).toEqual({ kind: "none" });
  });
});

describe("the waiting list", () => {
  it("holds what nobody has looked at, oldest first, the more urgent first at the same age", () => {
    const at = NOW - 20 * MINUTE;
    const list = waitingList(
      [
        sampleBrief({ number: "EX-1", responses: [sampleResponse({ response: "young" })] }),
        sampleBrief({ number: "EX-2", grade: "2", received_at: at, responses: [sampleResponse({ response: "two" })] }),
        sampleBrief({ number: "EX-3", received_at: at, responses: [sampleResponse({ response: "one" })] }),
        sampleBrief({ number: "EX-4", responses: [sampleResponse({ response: "seen", reviewed_at: NOW })] }),
        sampleBrief({ number: "EX-6", state: "closed", received_at: at }),
        sampleBrief({ number: "EX-5", responses: [sampleResponse({ response: "shut", state: "closed" })] }),
      ],
      SCHEME,
      NOW,
    );
    expect(list.map((entry) => entry.response)).toEqual(["one", "two", "young"]);
    expect(list[0]?.waitedMs).toBe(20 * MINUTE);
  });

  it("holds each of an incident's responses, and a grade the scheme does not know as it came", () => {
    const list = waitingList(
      [sampleBrief({ grade: "P9", responses: [sampleResponse(), sampleResponse({ response: "resp-2" })] })],
      SCHEME,
      NOW,
    );
    expect(list).toHaveLength(2);
    expect(list[0]).toMatchObject({ gradeLabel: "P9", clock: { kind: "none" } });
  });
});

it("counts every grade of the scheme, most urgent first, strangers last", () => {
  const rows = byGrade([{ grade: "P9", count: 1 }, { grade: "2", count: 4 }], SCHEME);
  expect(rows.map((row) => [row.code, row.count])).toEqual([["1", 0], ["2", 4], ["4", 0], ["P9", 1]]);
});

it("counts by grade those whose promise has run out", () => {
  const late = { graded_at: NOW - 20 * MINUTE };
  const list = waitingList([sampleBrief(late), sampleBrief({ ...late, number: "EX-2" }), sampleBrief({ ...late, first_at_scene_at: NOW }), sampleBrief({ grade: "4", ...late })], SCHEME, NOW);
  expect([...overByGrade(list)]).toEqual([["1", 2]]);
});
