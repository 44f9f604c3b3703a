// The log as it is shown: filtered, searched, with corrections tied to what they correct. Pure; entries come oldest first.
import type { ResponseId, TimelineEntry, TimelineOrigin, TimelineTopic } from "../../live/protocol.gen";

/** Drawn at once. A longer log is drawn whole only when asked for. */
export const SHOWN_MAX = 200;

export type TimelineFilter = {
  /** Null: all. What the system did itself counts as ours. */
  origin: "force" | "ours" | null;
  /** Empty: all. */
  topics: readonly TimelineTopic[];
  text: string;
  /** Entries of other responses of the incident are left out; those of none stay. */
  response: ResponseId | null;
};

export const NO_FILTER: TimelineFilter = { origin: null, topics: [], text: "", response: null };

export function filterTimeline(entries: readonly TimelineEntry[], { origin, topics, text, response }: TimelineFilter): TimelineEntry[] {
  const words = text.toLocaleLowerCase("en").split(/\s+/).filter((word) => word !== "");
  return entries.filter(
    (entry) =>
      (response === null || entry.response === null || entry.response === response) &&
      (origin === null || sideOf(entry.origin) === origin) &&
      (topics.length === 0 || topics.includes(entry.topic)) &&
      holds(entry, words),
  );
}

function sideOf(origin: TimelineOrigin): "force" | "ours" {
  return origin === "force" ? "force" : "ours";
}

/** Every word stands somewhere in it, in any order. */
function holds(entry: TimelineEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const all = [entry.words, entry.text, entry.by].filter((part) => part !== null).join("\n").toLocaleLowerCase("en");
  return words.every((word) => all.includes(word));
}

const TOPICS: readonly TimelineTopic[] = ["log", "police", "contact", "escalation", "car", "risk", "sharing", "outcome", "note", "claim", "system"];

/** The topics that occur, with how often, in an order that does not move as the log grows. */
export function topicsOf(entries: readonly TimelineEntry[]): { topic: TimelineTopic; count: number }[] {
  return TOPICS.map((topic) => ({ topic, count: entries.filter((entry) => entry.topic === topic).length })).filter(({ count }) => count > 0);
}

/** One act may leave several entries at one place of the sequence: which of them each is, from 0. */
export function placesOf(entries: readonly TimelineEntry[]): ReadonlyMap<TimelineEntry, number> {
  const seen = new Map<number, number>();
  return new Map(
    entries.map((entry) => {
      const place = seen.get(entry.seq) ?? 0;
      seen.set(entry.seq, place + 1);
      return [entry, place];
    }),
  );
}

/** By the `seq` of what was corrected: its corrections, oldest first. */
export function correctionsOf(entries: readonly TimelineEntry[]): ReadonlyMap<number, TimelineEntry[]> {
  const found = new Map<number, TimelineEntry[]>();
  for (const entry of entries) {
    if (entry.corrects === null) continue;
    const before = found.get(entry.corrects);
    if (before === undefined) found.set(entry.corrects, [entry]);
    else before.push(entry);
  }
  return found;
}

/** What we did on a response is corrected by a further entry on it; the force's log is the force's to correct. */
export function isCorrectable(entry: TimelineEntry): boolean {
  return entry.origin === "ours" && entry.response !== null;
}

/** A note of ours that the other side has not been shown. What was shared to us is not ours to share. */
export function mayShare(entry: TimelineEntry): boolean {
  return isCorrectable(entry) && entry.kept !== "shared" && entry.shared_on === null;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** "Sat 21 Nov" in the scheme's zone. */
export function dayOf(at: number, zone: string): string {
  let format = days.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: zone });
    days.set(zone, format);
  }
  return format.format(at).replace(",", "");
}
