// English of the list: its sections, its rows, and why a row stands where it does.
import type { Section } from "../board/logic/order";
import type { ContactResult, PriorityFactor, RiskBand } from "../live/protocol.gen";
import { en, plural, shortSpan } from "./en";

const sections: Record<Section, string> = {
  all: "All",
  unreviewed: "Unreviewed",
  mine: "Mine",
  due: "Due",
  escalated: "Escalated",
  car: "Car possible",
  handed_over: "Handed over",
  done: "Done",
};

const emptySections: Record<Section, string> = {
  all: "Quiet.",
  unreviewed: "Everything has been looked at.",
  mine: "Nothing is claimed by you.",
  due: "No contact is due within 15 minutes.",
  escalated: "No escalation is open.",
  car: "No incident is ready for a car.",
  handed_over: "Nothing has been passed on.",
  done: "Nothing is done yet.",
};

/** Where a time stands beside it. */
const contactShort: Record<ContactResult, string> = {
  spoke_safely: "Spoke",
  ended_unsafe: "Not safe",
  no_answer: "No answer",
  wrong_number: "Wrong no.",
  someone_else: "Other voice",
  declined_for_now: "Declined",
};

const risk: Record<RiskBand, string> = { standard: "Standard risk", medium: "Medium risk", high: "High risk" };

/** A true minus sign, as wide as a plus. */
export function signed(points: number): string {
  return points < 0 ? `−${-points}` : `${points}`;
}

export const list = {
  sections,
  emptySection: (section: Section): string => emptySections[section],
  lastIncident: (time: string): string => `Last incident ${time}.`,
  site: "Site",
  allSites: "All sites",
  search: "Number or place",
  holding: (held: number, ceiling: number): string => `You hold ${held} of ${ceiling}`,
  holdingOver: (over: number): string => `${over} above what one worker should hold. Nothing is stopped: release or pass on what can wait.`,
  taken: (number: string, by: string): string => `${by} has ${number} now. Its log says why.`,
  pausedWith: (count: number): string => (count === 0 ? "Paused" : `Paused, ${count} held back`),

  row: {
    risk,
    contactShort,
    sameAs: (number: string): string => `Same as ${number}`,
    maybeSame: (number: string): string => `Same as ${number}?`,
    repeat: (count: number): string => `${count} incidents in 12 months`,
    raises: (band: string): string => `raises the risk: ${band}`,
    toConfirm: (count: number): string => `${count} to confirm`,
    toConfirmShort: (count: number): string => `${count}?`,
    victims: (count: number): string => `${count} victims`,
    joined: "Joined",
    passedOn: "Passed on",
    passedOnTo: (to: string): string => `To ${to}`,
    nextDue: (span: string): string => `Try in ${span}`,
    nextLate: (span: string): string => `Try: ${span} late`,
    nextAt: (time: string): string => `next try ${time}`,
    firstDue: (span: string): string => `First try in ${span}`,
    firstLate: (span: string): string => `First try ${span} late`,
    ended: "Trying ended",
    confirmAgain: "Confirm again",
    carNotSafe: "Not safe",
  },

  points: {
    unit: "pt",
    label: (points: number): string => plural(points, "point", "points"),
    pinned: "pinned",
    lowered: "lowered",
    by: (name: string): string => `by ${name}`,
    pinnedLong: "Pinned: stands above the points",
    loweredLong: "Lowered: stands below all others",
    settledLong: "Done, handed over or joined to another: stands last",
    escalationLong: "Open request: stands above the points",
    factor: (name: PriorityFactor, grade: string): string => (name === "grade" ? `grade ${grade}` : en.factor[name].toLowerCase()),
    waiting: (ms: number): string => `waiting ${shortSpan(ms)}`,
    signed,
    /** "41 points: grade 1 40, children 8, contact made −15, waiting 20 min 4" */
    sentence: (points: number, parts: readonly string[], marks: readonly string[]): string =>
      [`${plural(points, "point", "points")}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}`, ...marks].join(". "),
    part: (name: string, points: number): string => `${name} ${signed(points)}`,
    none: "Nothing adds points.",
  },

  figures: {
    engaged: (count: number): string => `${count} engaged`,
  },
};
