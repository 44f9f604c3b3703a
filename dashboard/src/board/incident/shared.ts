// What the parts of the incident pane are given.
import type { IncidentFile, IncidentRow, ResponseFile, ResponseRow } from "../../live/protocol.gen";

export type Own = {
  row: IncidentRow;
  response: ResponseRow;
  /** Null until the file has come. */
  file: IncidentFile | null;
  part: ResponseFile | undefined;
};

/** What the force has for the victim. Nobody has asked whether it is safe. */
export function forceNumber(file: IncidentFile | null): string | null {
  const known = file?.people.find((person) => person.role === "victim" && person.phone !== null)?.phone ?? null;
  return known === null || known.trim() === "" ? null : known;
}

/** The number to ring: the one that was confirmed, else the one that the force has for the victim. */
export function numberToRing(file: IncidentFile | null, part: ResponseFile | undefined): string | null {
  const confirmed = part?.safe_contact?.record.number ?? "";
  return confirmed.trim() !== "" ? confirmed : forceNumber(file);
}
