// Short notices with an undo, and the one polite announcement line. Module stores: any part may speak.

export type Toast = {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
  /** The key that presses its undo, where the face has one. */
  undoKey?: string | undefined;
  /** ms on screen; undoable acts stay ten seconds. Null: until it is put away. */
  stayMs: number | null;
};

const UNDO_MS = 10_000;
const NOTICE_MS = 5_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(text: string, undo?: () => void, undoKey?: string): void {
  const id = nextId++;
  const stayMs = undo === undefined ? NOTICE_MS : UNDO_MS;
  set([...toasts.slice(-2), { id, text, undo, undoKey, stayMs }]);
  announce(text);
}

/** What a person must not miss: it stays until it is put away. */
export function showNotice(text: string): void {
  set([...toasts.slice(-2), { id: nextId++, text, stayMs: null }]);
  announce(text);
}

/** The one that the key would undo: the newest that can be. */
export function newestUndoable(shown: readonly Toast[]): Toast | undefined {
  return shown.findLast((toast) => toast.undo !== undefined);
}

/** Presses undo on the newest toast that has one. False: there is none. */
export function undoNewest(): boolean {
  const toast = newestUndoable(toasts);
  if (toast === undefined) return false;
  dropToast(toast.id);
  toast.undo?.();
  return true;
}

export function dropToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): readonly Toast[] => toasts,
};

/** Least time between two announcements: a screen reader must be able to finish. */
export const ANNOUNCE_EVERY_MS = 5_000;

/** Gathers what is said and lets out one batch at most every five seconds. Pure but for its timer. */
export class Announcer {
  #waiting: string[] = [];
  #lastAt = -Infinity;
  #timer: unknown = null;
  #say: (text: string) => void;
  #now: () => number;
  #later: (run: () => void, ms: number) => unknown;

  constructor(say: (text: string) => void, now: () => number, later: (run: () => void, ms: number) => unknown) {
    this.#say = say;
    this.#now = now;
    this.#later = later;
  }

  add(text: string): void {
    if (!this.#waiting.includes(text)) this.#waiting.push(text);
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#lastAt + ANNOUNCE_EVERY_MS - this.#now());
    this.#timer = this.#later(() => {
      this.#timer = null;
      this.#lastAt = this.#now();
      const batch = this.#waiting.join(". ");
      this.#waiting = [];
      this.#say(batch);
    }, wait);
  }
}

type Speak = { polite: string; assertive: string };
let speak: Speak = { polite: "", assertive: "" };
const speakListeners = new Set<() => void>();

function setSpeak(next: Speak): void {
  speak = next;
  for (const listener of speakListeners) listener();
}

const announcer = new Announcer(
  (text) => setSpeak({ ...speak, polite: text }),
  () => performance.now(),
  (run, ms) => setTimeout(run, ms),
);

/** Says something to screen readers, politely and batched. */
export function announce(text: string): void {
  announcer.add(text);
}

/** For immediate risk to life alone. */
export function announceEmergency(text: string): void {
  setSpeak({ ...speak, assertive: text });
}

export const speakStore = {
  subscribe: (listener: () => void): (() => void) => {
    speakListeners.add(listener);
    return () => speakListeners.delete(listener);
  },
  read: (): Speak => speak,
};
