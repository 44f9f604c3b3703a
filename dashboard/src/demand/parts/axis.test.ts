import { expect, it } from "vitest";
import { axis } from "./axis";

it("draws few round lines, the last at or above the largest", () => {
  expect(axis(7)).toEqual([0, 2, 4, 6, 8]);
  expect(axis(0.9)).toEqual([0, 0.5, 1]);
  expect(axis(40)).toEqual([0, 10, 20, 30, 40]);
  expect(axis(0.03)).toEqual([0, 0.01, 0.02, 0.03]);
  for (const largest of [0.2, 1, 3.3, 12, 99, 1_234]) {
    const lines = axis(largest);
    expect(lines.at(-1), String(largest)).toBeGreaterThanOrEqual(largest);
    expect(lines.length).toBeLessThanOrEqual(5);
  }
});

it("has a chart even of nothing", () => {
  expect(axis(0)).toEqual([0, 1]);
  expect(axis(Number.NaN)).toEqual([0, 1]);
});
