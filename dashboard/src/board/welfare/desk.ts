// Watches the crews' welfare each second and at each change, sounds it, and says it. One for each mounted board or demand view.
import { onTick, serverNow } from "../../live/clock";
import type { IncidentNumber } from "../../live/protocol.gen";
import type { LiveStore } from "../../live/store";
import { announce, announceEmergency } from "../../ui/toasts";
import { welfare as w } from "../../words/en.welfare";
import { isCalling, welfareOf, welfareSound, type WelfareItem } from "./welfare";

export type WelfareState = {
  /** What nobody has in hand first. */
  items: readonly WelfareItem[];
  /** Instances that make no sound here any more. */
  quiet: ReadonlySet<string>;
};

export type WelfareDeps = {
  play: (sound: "emergency" | "attention") => void;
  /** Whether alarms are muted on this screen. An SOS sounds all the same. */
  muted: () => boolean;
  /** Where an incident is, as exactly as this view may say. */
  place: (incident: IncidentNumber) => string | null;
};

const ALL_WELL: WelfareState = { items: [], quiet: new Set() };

export class WelfareDesk {
  #store: LiveStore;
  #deps: WelfareDeps;
  #state: WelfareState = ALL_WELL;
  #rang = new Set<string>();
  #first = true;
  #lastAt = -Infinity;
  #listeners = new Set<() => void>();

  constructor(store: LiveStore, deps: WelfareDeps) {
    this.#store = store;
    this.#deps = deps;
  }

  start(): () => void {
    const look = (): void => this.#look(serverNow());
    const stop = [this.#store.subscribe("kind:car", look), this.#store.subscribe("welcome", look), onTick(look)];
    look();
    return () => {
      for (const each of stop) each();
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  read = (): WelfareState => this.#state;

  placeOf = (item: WelfareItem): string => (item.incident === null ? null : this.#deps.place(item.incident)) ?? w.noPlace;

  /** No more sound of this on this screen, until it climbs. */
  silence = (instance: string): void => {
    this.#set({ ...this.#state, quiet: new Set(this.#state.quiet).add(instance) });
  };

  #look(now: number): void {
    if (!this.#store.loaded()) return;
    const before = this.#state.items;
    const items = welfareOf(this.#store.docs("car"));
    const news = items.filter((item) => !this.#rang.has(item.instance));
    this.#rang = new Set(items.map((item) => item.instance));
    const sound = welfareSound({ items, news, first: this.#first, quiet: this.#state.quiet, muted: this.#deps.muted(), lastAt: this.#lastAt, now });
    if (sound === "emergency") this.#lastAt = now;
    if (sound !== null) this.#deps.play(sound);
    this.#say(before, items, news);
    this.#first = false;
    // The same again is the same object, so that nothing is drawn.
    if (sign(before) !== sign(items)) this.#set({ items, quiet: new Set([...this.#state.quiet].filter((each) => this.#rang.has(each))) });
  }

  #say(before: readonly WelfareItem[], items: readonly WelfareItem[], news: readonly WelfareItem[]): void {
    const calls = news.filter(isCalling).map((item) => (item.climb > 0 ? w.spoken.sosAgain : w.spoken.sos)(item.callSign, this.placeOf(item)));
    if (calls.length > 0) announceEmergency(calls.join(". "));
    if (this.#first) return;
    for (const item of news) {
      if (item.kind === "check_in") announce((item.climb > 1 ? w.spoken.noWordInspector : w.spoken.noWord)(item.callSign, this.placeOf(item)));
    }
    for (const was of before) {
      const now = items.find((item) => item.key === was.key);
      if (was.answered === null && now?.answered !== null && now?.answered !== undefined) announce(w.spoken.answered(now.answered.by, now.callSign));
      if (now === undefined && !items.some((item) => item.car === was.car)) announce((was.kind === "sos" ? w.spoken.ended : w.spoken.heard)(was.callSign));
    }
  }

  #set(next: WelfareState): void {
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

function sign(items: readonly WelfareItem[]): string {
  return JSON.stringify(items.map((item) => [item.instance, item.answered?.by]));
}
