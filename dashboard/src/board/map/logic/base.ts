// The base that is drawn without any tiles: a grid in kilometres over the scheme's area. And what is read of the beats. Pure.
import type { Feature, FeatureCollection, LineString, Polygon } from "geojson";
import type { AreaView, Point } from "../../../live/protocol.gen";
import { areaRing, type LonLat } from "./geo";

const KM_PER_DEGREE = 111.195;
/** A line every so many km, so that a scheme of any size has about a dozen. */
const STEPS_KM = [1, 2, 5, 10, 20, 50, 100] as const;
const LINES_MOST = 16;
/** Finer lines between two. */
const FINER = 5;

export type Grid = {
  stepKm: number;
  lines: FeatureCollection<LineString, { fine: boolean }>;
};

/** Reaches one area beyond each edge: who pans a little must not fall off the paper. */
export function gridOf(area: AreaView): Grid {
  const lonKm = KM_PER_DEGREE * Math.cos((((area.south + area.north) / 2) * Math.PI) / 180);
  const longest = Math.max((area.north - area.south) * KM_PER_DEGREE, (area.east - area.west) * lonKm);
  const stepKm = STEPS_KM.find((each) => longest / each <= LINES_MOST) ?? STEPS_KM[STEPS_KM.length - 1] ?? 100;
  const [height, width] = [area.north - area.south, area.east - area.west];
  const wide: AreaView = { south: area.south - height, north: area.north + height, west: area.west - width, east: area.east + width };
  const features: Feature<LineString, { fine: boolean }>[] = [];
  const add = (from: LonLat, to: LonLat, index: number): void => {
    features.push({ type: "Feature", properties: { fine: index % FINER !== 0 }, geometry: { type: "LineString", coordinates: [from, to] } });
  };
  places(area.west, wide.west, wide.east, stepKm / FINER / lonKm, (lon, index) => add([lon, wide.south], [lon, wide.north], index));
  places(area.south, wide.south, wide.north, stepKm / FINER / KM_PER_DEGREE, (lat, index) => add([wide.west, lat], [wide.east, lat], index));
  return { stepKm, lines: { type: "FeatureCollection", features } };
}

/** Counted from `start`, so that the area's own corner lies on the grid. */
function places(start: number, from: number, to: number, step: number, each: (at: number, index: number) => void): void {
  for (let index = Math.ceil((from - start) / step); start + index * step <= to; index += 1) each(start + index * step, index);
}

export function areaShape(area: AreaView): Feature<Polygon> {
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [areaRing(area)] } };
}

/** A beat's name, where it is written, and how wide it is, so that a name is left out where it does not fit. */
export type BeatLabel = { name: string; at: Point; west: number; east: number };

export type Beats = { shapes: FeatureCollection; labels: readonly BeatLabel[] };

type Read = Record<string, unknown>;

function isRead(value: unknown): value is Read {
  return typeof value === "object" && value !== null;
}

/** What the server sent as beats. Null: it is no collection of areas. A feature that is none is left out. */
export function readBeats(value: unknown): Beats | null {
  if (!isRead(value) || value["type"] !== "FeatureCollection" || !Array.isArray(value["features"])) return null;
  const labels: BeatLabel[] = [];
  const shapes: Feature[] = [];
  for (const feature of value["features"] as unknown[]) {
    if (!isRead(feature) || !isRead(feature["geometry"])) continue;
    const ring = outerRing(feature["geometry"]);
    if (ring === null) continue;
    const name = isRead(feature["properties"]) ? feature["properties"]["name"] : null;
    shapes.push({ type: "Feature", properties: { name: typeof name === "string" ? name : "" }, geometry: feature["geometry"] as unknown as Polygon });
    if (typeof name === "string" && name !== "") labels.push({ name, ...middleOf(ring) });
  }
  return { shapes: { type: "FeatureCollection", features: shapes }, labels };
}

/** The outer ring of a polygon, or of the largest part of several. */
function outerRing(geometry: Read): LonLat[] | null {
  const { type, coordinates } = geometry;
  if (!Array.isArray(coordinates)) return null;
  const rings = type === "Polygon" ? [coordinates[0] as unknown] : type === "MultiPolygon" ? coordinates.map((part: unknown) => (Array.isArray(part) ? (part[0] as unknown) : null)) : [];
  const good = rings.filter(isRing);
  return good.sort((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)))[0] ?? null;
}

function isRing(value: unknown): value is LonLat[] {
  return Array.isArray(value) && value.length >= 4 && value.every((each) => Array.isArray(each) && Number.isFinite(each[0]) && Number.isFinite(each[1]));
}

/** Twice the area, signed, in square degrees. */
function areaOf(ring: readonly LonLat[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** The centre of gravity; of a shape without an area, its first corner. */
function middleOf(ring: readonly LonLat[]): Omit<BeatLabel, "name"> {
  const twice = areaOf(ring);
  let [lon, lat] = [0, 0];
  // About the first corner: far from it the products would lose their last digits.
  const [originX, originY] = ring[0] ?? [0, 0];
  ring.forEach(([px, py], index) => {
    const next = ring[(index + 1) % ring.length] ?? [px, py];
    const [x, y, nextX, nextY] = [px - originX, py - originY, next[0] - originX, next[1] - originY];
    const cross = x * nextY - nextX * y;
    lon += (x + nextX) * cross;
    lat += (y + nextY) * cross;
  });
  const xs = ring.map(([x]) => x);
  const at = twice === 0 ? { lon: originX, lat: originY } : { lon: originX + lon / (3 * twice), lat: originY + lat / (3 * twice) };
  return { at, west: Math.min(...xs), east: Math.max(...xs) };
}
