// A crew's keep: what its page knows goes onto the two shelves as it changes, and comes back with the next page of the same person.
import type { CommandRecord } from "../live/commands";
import type { Keep, Kept } from "../live/keep";
import type { Session } from "../session/api";
import type { DraftKeeper } from "./drafts";
import { inTurn, SESSION, sessionOf, tried } from "./shelves";
import { heldUntil } from "./until";
import { Vault, type VaultDeps } from "./vault";

/** Whose the unsent acts are. */
const WHOSE = "whose";
const BOARD = "board";
const DRAFTS = "drafts";
/** Changes within this time are written as one. */
const WRITE_MS = 120;
/** Where nothing but time has changed. */
const HEARD_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 10_000;
/** Until the server has said when the shift ends, ms. */
const FIRST_MS = 60 * 60_000;
/** The longest that acts wait for their crew to sign in again, ms: as long as a sign-in. */
const UNSENT_MS = 12 * 3_600_000;

type Shelves = { seen: Vault; unsent: Vault };
export type Draft = readonly [string, object];
type Found = { kept: Kept | null; acts: [name: string, record: CommandRecord][]; drafts: Draft[] };

/** The last close of this page: the next holding begins after it. */
let closing: Promise<void> = Promise.resolve();

export class Holding implements Keep {
  readonly user: string;
  readonly kept: Kept | null;
  readonly acts: readonly CommandRecord[];
  readonly drafts: readonly Draft[];
  #shelves: Shelves | null;
  readonly #session: Session;
  readonly #board: string;
  /** Where each act stands in the line. */
  readonly #places = new Map<string, { place: number; status: CommandRecord["status"] }>();
  #next = 1;
  #failed = false;
  readonly #now: () => number;
  readonly #typed: Map<string, object>;
  #read: (() => Kept | null) | null = null;
  #writtenAt = -Infinity;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #watch: ReturnType<typeof setInterval> | null = null;
  /** One write after the other, so that the last one counts. */
  #line: Promise<void> = Promise.resolve();

  private constructor(session: Session, board: string, shelves: Shelves | null, found: Found, now: () => number) {
    this.user = session.user.user;
    this.#board = board;
    this.#session = session;
    this.#shelves = shelves;
    this.#now = now;
    this.kept = found.kept;
    this.acts = found.acts.map(([, record]) => record);
    for (const [name, record] of found.acts) {
      const place = Number(name.split("/")[0]);
      this.#places.set(record.id, { place, status: record.status });
      this.#next = Math.max(this.#next, place + 1);
    }
    this.drafts = found.drafts;
    this.#typed = new Map(found.drafts);
  }

  /** `deps` null: this browser keeps nothing, and the page goes on with what it has in memory. */
  static async begin(session: Session, board: string, deps: VaultDeps | null): Promise<Holding> {
    const found: Found = { kept: null, acts: [], drafts: [] };
    if (deps === null) return new Holding(session, board, null, found, () => Date.now());
    const { user } = session.user;
    const shelves = await tried(
      () =>
        inTurn(async () => {
          // What the page before wrote last is written first.
          await closing;
          const seen = await own("seen", SESSION, (value) => sessionOf(value)?.user.user === user, deps);
          const unsent = await own("unsent", WHOSE, (value) => value === user, deps);
          const kept = seen === null ? null : ((await seen.get(BOARD)) as Kept | null);
          if (kept !== null && kept.you.user === user && kept.scheme.board === board) found.kept = kept;
          if (unsent !== null) {
            // By name, which begins with their number: in the order in which they were done, whatever the clock did.
            found.acts = (await unsent.all(actName(board, ""))) as [string, CommandRecord][];
            found.drafts = ((await unsent.get(DRAFTS)) ?? []) as Draft[];
          }
          // A disk that is full takes nothing more; what was read is there all the same.
          return tried(() => prepared(seen, unsent, session, found.kept?.offsetMs ?? 0, deps), null);
        }),
      null,
    );
    return new Holding(session, board, shelves, found, deps.now);
  }

  /** Whether acts and drafts live on if the browser ends now. */
  get isKept(): boolean {
    return this.#shelves !== null && !this.#failed;
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
    const { id, status } = record;
    const was = this.#places.get(id);
    // One that goes out again stands last in line, and so it does after a restart.
    const again = was?.status === "refused" && status === "pending";
    if (again) this.actGone(id);
    const place = was === undefined || again ? this.#next++ : was.place;
    this.#places.set(id, { place, status });
    this.#do(({ unsent }) => unsent.put(this.#nameOf(place, id), record));
  }

  actGone(id: string): void {
    const was = this.#places.get(id);
    if (was === undefined) return;
    this.#places.delete(id);
    this.#do(({ unsent }) => unsent.remove(this.#nameOf(was.place, id)));
  }

  #nameOf(place: number, id: string): string {
    return actName(this.#board, `${String(place).padStart(9, "0")}/${id}`);
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
    closing = this.#line;
    await closing;
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
      if (shelves === null) return;
      // What the disk does not take is not said to be on it.
      this.#failed = !(await tried(() => work(shelves).then(() => true), false));
    });
  }
}

function actName(board: string, rest: string): string {
  return `act/${board}/${rest}`;
}

/** Both shelves, new where there was none, with whose they are and until when. */
async function prepared(seen: Vault | null, unsent: Vault | null, session: Session, offsetMs: number, deps: VaultDeps): Promise<Shelves> {
  const ends = Math.min(deps.now() + UNSENT_MS, session.expires_at_ms - offsetMs);
  const shelves = {
    seen: seen ?? (await Vault.create("seen", Math.min(ends, deps.now() + FIRST_MS), deps)),
    unsent: unsent ?? (await Vault.create("unsent", ends, deps)),
  };
  await shelves.seen.put(SESSION, session);
  await shelves.unsent.put(WHOSE, session.user.user);
  await shelves.unsent.setUntil(ends);
  return shelves;
}

/** The shelf if it is this person's; somebody else's is destroyed unread. */
async function own(shelf: "seen" | "unsent", name: string, isTheirs: (value: unknown) => boolean, deps: VaultDeps): Promise<Vault | null> {
  const vault = await Vault.open(shelf, deps);
  if (vault === null || isTheirs(await vault.get(name))) return vault;
  vault.close();
  await Vault.destroy(shelf, deps);
  return null;
}
