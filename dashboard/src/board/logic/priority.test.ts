import { describe, expect, it } from "vitest";
import type { PriorityRulesView, PriorityView } from "../../live/protocol.gen";
import { nextWaitingAt, totalPoints, waitingPoints } from "./priority";

const MIN = 60_000;
const SINCE = 1_795_300_000_000;
const RULES: PriorityRulesView = { waiting_every_ms: 10 * MIN, waiting_points: 2, waiting_points_max: 7 };
const VIEW: PriorityView = { points: 30, factors: [{ factor: "grade", points: 30 }], waiting_since: SINCE, standing: "by_factors", standing_by: null, standing_at: null };

describe("the points of waiting", () => {
  it.each([
    ["nothing before the first whole stretch", 10 * MIN - 1, 0],
    ["at the first whole stretch", 10 * MIN, 2],
    ["in the middle of the third", 25 * MIN, 4],
    ["never more than the most", 90 * MIN, 7],
    ["nothing when the clock stands before it", -30 * MIN, 0],
  ])("%s", (_why, waited, points) => {
    expect(waitingPoints(VIEW, RULES, SINCE + waited)).toBe(points);
    expect(totalPoints(VIEW, RULES, SINCE + waited)).toBe(30 + points);
  });

  it("adds nothing once nobody waits, or while the scheme is not known", () => {
    expect(waitingPoints({ ...VIEW, waiting_since: null }, RULES, SINCE + 60 * MIN)).toBe(0);
    expect(waitingPoints(VIEW, undefined, SINCE + 60 * MIN)).toBe(0);
    expect(waitingPoints(VIEW, { ...RULES, waiting_every_ms: 0 }, SINCE + 60 * MIN)).toBe(0);
  });

  it("says when it adds next, and that it adds no more at the most", () => {
    expect(nextWaitingAt(VIEW, RULES, SINCE + 5 * MIN)).toBe(SINCE + 10 * MIN);
    expect(nextWaitingAt(VIEW, RULES, SINCE + 10 * MIN)).toBe(SINCE + 20 * MIN);
    expect(nextWaitingAt(VIEW, RULES, SINCE + 90 * MIN)).toBeNull();
    expect(nextWaitingAt({ ...VIEW, waiting_since: null }, RULES, SINCE)).toBeNull();
  });
});
