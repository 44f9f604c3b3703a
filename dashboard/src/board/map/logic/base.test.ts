// The plain base, and what is read of the beats.
import { describe, expect, it } from "vitest";
import { gridOf, readBeats } from "./base";

describe("gridOf", () => {
  it.each([
    ["a town", { south: 54.55, west: -1.25, north: 54.6, east: -1.15 }, 1],
    ["a valley", { south: 54.44, west: -1.46, north: 54.76, east: -0.77 }, 5],
    ["a county", { south: 51.3, west: -3.4, north: 52.3, east: -2.6 }, 10],
    ["a country", { south: 49, west: -8, north: 59, east: 2 }, 100],
  ])("%s has a line every so many km, and not too many lines", (_, area, stepKm) => {
    const grid = gridOf(area);
    expect(grid.stepKm).toBe(stepKm);
    const coarse = grid.lines.features.filter(({ properties }) => !properties.fine);
    expect(coarse.length).toBeGreaterThan(6);
    expect(coarse.length).toBeLessThan(110);
  });

  it("starts at the area's own corner", () => {
    const area = { south: 54.44, west: -1.46, north: 54.76, east: -0.77 };
    const coarse = gridOf(area).lines.features.filter(({ properties }) => !properties.fine);
    expect(coarse.some(({ geometry }) => geometry.coordinates[0]?.[0] === area.west)).toBe(true);
    expect(coarse.some(({ geometry }) => geometry.coordinates[0]?.[1] === area.south)).toBe(true);
  });
});

const square = (west: number, south: number, size: number): number[][] => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
const feature = (name: unknown, geometry: unknown): unknown => ({ type: "Feature", properties: { name }, geometry });

describe("readBeats", () => {
  it("names each beat in its middle", () => {
    const beats = readBeats({ type: "FeatureCollection", features: [feature("M1", { type: "Polygon", coordinates: [square(-1.2, 54.5, 0.1)] })] });
    expect(beats?.labels).toHaveLength(1);
    expect(beats?.labels[0]?.name).toBe("M1");
    expect(beats?.labels[0]?.at.lon).toBeCloseTo(-1.15, 9);
    expect(beats?.labels[0]?.at.lat).toBeCloseTo(54.55, 9);
  });

  it("writes the name into the largest of several parts", () => {
    const parts = [[square(-1.9, 54, 0.01)], [square(-1.2, 54.5, 0.2)]];
    const beats = readBeats({ type: "FeatureCollection", features: [feature("M2", { type: "MultiPolygon", coordinates: parts })] });
    expect(beats?.labels[0]?.at.lon).toBeCloseTo(-1.1, 6);
  });

  it.each([
    ["nothing", null],
    ["another document", { type: "Feature" }],
    ["a problem", { status: 404 }],
  ])("%s is no collection of areas", (_, value) => {
    expect(readBeats(value)).toBeNull();
  });

  it("leaves out what is no area, and draws one without a name", () => {
    const beats = readBeats({
      type: "FeatureCollection",
      features: [feature("P", { type: "Point", coordinates: [0, 0] }), feature("R", { type: "Polygon", coordinates: [[[0, 0], ["x", 1]]] }), null, feature(7, { type: "Polygon", coordinates: [square(0, 0, 1)] })],
    });
    expect(beats?.shapes.features).toHaveLength(1);
    expect(beats?.labels).toEqual([]);
  });
});
