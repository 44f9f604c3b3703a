// May the person rely on what is on the screen? The link and the force's feed are told apart.
import { LIMITS, type FeedHealth, type Health, type JournalHealth, type LiveHealth, type RoadsHealth } from "./protocol.gen";

export type LinkPhase = "idle" | "connecting" | "open" | "waiting" | "stopped";
export type LinkTrust = "live" | "delayed" | "offline";

export type Trust = {
  link: LinkTrust;
  /** ms since anything was heard from the server; null before the first word. */
  ageMs: number | null;
  feed: FeedHealth;
  feedLastAt: number | null;
  quarantined: number;
  live: LiveHealth;
  /** Whether travel times are along the roads. */
  roads: RoadsHealth;
  journal: JournalHealth;
  /** Whether what is shown may be out of date: draw it hatched. */
  stale: boolean;
};

/** Called stale one tick early, so that ten seconds are never passed unmarked. */
export const STALE_MS = LIMITS.STALE_AFTER_MS - 1_000;
/** Without a link for this long it is no longer a hiccup. */
export const OFFLINE_MS = LIMITS.STALE_AFTER_MS - 1_000;

export function trustOf(phase: LinkPhase, heardMsAgo: number | null, health: Health | null): Trust {
  const linked = phase === "open";
  let link: LinkTrust;
  if (heardMsAgo === null) link = phase === "stopped" || phase === "waiting" ? "offline" : "delayed";
  else if (linked) link = heardMsAgo < STALE_MS ? "live" : "delayed";
  else link = phase !== "stopped" && heardMsAgo < OFFLINE_MS ? "delayed" : "offline";
  return {
    link,
    ageMs: heardMsAgo,
    feed: health?.feed ?? "live",
    feedLastAt: health?.feed_last_at ?? null,
    quarantined: health?.quarantined ?? 0,
    live: health?.live ?? "ok",
    roads: health?.roads ?? "ok",
    journal: health?.journal ?? "ok",
    stale: link !== "live",
  };
}
