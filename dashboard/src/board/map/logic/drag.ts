// Bringing a car and an incident together with the pointer. Pure: what may be dropped on what, and when a press becomes a drag.
import type { CarId, IncidentNumber } from "../../../live/protocol.gen";

export type Dragged = { kind: "incident"; id: IncidentNumber } | { kind: "car"; id: CarId };

/** A press that moves less stays a press. */
export const DRAG_FROM_PX = 8;

export function isDrag(from: { x: number; y: number }, to: { x: number; y: number }): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= DRAG_FROM_PX;
}

/** As it is written on an element: "incident:TP-0412", "car:car-1". */
export function dragAttribute({ kind, id }: Dragged): string {
  return `${kind}:${id}`;
}

export function readDragged(text: string | null | undefined): Dragged | null {
  const colon = text?.indexOf(":") ?? -1;
  if (text == null || colon < 0) return null;
  const [kind, id] = [text.slice(0, colon), text.slice(colon + 1)];
  return kind === "incident" || kind === "car" ? { kind, id } : null;
}

export type Pair = { incident: IncidentNumber; car: CarId };

/** A car on an incident or an incident on a car; null: these two do not go together. */
export function pairOf(dragged: Dragged, onto: Dragged | null): Pair | null {
  if (onto === null || onto.kind === dragged.kind) return null;
  return dragged.kind === "car" ? { car: dragged.id, incident: onto.id } : { car: onto.id, incident: dragged.id };
}
