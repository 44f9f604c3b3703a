// A crew's keep: what its page knows goes onto the two shelves as it changes, and comes back with the next page of the same person.
import type { CommandRecord } from "../live/commands";
import type { Keep, Kept } from "../live/keep";
import type { Session } from "../session/api";
import type { DraftKeeper } from "./drafts";
import { SESSION, sessionOf, tried } from "./shelves";
import { heldUntil } from "./until";
import { Vault, type VaultDeps } from "./vault";

/** Whose the unsent acts are. */
const WHOSE = "whose";
const BOARD = "board";
const DRAFTS = "drafts";
const ACT = "act/";
/** Changes within this time are written as one. */
const WRITE_MS = 120;
/** Where nothing but time has changed. */
const HEARD_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 10_000;

type Shelves = { seen: Vault; unsent: Vault };
export type Draft = readonly [string, object];

export class Holding implements Keep {
  readonly kept: Kept | null;
  readonly acts: readonly CommandRecord[];
  readonly drafts: readonly Draft[];
  #shelves: Shelves | null;
  readonly #session: Session;
  readonly #now: () => number;
  readonly #typed: Map<string, object>;
  #read: (() => Kept | null) | null = null;
  #writtenAt = -Infinity;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #watch: ReturnType<typeof setInterval> | null = null;
  /** One write after the other, so that the last one counts. */
  #line: Promise<void> = Promise.resolve();

  private constructor(session: Session, shelves: Shelves | null, found: { kept: Kept | null; acts: CommandRecord[]; drafts: Draft[] }, now: () => number) {
    this.#session = session;
    this.#shelves = shelves;
    this.#now = now;
    this.kept = found.kept;
    this.acts = found.acts;
    this.drafts = found.drafts;
    this.#typed = new Map(found.drafts);
  }

  /** `deps` null: this browser keeps nothing, and the page goes on with what it has in memory. */
  static async begin(session: Session, board: string, deps: VaultDeps | null): Promise<Holding> {
    const nothing = { kept: null, acts: [], drafts: [] };
    if (deps === null) return new Holding(session, null, nothing, () => Date.now());
    const { user } = session.user;
    return tried(
      // Pages of one browser take turns: of two new keys at once, neither would open anything.
      () => inTurn(async () => {
        const seen = await own("seen", SESSION, (value) => sessionOf(value)?.user.user === user, deps);
        const unsent = await own("unsent", WHOSE, (value) => value === user, deps);
        const kept = seen === null ? null : ((await seen.get(BOARD)) as Kept | null);
        const acts = unsent === null ? [] : ((await unsent.all(ACT)) as CommandRecord[]);
        const drafts = unsent === null ? [] : (((await unsent.get(DRAFTS)) ?? []) as Draft[]);
        const until = Math.min(session.expires_at_ms, deps.now() + 60 * 60_000);
        const shelves = {
          seen: seen ?? (await Vault.create("seen", until, deps)),
          unsent: unsent ?? (await Vault.create("unsent", session.expires_at_ms, deps)),
        };
        await shelves.seen.put(SESSION, session);
        await shelves.unsent.put(WHOSE, user);
        // Unsent acts live as long as the newest sign-in of the same person.
        await shelves.unsent.setUntil(session.expires_at_ms);
        acts.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
        const here = kept !== null && kept.you.user === user && kept.scheme.board === board ? kept : null;
        return new Holding(session, shelves, { kept: here, acts, drafts }, deps.now);
      }),
      new Holding(session, null, nothing, deps.now),
    );
  }

  /** Whether acts and drafts live on if the browser ends now. */
  get isKept(): boolean {
    return this.#shelves !== null;
  }

  /** Looks at the clock while the page lives. `over` runs once, when the time to hold is over without a word of the server. */
  watch(over: () => void): () => void {
    this.#watch ??= setInterval(() => {
      if (this.#shelves === null || this.#now() < this.#shelves.seen.until) return;
      void this.close();
      over();
    }, LOOK_EVERY_MS);
    // A tablet that is put away may not come back to this page.
    const away = (): void => this.#flush();
    window.addEventListener("pagehide", away);
    document.addEventListener("visibilitychange", away);
    return () => {
      window.removeEventListener("pagehide", away);
      document.removeEventListener("visibilitychange", away);
      void this.close();
    };
  }

  board(read: () => Kept | null, changed: boolean): void {
    this.#read = read;
    if (changed || this.#now() - this.#writtenAt >= HEARD_EVERY_MS) this.#soon(BOARD, () => this.#writeBoard());
  }

  act(record: CommandRecord): void {
    this.#do(({ unsent }) => unsent.put(ACT + record.id, record));
  }

  actGone(id: string): void {
    this.#do(({ unsent }) => unsent.remove(ACT + id));
  }

  readonly drafting: DraftKeeper = {
    put: (key, draft) => {
      this.#typed.set(key, draft);
      this.#soon(DRAFTS, () => this.#writeDrafts());
    },
    remove: (key) => {
      this.#typed.delete(key);
      this.#soon(DRAFTS, () => this.#writeDrafts());
    },
  };

  /** What changed last is written. Settles when it is on the disk. */
  async close(): Promise<void> {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    this.#flush();
    this.#do(({ seen, unsent }) => {
      seen.close();
      unsent.close();
      this.#shelves = null;
      return Promise.resolve();
    });
    await this.#line;
  }

  #flush(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    const names = [...this.#timers.keys()];
    this.#timers.clear();
    if (names.includes(BOARD)) this.#writeBoard();
    if (names.includes(DRAFTS)) this.#writeDrafts();
  }

  #writeDrafts(): void {
    this.#do(({ unsent }) => unsent.put(DRAFTS, [...this.#typed]));
  }

  #writeBoard(): void {
    const kept = this.#read?.() ?? null;
    if (kept === null) return;
    this.#writtenAt = this.#now();
    const until = heldUntil({ docs: kept.docs, car: kept.you.car, heardAt: kept.heardAt, sessionEndsAt: this.#session.expires_at_ms });
    this.#do(async ({ seen }) => {
      await seen.put(BOARD, kept);
      // The shelf looks at the device's own clock.
      await seen.setUntil(until - kept.offsetMs);
    });
  }

  #soon(name: string, run: () => void): void {
    if (this.#timers.has(name)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(name);
      run();
    }, WRITE_MS);
    this.#timers.set(name, timer);
  }

  #do(work: (shelves: Shelves) => Promise<void>): void {
    this.#line = this.#line.then(async () => {
      const shelves = this.#shelves;
      if (shelves !== null) await tried(() => work(shelves), undefined);
    });
  }
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request("alongside-shelves", work) : work();
}

/** The shelf if it is this person's; somebody else's is destroyed unread. */
async function own(shelf: "seen" | "unsent", name: string, isTheirs: (value: unknown) => boolean, deps: VaultDeps): Promise<Vault | null> {
  const vault = await Vault.open(shelf, deps);
  if (vault === null || isTheirs(await vault.get(name))) return vault;
  vault.close();
  await Vault.destroy(shelf, deps);
  return null;
}
