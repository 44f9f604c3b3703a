// The list twin: the scene in groups, what can be acted on first. Pure.
import type { IncidentRow } from "../../../live/protocol.gen";
import { bearingDeg, compassOf, distanceM, type Compass } from "./geo";
import type { MapCar, MapIncident, Scene } from "./scene";

export type Groups = {
  /** The selected one, where nothing is left to do at it. */
  done: readonly MapIncident[];
  waiting: readonly MapIncident[];
  withCar: readonly MapIncident[];
};

/** Gate open first; else the order of the scene, which is that of the board. */
export function groupsOf({ incidents }: Pick<Scene, "incidents">): Groups {
  const waiting = incidents.filter(({ stand }) => stand === "waits");
  const open = ({ row }: MapIncident): boolean => row.gate.state === "open";
  return {
    done: incidents.filter(({ stand }) => stand === "done"),
    waiting: [...waiting.filter(open), ...waiting.filter((each) => !open(each))],
    withCar: incidents.filter(({ stand }) => stand === "car" || stand === "reserved"),
  };
}

export type Away = { metres: number; direction: Compass };

/** Where the car is, seen from the incident. Null: one of the two places is not known. */
export function awayFrom(row: IncidentRow | null, { position }: MapCar): Away | null {
  const from = row?.point ?? null;
  if (from === null || position === null) return null;
  return { metres: distanceM(from, position.point), direction: compassOf(bearingDeg(from, position.point)) };
}
