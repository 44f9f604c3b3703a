// What about a call changes how it is handled: from the force's hazards and from our own contacts, the gravest first. Pure.
import type { Hazard, IncidentRow } from "../../live/protocol.gen";

export const MARKERS = [
  "weapons",
  "strangulation",
  "self_harm",
  "violence",
  "pregnancy",
  "children",
  "bail_or_order",
  "separation",
  "mental_health",
  "drink_or_drugs",
  "dog",
  "language",
] as const;
export type MarkerKind = (typeof MARKERS)[number];

export type Marker = {
  kind: MarkerKind;
  /** Became known in our own contact. */
  ours: boolean;
  /** How many, where that is known: children. */
  count: number | null;
  /** Which hazards it stands for: a firearm and a knife are both weapons. */
  hazards: readonly Hazard[];
};

const KIND_OF: Record<Hazard, MarkerKind> = {
  firearm: "weapons",
  weapon: "weapons",
  strangulation: "strangulation",
  self_harm: "self_harm",
  violence: "violence",
  pregnancy: "pregnancy",
  children: "children",
  bail_or_order: "bail_or_order",
  separation: "separation",
  mental_health: "mental_health",
  drugs: "drink_or_drugs",
  alcohol: "drink_or_drugs",
  dog: "dog",
};

type Facts = Pick<IncidentRow, "hazards" | "children_present" | "language"> & { responses: readonly Pick<IncidentRow["responses"][number], "found">[] };

export function markersOf(row: Facts): Marker[] {
  const found = new Set(row.responses.flatMap((response) => response.found));
  const all = [...new Set([...row.hazards, ...found])];
  const children = row.children_present ?? 0;
  return MARKERS.flatMap((kind): Marker[] => {
    const hazards = all.filter((hazard) => KIND_OF[hazard] === kind);
    const ours = hazards.some((hazard) => found.has(hazard));
    if (kind === "language") return row.language === null ? [] : [{ kind, ours: false, count: null, hazards: [] }];
    if (kind === "children") return hazards.length === 0 && children === 0 ? [] : [{ kind, ours, count: children > 0 ? children : null, hazards }];
    return hazards.length === 0 ? [] : [{ kind, ours, count: null, hazards }];
  });
}
