import { describe, expect, it } from "vitest";
import { countOf, isProven, periodWords, proofOf } from "./words";

describe("a period", () => {
  it.each([
    [1, "1 day"],
    [30, "30 days"],
    [31, "31 days"],
    [365, "1 year"],
    [400, "400 days"],
    [548, "18 months"],
    [2_190, "6 years"],
    [2_557, "7 years"],
    [3_000, "3000 days"],
  ])("of %i days is said as people say it", (days, words) => {
    expect(periodWords(days)).toBe(words);
  });
});

describe("what must be typed before something is erased", () => {
  it("is the number of the one incident, or how many there are", () => {
    expect(proofOf({ incidents: ["FS-0900"] })).toBe("FS-0900");
    expect(proofOf({ incidents: ["FS-0900", "FS-0901"] })).toBe("2");
    expect(proofOf({ all: 1 })).toBe("1");
    expect(countOf({ all: 900 })).toBe(900);
  });

  it("is forgiven its case and the blanks around it, and nothing else", () => {
    expect(isProven({ incidents: ["FS-0900"] }, " fs-0900 ")).toBe(true);
    expect(isProven({ incidents: ["FS-0900"] }, "FS-090")).toBe(false);
    expect(isProven({ incidents: ["FS-0900"] }, "1")).toBe(false);
    expect(isProven({ all: 14 }, "")).toBe(false);
  });
});
