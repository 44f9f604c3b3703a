import { describe, expect, it } from "vitest";
import { response, row } from "../../testing/sample";
import { markersOf } from "./markers";

const kinds = (part: Parameters<typeof row>[1]): string[] => markersOf(row("C1", part)).map(({ kind }) => kind);

describe("markers", () => {
  it("stand with the gravest first, whatever the order on the log", () => {
    expect(kinds({ hazards: ["dog", "alcohol", "pregnancy", "weapon", "strangulation"], language: "Polish" })).toEqual(["weapons", "strangulation", "pregnancy", "drink_or_drugs", "dog", "language"]);
  });

  it("gather what is one thing, and keep what it stands for", () => {
    expect(markersOf(row("C1", { hazards: ["firearm", "weapon", "drugs", "alcohol"] }))).toMatchObject([
      { kind: "weapons", hazards: ["firearm", "weapon"] },
      { kind: "drink_or_drugs", hazards: ["drugs", "alcohol"] },
    ]);
  });

  it("say how many children there are, and that there are some where nobody counted", () => {
    expect(markersOf(row("C1", { children_present: 2 }))).toMatchObject([{ kind: "children", count: 2 }]);
    expect(markersOf(row("C1", { hazards: ["children"], children_present: 0 }))).toMatchObject([{ kind: "children", count: null }]);
    expect(kinds({ children_present: 0 })).toEqual([]);
  });

  it("mark what we found, even where the incident does not list it yet", () => {
    const facts = row("C1", { hazards: ["alcohol"], responses: [response("C1", { found: ["strangulation"] })] });
    expect(markersOf(facts)).toMatchObject([
      { kind: "strangulation", ours: true },
      { kind: "drink_or_drugs", ours: false },
    ]);
  });

  it("are none where nothing is known", () => {
    expect(kinds({})).toEqual([]);
  });
});
