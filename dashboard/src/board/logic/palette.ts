// The command palette as pure parts: which acts an incident has now, and which entries a few typed letters mean.
import type { IncidentRow, ResponseRow, Role } from "../../live/protocol.gen";
import type { Tray } from "../state";
import { canRecall, canStandDown, canSwap, jobsOf, maySetNeeds } from "./dispatch";
import type { KeyAct } from "./keys";
import type { Section } from "./order";
import { isEscalationOpen } from "./rows";

export const PALETTE_GROUPS = ["incident", "board", "incidents"] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export type PaletteAct =
  | { do: "key"; key: KeyAct }
  | { do: "tray"; tray: Tray }
  | { do: "close" }
  | { do: "open"; number: string }
  | { do: "section"; section: Section }
  | { do: "board"; board: string }
  | { do: "print" }
  | { do: "test_sound" };

export type PaletteEntry = {
  id: string;
  group: PaletteGroup;
  words: string;
  /** Searched too, and not shown. */
  also: string;
  keys: string | null;
  act: PaletteAct;
};

/** An act of one response: by its key where it has one, else by its form; closing has neither. */
export type IncidentAct = KeyAct | Tray | "close";

/** What makes sense on this response now, most wanted first. The server has the last word on each. */
export function actsFor(row: IncidentRow, response: ResponseRow, me: { user: string | null; roles: readonly Role[] }): IncidentAct[] {
  // As in the incident's own head: an outcome may be recorded and the line still go dead. Only closing ends these.
  const finished = response.state === "closed";
  const claim = response.claim;
  const mine = claim !== null && claim.user === me.user;
  const asked = isEscalationOpen(response);
  const desk = me.roles.includes("control_room");
  const jobs = jobsOf(response);
  const found: (IncidentAct | false)[] = [
    response.state === "outcome_recorded" && (claim === null || mine) && "close",
    claim === null && !finished && "claim",
    claim !== null && !mine && "take_over",
    !finished && "call",
    !finished && "line_cut",
    !finished && "contact",
    "safe_contact",
    !finished && response.escalation?.state !== "requested" && "escalate",
    asked && "withdraw_escalation",
    asked && desk && "decline_escalation",
    row.gate.mode !== "none" && !finished && jobs.length === 0 && "send_car",
    jobs.some(canStandDown) && "stand_down",
    jobs.some(canRecall) && "recall",
    jobs.some(canSwap) && "swap_car",
    row.gate.mode !== "none" && !finished && maySetNeeds(me.roles) && "needs",
    "risk",
    "plan",
    "consent",
    "referral",
    "hazards",
    response.state !== "closed" && "outcome",
    "note",
    mine && "release",
    mine && "hand_over",
    (claim === null || mine) && !finished && "pass_on",
    response.contact.ended_at === null && response.contact.attempts > 0 && !finished && "end_trying",
    finished && "reopen",
    "standing",
  ];
  return found.filter((each) => each !== false);
}

const WORD_START = 100;
const INSIDE = 40;
const SCATTERED = 10;

/** How well one typed word fits a text; 0: not at all. */
function fit(text: string, typed: string): number {
  const at = text.indexOf(typed);
  if (at === 0) return WORD_START + 20;
  if (at > 0) return /[\s,#/-]/.test(text[at - 1] ?? "") ? WORD_START : INSIDE;
  // A number is meant as it stands; a word may have letters left out: "rvw" finds "review".
  if (typed.length < 3 || /\d/.test(typed)) return 0;
  return text.split(/\s+/).some((word) => isScattered(word, typed)) ? SCATTERED : 0;
}

function isScattered(word: string, typed: string): boolean {
  let place = -1;
  for (const letter of typed) {
    place = word.indexOf(letter, place + 1);
    if (place < 0) return false;
  }
  return word.startsWith(typed.charAt(0));
}

/** 0: not meant. Every typed word must fit, in what is shown or beside it. */
export function score(entry: PaletteEntry, query: string): number {
  const words = entry.words.toLowerCase();
  const also = entry.also.toLowerCase();
  let sum = 0;
  for (const typed of query.toLowerCase().trim().split(/\s+/)) {
    const best = Math.max(fit(words, typed), fit(also, typed) * 0.8);
    if (best === 0) return 0;
    sum += best;
  }
  // Of equals the shorter is the likelier, and an act on this incident before all others.
  return sum - Math.min(9, words.length / 10) + (entry.group === "incident" ? 5 : 0);
}

/** The entries that are meant, best first. Nothing typed: all, in their groups. */
export function ranked(entries: readonly PaletteEntry[], query: string, most: number): PaletteEntry[] {
  if (query.trim() === "") {
    return PALETTE_GROUPS.flatMap((group) => entries.filter((entry) => entry.group === group)).slice(0, most);
  }
  return entries
    .map((entry, index) => ({ entry, index, score: score(entry, query) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map(({ entry }) => entry);
}
