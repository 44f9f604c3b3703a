import { expect, it } from "vitest";
import type { ExpectedCalls } from "../../live/protocol.gen";
import { byDay, fullest } from "./expected";

const HOUR = 3_600_000;
const hours = (from: number, count: number): ExpectedCalls[] => Array.from({ length: count }, (_, at) => ({ from: from + at * HOUR, until: from + (at + 1) * HOUR, mean: at % 5, low: 0, high: 8, covered: false }));

it("parts the hours by the scheme's own days", () => {
  // From midnight in London, in summer.
  const days = byDay(hours(Date.UTC(2026, 5, 5, 23), 48), "Europe/London");
  expect(days.map(({ day, hours: each }) => [day, each.length])).toEqual([
    ["2026-06-06", 24],
    ["2026-06-07", 24],
  ]);
  expect(days[0]?.mean).toBe(46);
});

it("keeps the hour that comes twice, and the one that never comes, in their day", () => {
  expect(byDay(hours(Date.UTC(2026, 9, 24, 23), 25), "Europe/London").map(({ hours: each }) => each.length)).toEqual([25]);
  expect(byDay(hours(Date.UTC(2026, 2, 29, 0), 23), "Europe/London").map(({ hours: each }) => each.length)).toEqual([23]);
});

it("names the fullest hour, the first of equals, and none of none", () => {
  expect(fullest(hours(0, 10))?.from).toBe(4 * HOUR);
  expect(fullest([])).toBeNull();
});
