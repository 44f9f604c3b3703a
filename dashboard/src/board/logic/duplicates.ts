// Which of two numbers for one event is linked to the other: the later to the earlier, where the work has begun. Pure.
import type { IncidentNumber } from "../../live/protocol.gen";

export type Twin = {
  number: IncidentNumber;
  /** Null: it is not on this screen. */
  received_at: number | null;
  /** Linked to another number itself. */
  linkedTo: IncidentNumber | null;
  /** Other numbers are linked to it. */
  hasLinked: boolean;
};

export type Link = { incident: IncidentNumber; of: IncidentNumber };

/** A chain is never made: where one of the two has others linked to it, or is itself linked, the work goes on there. */
export function linkOf(here: Twin, other: Twin): Link {
  if (other.linkedTo !== null) return { incident: here.number, of: other.linkedTo };
  if (here.hasLinked !== other.hasLinked) return here.hasLinked ? { incident: other.number, of: here.number } : { incident: here.number, of: other.number };
  return isEarlier(other, here) ? { incident: here.number, of: other.number } : { incident: other.number, of: here.number };
}

function isEarlier(one: Twin, than: Twin): boolean {
  if (one.received_at !== null && than.received_at !== null && one.received_at !== than.received_at) return one.received_at < than.received_at;
  // A force's numbers grow.
  return one.number.localeCompare(than.number, "en", { numeric: true }) < 0;
}
