// Watches the board for alarms each second and at each change, sounds them, and says them. One for each mounted board.
import { onTick, serverNow } from "../../live/clock";
import type { LiveStore } from "../../live/store";
import { announce, announceEmergency } from "../../ui/toasts";
import { alarms as w } from "../../words/en.alarms";
import { ALARM_KINDS, alarmsOf, isForYou, newWithin, soundOf, watch, WATCH_START, type AlarmItem, type Sound, type SoundInput } from "../logic/alarms";
import { shortNumber } from "../logic/rows";

export type AlarmState = {
  /** Most urgent first, without what is shelved. */
  items: readonly AlarmItem[];
  shelved: readonly AlarmItem[];
  /** How often each alarm, by its key, has begun in this sitting. */
  times: ReadonlyMap<string, number>;
  /** New alarms within the last ten minutes. */
  fresh: number;
};

const QUIET: AlarmState = { items: [], shelved: [], times: new Map(), fresh: 0 };

export class AlarmDesk {
  #store: LiveStore;
  #play: (sound: Sound) => void;
  #state: AlarmState = QUIET;
  #sign = "";
  #watch = WATCH_START;
  #first = true;
  #lastAt: Record<Sound, number> = { emergency: -Infinity, attention: -Infinity };
  #listeners = new Set<() => void>();

  /** `play` decides itself whether this screen is muted. */
  constructor(store: LiveStore, play: (sound: Sound) => void) {
    this.#store = store;
    this.#play = play;
  }

  start(): () => void {
    const look = (): void => this.#look(serverNow());
    const stop = [this.#store.subscribe("kind:incident", look), this.#store.subscribe("welcome", look), onTick(look)];
    look();
    return () => {
      for (const each of stop) each();
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  read = (): AlarmState => this.#state;

  #look(now: number): void {
    if (!this.#store.loaded()) return;
    const all = alarmsOf(this.#store.docs("incident"), this.#store.scheme(), now);
    const seen = watch(this.#watch, all, now);
    this.#watch = seen.watch;
    const first = this.#first;
    this.#first = false;
    const fresh = newWithin(this.#watch, now);
    // The same alarms again are the same object, so that nothing is drawn.
    const sign = JSON.stringify([fresh, all.map((item) => [item.instance, item.due, item.place, item.claim?.user, item.shelved?.until])]);
    if (sign !== this.#sign) {
      this.#sign = sign;
      this.#state = { items: all.filter((item) => item.shelved === null), shelved: all.filter((item) => item.shelved !== null), times: this.#watch.times, fresh };
      for (const listener of this.#listeners) listener();
    }
    this.#tell({ items: all, news: seen.news, first, lastAt: this.#lastAt, me: this.#me(), now });
  }

  #me(): SoundInput["me"] {
    const you = this.#store.you();
    return { user: you?.user ?? null, name: you?.name ?? null, roles: you?.roles ?? [] };
  }

  #tell(input: SoundInput): void {
    const sound = soundOf(input);
    if (sound !== null) {
      this.#lastAt = { ...this.#lastAt, [sound]: input.now };
      this.#play(sound);
    }
    const loud = input.news.filter((item) => item.emergency);
    if (loud.length > 0) announceEmergency(loud.map((item) => w.announce.emergency(w.kinds[item.kind], shortNumber(item.number))).join(". "));
    if (input.first) return;
    const rest = input.news.filter((item) => !item.emergency && item.shelved === null && isForYou(item, input.me.user, input.me.roles));
    for (const kind of ALARM_KINDS) {
      const numbers = rest.filter((item) => item.kind === kind).map((item) => shortNumber(item.number));
      if (numbers.length > 0) announce(w.announce.some(w.kinds[kind], numbers));
    }
  }
}
