// How long a tablet may hold what it holds. Pure.
import type { Doc } from "../live/protocol.gen";

/** After the shift, and after the last word of the server where no shift runs: a crew that is late still finishes its job, a lost tablet does not tell for long. */
export const GRACE_MS = 30 * 60_000;

type Known = { docs: readonly Doc[]; car: string | null; heardAt: number; sessionEndsAt: number };

/** Server time, ms. Never past the sign-in itself. */
export function heldUntil({ docs, car, heardAt, sessionEndsAt }: Known): number {
  const own = docs.find((doc) => doc.kind === "car" && (car === null || doc.car === car));
  const shiftEndsAt = own?.kind === "car" && own.status !== "off_duty" ? (own.shift_ends_at ?? 0) : 0;
  return Math.min(sessionEndsAt, Math.max(shiftEndsAt, heardAt) + GRACE_MS);
}
