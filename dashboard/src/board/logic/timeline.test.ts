import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "../../live/protocol.gen";
import { correctionsOf, dayOf, filterTimeline, isCorrectable, NO_FILTER, placesOf, topicsOf, type TimelineFilter } from "./timeline";

function entry(seq: number, part: Partial<TimelineEntry> = {}): TimelineEntry {
  return { at: seq * 1000, arrived_at: null, seq, origin: "ours", topic: "note", by: "A. Hawthorn", words: "Note", text: null, response: null, corrects: null, kept: "shared", shared_on: null, synthetic: false, ...part };
}

const LOG = [
  entry(1, { origin: "force", topic: "log", by: "OP 12", words: "Log remark", text: "Caller says he has LEFT" }),
  entry(2, { origin: "force", topic: "police", by: null, words: "AB12 at scene" }),
  entry(3, { topic: "contact", words: "Spoke safely", text: "Sister is next door", response: "X#1" }),
  entry(4, { origin: "system", topic: "claim", by: null, words: "Claim lapsed", response: "X#2" }),
  entry(5, { words: "Note", text: "Her brother, not her sister", corrects: 3, response: "X#1" }),
];

const seqs = (part: Partial<TimelineFilter>): number[] => filterTimeline(LOG, { ...NO_FILTER, ...part }).map(({ seq }) => seq);

describe("the log", () => {
  it.each<[string, Partial<TimelineFilter>, number[]]>([
    ["all", {}, [1, 2, 3, 4, 5]],
    ["the force's", { origin: "force" }, [1, 2]],
    ["ours, with what the system did", { origin: "ours" }, [3, 4, 5]],
    ["some topics", { topics: ["log", "contact"] }, [1, 3]],
    ["words in any case", { text: "left" }, [1]],
    ["every word, in any order", { text: " door  SISTER " }, [3]],
    ["who wrote it", { text: "op 12" }, [1]],
    ["one response, and what belongs to the incident", { response: "X#1" }, [1, 2, 3, 5]],
    ["all together", { origin: "ours", topics: ["note", "contact"], text: "sister", response: "X#1" }, [3, 5]],
    ["nothing", { text: "nobody wrote this" }, []],
  ])("shows %s", (_, part, expected) => {
    expect(seqs(part)).toEqual(expected);
  });

  it("counts the topics that occur, in an order that does not move", () => {
    expect(topicsOf(LOG).map(({ topic, count }) => `${topic} ${count}`)).toEqual(["log 1", "police 1", "contact 1", "note 1", "claim 1"]);
  });

  it("ties corrections to what they correct, oldest first", () => {
    const again = entry(9, { corrects: 3 });
    expect(correctionsOf([...LOG, again]).get(3)?.map(({ seq }) => seq)).toEqual([5, 9]);
    expect(correctionsOf(LOG).has(5)).toBe(false);
  });

  it("offers a correction of our own entries alone", () => {
    expect(LOG.map(isCorrectable)).toEqual([false, false, true, false, true]);
  });

  it("tells entries of one act apart", () => {
    const twice = [entry(7), entry(7, { words: "Second" }), entry(8)];
    expect([...placesOf(twice).values()]).toEqual([0, 1, 0]);
  });

  it("names the day in the scheme's zone", () => {
    // 23:30 UTC in July is the next day in London.
    expect(dayOf(Date.UTC(2026, 6, 4, 23, 30), "Europe/London")).toBe("Sun 5 Jul");
    expect(dayOf(Date.UTC(2026, 6, 4, 23, 30), "UTC")).toBe("Sat 4 Jul");
  });
});
