import { describe, expect, it } from "vitest";
import type { FigureRow } from "../../live/protocol.gen";
import { COUNTS } from "../../testing/sample";
import { figures as w } from "../../words/en.demand.figures";
import { groupOf, inGroups, partOf } from "./groups";
import { daysOfPeriod, periodOf } from "./period";
import { valueWords } from "./words";

const TODAY = "2026-11-27";
const row = (part: Partial<FigureRow>): FigureRow => ({ figure: "received", label: null, unit: "incidents", value: 12, hidden: false, ...part });

describe("a report's lines", () => {
  it("each have a rule in words, of every count that there is", () => {
    const counted = Object.keys(COUNTS)
      .filter((name) => name !== "answers" && name !== "by_site")
      .map((name) => name.replace("_ms_median", "_median").replace("_hundredths", ""));
    expect(counted.filter((name) => !w.known(name))).toEqual([]);
    expect(counted.map(groupOf)).not.toContain("other");
    expect(w.known("toString")).toBe(false);
  });

  it("stand by what they are about, in the server's order, and a new one at the end", () => {
    const rows = ["answer/pets/yes", "received", "unheard_of", "people", "site/s-1/engaged", "referred"].map((figure) => row({ figure }));
    expect(inGroups(rows).map(({ group, rows: found }) => [group, ...found.map(({ figure }) => figure)])).toEqual([["calls", "received", "people"], ["outcome", "referred"], ["answers", "answer/pets/yes"], ["sites", "site/s-1/engaged"], ["other", "unheard_of"]]);
    expect(partOf("site/north/east/referred")).toBe("referred");
    expect(partOf("answer/pets/asked")).toBe("asked");
    expect(partOf("received")).toBeNull();
  });

  it("say what is hidden, and what had nothing to measure", () => {
    expect(valueWords(row({ value: 1_204 }), 5)).toEqual({ value: "1,204", unit: "incidents", note: null });
    expect(valueWords(row({ value: null, hidden: true }), 5)).toEqual({ value: "<5*", unit: "", note: "under 5, or hidden with one that is" });
    expect(valueWords(row({ unit: "minutes", value: null, hidden: true }), 5)).toEqual({ value: "not shown", unit: "", note: "not shown: of under 5 people" });
    expect(valueWords(row({ value: null }), null)).toEqual({ value: "–", unit: "", note: "nothing to measure" });
    expect(valueWords(row({ unit: "minutes", value: 6.5 }), null).value).toBe("6 min");
    expect(valueWords(row({ unit: "minutes", value: 125 }), null).value).toBe("2 h 05");
    expect(valueWords(row({ unit: "per_person", value: 1.75 }), null)).toMatchObject({ value: "1.75", unit: "a person" });
  });
});

describe("a report's days", () => {
  it("of what runs still end today", () => {
    expect(daysOfPeriod("month", TODAY)).toEqual({ from: "2026-11-01", to: TODAY });
    expect(daysOfPeriod("quarter", TODAY)).toEqual({ from: "2026-10-01", to: TODAY });
    expect(daysOfPeriod("last_month", TODAY)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(daysOfPeriod("last_quarter", TODAY)).toEqual({ from: "2026-07-01", to: "2026-09-30" });
  });

  it("are this month without any in the address, and know their name", () => {
    expect(periodOf("", TODAY)).toEqual({ period: "month", days: { from: "2026-11-01", to: TODAY } });
    expect(periodOf("from=2026-07-01&to=2026-09-30", TODAY).period).toBe("last_quarter");
    expect(periodOf("from=2026-07-02&to=2026-09-30", TODAY)).toEqual({ period: null, days: { from: "2026-07-02", to: "2026-09-30" } });
  });
});
