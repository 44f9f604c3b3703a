// What lies on the ground under the markers: how exact each position is, which car goes to which incident, and the exact places. Pure.
import type { Feature, FeatureCollection, LineString, Point as GeoPoint, Polygon } from "geojson";
import { isActive } from "../../logic/rows";
import { circleRing } from "./geo";
import { isDrawn, type Scene } from "./scene";

/** `sure`: the crew has said yes. */
export type Way = Feature<LineString, { kind: "way"; sure: boolean; selected: boolean }>;
export type Circle = Feature<Polygon, { kind: "circle" }>;
export type Dot = Feature<GeoPoint, { kind: "dot"; of: "car" | "unit" }>;

/** All that moves, in one source: one answer of the drawing for each second's positions. */
export function groundOf(scene: Scene, selected: string | null): FeatureCollection {
  return { type: "FeatureCollection", features: [...circlesOf(scene), ...waysOf(scene, selected), ...dotsOf(scene)] };
}

/** The same as long as nothing of it has moved: then nothing is drawn anew. */
export function groundKey({ incidents, cars, units }: Scene, selected: string | null): string {
  const parts: (string | number)[] = [selected ?? ""];
  for (const each of cars) {
    if (isDrawn(each) && each.position !== null) parts.push(each.car.car, each.position.point.lat, each.position.point.lon, each.position.accuracy_m ?? 0);
  }
  for (const { row } of incidents) {
    for (const { deployment } of row.responses) if (deployment !== null && row.point !== null && isActive(deployment)) parts.push(row.number, row.point.lat, row.point.lon, deployment.car, deployment.state);
  }
  for (const { key, point } of units) if (point !== null) parts.push(key, point.lat, point.lon);
  return parts.join(" ");
}

/** From each car that is asked or on its way to its incident. */
export function waysOf({ incidents, cars }: Scene, selected: string | null): Way[] {
  const at = new Map(cars.filter(isDrawn).map(({ car, position }) => [car.car, position]));
  return incidents.flatMap(({ row }) =>
    row.responses.flatMap(({ deployment }): Way[] => {
      if (deployment === null || row.point === null || !isActive(deployment) || deployment.state === "at_scene") return [];
      const from = at.get(deployment.car)?.point;
      if (from === undefined) return [];
      const coordinates = [[from.lon, from.lat], [row.point.lon, row.point.lat]];
      return [{ type: "Feature", properties: { kind: "way", sure: deployment.state !== "offered", selected: row.number === selected }, geometry: { type: "LineString", coordinates } }];
    }),
  );
}

/** Where each car probably is. */
export function circlesOf({ cars }: Pick<Scene, "cars">): Circle[] {
  return cars.filter(isDrawn).flatMap(({ position }): Circle[] => {
    if (position?.accuracy_m == null || position.accuracy_m <= 0) return [];
    return [{ type: "Feature", properties: { kind: "circle" }, geometry: { type: "Polygon", coordinates: [circleRing(position.point, position.accuracy_m)] } }];
  });
}

/** The exact places of what carries its label beside it. */
function dotsOf({ cars, units }: Scene): Dot[] {
  const dot = (of: "car" | "unit", lon: number, lat: number): Dot => ({ type: "Feature", properties: { kind: "dot", of }, geometry: { type: "Point", coordinates: [lon, lat] } });
  return [
    ...cars.filter(isDrawn).flatMap(({ position }) => (position === null ? [] : [dot("car", position.point.lon, position.point.lat)])),
    ...units.flatMap(({ point }) => (point === null ? [] : [dot("unit", point.lon, point.lat)])),
  ];
}
