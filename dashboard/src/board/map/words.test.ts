// What the map says of ages, distances and arrivals.
import { describe, expect, it } from "vitest";
import { map as w } from "../../words/en.map";

describe("words of the map", () => {
  it.each([
    [w.eta(7.3 * 60_000, "roads"), "8 min by road"],
    [w.eta(12 * 60_000, "straight_line"), "about 12 min, straight line"],
    [w.eta(-1, "roads"), "due now, by road"],
    [w.eta(0, "straight_line"), "due about now, straight line"],
    [w.away(3_240, "ne", "0412"), "3.2 km north-east of 0412"],
    [w.away(430, "s", "0412"), "430 m south of 0412"],
    [w.away(12_600, "w", "0412"), "13 km west of 0412"],
    [w.within(3), "within 10 m"],
    [w.seen(4_000), "now"],
    [w.seenAgo(24_000), "seen 20 s ago"],
    [w.seenAgo(185_000), "seen 3 min ago"],
    [w.scale(500), "500 m"],
    [w.scale(2_000), "2 km"],
    [w.withoutPlace(1, 0), "1 incident without a known place"],
    [w.withoutPlace(2, 1), "2 incidents and 1 car without a known place"],
  ])("%s", (said, wanted) => {
    expect(said).toBe(wanted);
  });
});
