import { describe, expect, it } from "vitest";
import { dayRuns, windowFault } from "./safety-windows";

// What a moment is against the hours stands in safety.test.ts, with the decision that it serves.
describe("safe hours in a form", () => {
  it.each([
    [["mon", "tue", "wed", "thu", "fri"], [["mon", "fri"]]],
    [["sun", "sat"], [["sat", "sun"]]],
    [["mon", "wed", "thu"], [["mon", "mon"], ["wed", "thu"]]],
    [[], []],
  ] as const)("says %j as runs of neighbours", (days, runs) => {
    expect(dayRuns(days)).toEqual(runs);
  });

  it("knows what cannot be saved", () => {
    expect(windowFault({ days: ["mon"], from: "09:00", until: "09:00" })).toBeNull();
    expect(windowFault({ days: [], from: "09:00", until: "17:00" })).toBe("days");
    expect(windowFault({ days: ["mon"], from: "", until: "17:00" })).toBe("time");
  });
});
