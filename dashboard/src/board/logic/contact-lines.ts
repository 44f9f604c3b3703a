// The numbers and addresses by which she can be reached, each with what the record says of it. Pure.
import type { ContactChannel, SafeContact } from "../../live/protocol.gen";
import type { Reach } from "../state";

export type Line = {
  channel: Extract<ContactChannel, "phone" | "email">;
  /** The number or the address. */
  to: string;
  /** Whose it is, in words; null: her own. */
  whose: string | null;
  /** Whether the record allows it. */
  allowed: boolean;
  /** In the record; otherwise only the force has it, and nobody has asked whether it is safe. */
  confirmed: boolean;
};

/** Her own number first, then the others as recorded, then her address. */
export function linesOf(record: SafeContact | undefined, forceNumber: string | null): Line[] {
  const lines: Line[] = [];
  const own = record?.number.trim() ?? "";
  if (own !== "" && record !== undefined) lines.push({ channel: "phone", to: own, whose: null, allowed: record.safe_to_ring, confirmed: true });
  else if (forceNumber !== null) lines.push({ channel: "phone", to: forceNumber, whose: null, allowed: false, confirmed: false });
  for (const { number, whose, safe_to_ring } of record?.other_numbers ?? []) {
    if (number.trim() !== "") lines.push({ channel: "phone", to: number.trim(), whose: whose.trim(), allowed: safe_to_ring, confirmed: true });
  }
  const email = record?.email.trim() ?? "";
  if (email !== "" && record !== undefined) lines.push({ channel: "email", to: email, whose: null, allowed: record.email_allowed, confirmed: true });
  return lines;
}

/** The number of this call: the one chosen, else her own. One that has left the record meanwhile is not allowed any more. */
export function ringingLine(lines: readonly Line[], reach: Reach | null): Line | null {
  const numbers = lines.filter((line) => line.channel === "phone");
  if (reach?.channel !== "phone") return numbers.find((line) => line.whose === null) ?? null;
  return numbers.find((line) => line.to === reach.to) ?? { channel: "phone", to: reach.to, whose: "", allowed: false, confirmed: true };
}

/** Whether the record allows that way at all; null where nobody has asked. */
export function channelAllowed(channel: ContactChannel, record: SafeContact | undefined): boolean | null {
  if (record === undefined) return null;
  switch (channel) {
    case "phone":
      return record.safe_to_ring || record.other_numbers.some((other) => other.safe_to_ring);
    case "text":
      return record.text_allowed;
    case "email":
      return record.email_allowed;
    case "in_person":
      return record.visit_allowed;
  }
}
