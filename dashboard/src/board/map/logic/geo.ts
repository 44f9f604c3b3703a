// Distances, directions and shapes on the ground. Pure: degrees and metres in, degrees and metres out.
import type { AreaView, Point } from "../../../live/protocol.gen";

/** [longitude, latitude], the order of GeoJSON. */
export type LonLat = [number, number];

export const COMPASS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Compass = (typeof COMPASS)[number];

/** Mean radius of the earth, metres. */
const EARTH_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Along the ground as the crow flies, metres (haversine). */
export function distanceM(a: Point, b: Point): number {
  const dLat = (b.lat - a.lat) * RAD;
  const dLon = (b.lon - a.lon) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** In which direction `b` lies from `a`, degrees clockwise from north, 0 up to 360. */
export function bearingDeg(a: Point, b: Point): number {
  const dLon = (b.lon - a.lon) * RAD;
  const y = Math.sin(dLon) * Math.cos(b.lat * RAD);
  const x = Math.cos(a.lat * RAD) * Math.sin(b.lat * RAD) - Math.sin(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

export function compassOf(bearing: number): Compass {
  return COMPASS[Math.round(bearing / 45) % 8] ?? "n";
}

/** Where one comes to from `from`, this far in this direction. */
export function pointAt(from: Point, bearing: number, metres: number): Point {
  const d = metres / EARTH_M;
  const lat = from.lat * RAD;
  const to = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(bearing * RAD));
  const dLon = Math.atan2(Math.sin(bearing * RAD) * Math.sin(d) * Math.cos(lat), Math.cos(d) - Math.sin(lat) * Math.sin(to));
  return { lat: to / RAD, lon: from.lon + dLon / RAD };
}

/** A closed ring around a point, for a circle of so many metres. */
export function circleRing(centre: Point, radiusM: number, corners = 40): LonLat[] {
  const ring = Array.from({ length: corners }, (_, index): LonLat => {
    // Anticlockwise, as GeoJSON has its outer rings.
    const { lon, lat } = pointAt(centre, -(index * 360) / corners, radiusM);
    return [lon, lat];
  });
  return [...ring, ring[0] ?? [centre.lon, centre.lat]];
}

/** What holds all the points; null where there is none. */
export function boundsOf(points: readonly Point[]): AreaView | null {
  if (points.length === 0) return null;
  let [south, west, north, east] = [90, 180, -90, -180];
  for (const { lat, lon } of points) {
    south = Math.min(south, lat);
    north = Math.max(north, lat);
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  return { south, west, north, east };
}

export function areaRing({ south, west, north, east }: AreaView): LonLat[] {
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

/** Round lengths for a scale, metres. */
const ROUND_M = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];

/** The longest round length that fits into so many pixels. */
export function scaleBar(metresPerPx: number, mostPx: number): { metres: number; px: number } {
  const metres = ROUND_M.findLast((each) => each / metresPerPx <= mostPx) ?? 1;
  return { metres, px: metres / metresPerPx };
}
