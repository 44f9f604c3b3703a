// What the job needs of the car, each with whether this car and crew have it. Pure.

import type { CarNeeds, CarRow, Named } from "../live/protocol.gen";

export type Need =
  | { kind: "language"; language: string }
  | { kind: "worker_gender"; gender: "woman" | "man" }
  | { kind: "child_seats"; count: number; has: number }
  | { kind: "wheelchair" }
  | { kind: "training"; label: string };

/** `met` null: the crew has not said. */
export type NeedLine = Need & { met: boolean | null };

type Brings = Pick<CarRow, "equipment" | "seats">;

export function needLines(needs: CarNeeds | null, car: Brings, training: readonly Named[]): NeedLine[] {
  if (needs === null) return [];
  const { seats, equipment } = car;
  const lines: NeedLine[] = [];
  const { language, worker_gender: gender } = needs;
  if (language !== "" && language.toLowerCase() !== "english") {
    lines.push({ kind: "language", language, met: seats.some((seat) => seat.languages?.some((each) => each.toLowerCase() === language.toLowerCase()) === true) });
  }
  if (gender !== null) {
    // Anybody in the crew, as the server reckons it.
    const said = seats.map((seat) => seat.gender);
    lines.push({ kind: "worker_gender", gender, met: said.includes(gender) ? true : said.some((each) => each === undefined) ? null : false });
  }
  if (needs.child_seats > 0) lines.push({ kind: "child_seats", count: needs.child_seats, has: equipment.child_seats, met: equipment.child_seats >= needs.child_seats });
  if (needs.wheelchair) lines.push({ kind: "wheelchair", met: equipment.wheelchair });
  for (const id of needs.training) {
    lines.push({ kind: "training", label: training.find((each) => each.id === id)?.label ?? id, met: seats.some((seat) => seat.training?.includes(id) === true) });
  }
  return lines;
}
