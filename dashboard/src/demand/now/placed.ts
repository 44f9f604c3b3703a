// Cars as a duty inspector reads them: by base where there are several, with what is due of each. Pure.

import type { CarRow, Seat } from "../../live/protocol.gen";
import { carOrder } from "./funnel";

export type CarGroup = { base: string | null; cars: CarRow[] };

/** What the inspector asks for first; equals by call sign. */
export function inOrder(cars: readonly CarRow[]): CarRow[] {
  return [...cars].sort((a, b) => carOrder(a.status) - carOrder(b.status) || a.call_sign.localeCompare(b.call_sign));
}

/** One group without a name where all cars share a base or none has any; else one for each base, cars without one last. */
export function byBase(cars: readonly CarRow[]): CarGroup[] {
  const sorted = inOrder(cars);
  const names = [...new Set(sorted.map((car) => car.base?.name ?? null))];
  if (names.length <= 1) return sorted.length === 0 ? [] : [{ base: null, cars: sorted }];
  return names
    .sort((a, b) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)))
    .map((base) => ({ base, cars: sorted.filter((car) => (car.base?.name ?? null) === base) }));
}

/** The seats without anybody, of a car that is on duty. Two seats of one kind need two people. */
export function seatsEmpty({ status, seats_needed: needed, seats }: Pick<CarRow, "status" | "seats_needed" | "seats">): Seat[] {
  if (status === "off_duty") return [];
  const left = seats.map((each) => each.seat);
  return needed.filter((seat) => {
    const at = left.indexOf(seat);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

export type Crews = {
  /** On duty with a seat empty. */
  incomplete: number;
  /** On duty, and a break was due before now. */
  breaksOver: number;
  /** On duty past the end of the shift. */
  over: number;
  /** The end of a shift that comes next; null: none is known. */
  nextEnd: number | null;
};

export function crews(cars: readonly CarRow[], now: number): Crews {
  const on = cars.filter((car) => car.status !== "off_duty");
  const ends = on.map((car) => car.shift_ends_at).filter((at) => at !== null);
  const ahead = ends.filter((at) => at > now);
  return {
    incomplete: on.filter((car) => seatsEmpty(car).length > 0).length,
    breaksOver: on.filter((car) => car.break_due_at !== null && car.break_due_at <= now).length,
    over: ends.length - ahead.length,
    nextEnd: ahead.length === 0 ? null : Math.min(...ahead),
  };
}
