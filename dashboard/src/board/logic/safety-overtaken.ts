// Whether danger has come since the safe-contact record. The server says so for her own number; for the others it is looked for here. Pure.
import type { IncidentRow, ResponseFile, ResponseRow } from "../../live/protocol.gen";

export type Overtaken =
  /** In the server's words. */
  | { said: string }
  | { found: "suspect_back" | "line_cut" | "ended_unsafe" };

type Facts = { row: Pick<IncidentRow, "suspect">; response: Pick<ResponseRow, "contact" | "escalation">; part: Pick<ResponseFile, "attempts"> | undefined };

export function overtakenBy({ row, response, part }: Facts): Overtaken | null {
  const { contact, escalation } = response;
  if (contact.overtaken_because !== undefined && contact.overtaken_because !== "") return { said: contact.overtaken_because };
  if (contact.safety === "overtaken") return { said: "" };
  // Where her own number is marked unsafe the server says that first, and danger since then could stand behind it unseen.
  if (contact.safety !== "unsafe" || contact.confirmed_at === null) return null;
  const since = contact.confirmed_at;
  if (row.suspect?.whereabouts === "returned" && row.suspect.at > since) return { found: "suspect_back" };
  if (escalation?.kind === "line_cut" && escalation.requested_at > since) return { found: "line_cut" };
  if (part?.attempts.some(({ at, attempt }) => attempt.result === "ended_unsafe" && at > since) === true) return { found: "ended_unsafe" };
  return null;
}
