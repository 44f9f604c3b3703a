import { describe, expect, it } from "vitest";
import { windowOf } from "./window";

describe("the rows in view", () => {
  it("are those that any part of is seen, and eight beyond each edge", () => {
    expect(windowOf(0, 400, 40)).toEqual({ first: 0, last: 17 });
    expect(windowOf(1_000, 400, 40)).toEqual({ first: 17, last: 42 });
    // A row that shows by one pixel counts.
    expect(windowOf(1_001, 400, 40)).toEqual({ first: 17, last: 43 });
  });

  it("never begin before the first row, nor end before it", () => {
    expect(windowOf(-30, 400, 40).first).toBe(0);
    expect(windowOf(0, 0, 40)).toEqual({ first: 0, last: 7 });
  });
});
