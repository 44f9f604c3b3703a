// Distances, directions and shapes on the ground.
import { describe, expect, it } from "vitest";
import { bearingDeg, boundsOf, circleRing, compassOf, distanceM, pointAt, scaleBar } from "./geo";

const HERE = { lat: 54.57, lon: -1.235 };

describe("distanceM", () => {
  it.each([
    ["a degree of latitude", { lat: 54, lon: 0 }, { lat: 55, lon: 0 }, 111_195, 30],
    ["a degree of longitude is shorter in the north", { lat: 54.57, lon: -1 }, { lat: 54.57, lon: 0 }, 64_458, 60],
    ["across the date line", { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195, 30],
    ["the other side of the earth", { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015_115, 30],
    ["nowhere", HERE, HERE, 0, 0],
  ])("%s", (_, a, b, metres, within) => {
    expect(Math.abs(distanceM(a, b) - metres)).toBeLessThanOrEqual(within);
    expect(distanceM(b, a)).toBeCloseTo(distanceM(a, b), 6);
  });
});

describe("bearingDeg and compassOf", () => {
  it.each([
    [{ lat: 54.6, lon: -1.235 }, 0, "n"],
    [{ lat: 54.57, lon: -1.1 }, 90, "e"],
    [{ lat: 54.5, lon: -1.235 }, 180, "s"],
    [{ lat: 54.57, lon: -1.4 }, 270, "w"],
    [{ lat: 54.59, lon: -1.2 }, 45, "ne"],
    [{ lat: 54.55, lon: -1.27 }, 225, "sw"],
  ] as const)("to %o", (to, degrees, word) => {
    expect(Math.abs(bearingDeg(HERE, to) - degrees)).toBeLessThan(1);
    expect(compassOf(bearingDeg(HERE, to))).toBe(word);
  });

  it("turns from north-west to north at the half", () => {
    expect(compassOf(337)).toBe("nw");
    expect(compassOf(338)).toBe("n");
    expect(compassOf(359.9)).toBe("n");
  });
});

describe("circleRing", () => {
  it("is closed, and every corner as far away as was asked", () => {
    const ring = circleRing(HERE, 250, 24);
    expect(ring).toHaveLength(25);
    expect(ring[24]).toEqual(ring[0]);
    for (const [lon, lat] of ring) expect(distanceM(HERE, { lat, lon })).toBeCloseTo(250, 3);
  });

  it("pointAt goes there and back", () => {
    const there = pointAt(HERE, 63, 12_000);
    expect(distanceM(HERE, there)).toBeCloseTo(12_000, 2);
    expect(bearingDeg(HERE, there)).toBeCloseTo(63, 6);
  });
});

describe("boundsOf", () => {
  it("holds all points; of none there is none", () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([HERE])).toEqual({ south: 54.57, north: 54.57, west: -1.235, east: -1.235 });
    expect(boundsOf([HERE, { lat: 54.6, lon: -1.3 }])).toEqual({ south: 54.57, north: 54.6, west: -1.3, east: -1.235 });
  });
});

describe("scaleBar", () => {
  it.each([
    [30, 2_000],
    [0.5, 20],
    [60, 5_000],
    [10_000, 500_000],
    [0.001, 1],
  ])("at %d m for a pixel it is %d m", (metresPerPx, metres) => {
    expect(scaleBar(metresPerPx, 96).metres).toBe(metres);
  });
});
