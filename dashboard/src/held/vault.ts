// A sealed shelf on this device (docs/adr/0020): AES-GCM, each record under its own nonce and bound to its name. The key cannot be read by
// script; it is made of two halves, and when one of them is destroyed everything on the shelf is noise.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import { DATABASE } from "./device";
import { privateFiles, type Salts } from "./salt";

/** `seen`: what the crew may read, gone with the shift. `unsent`: acts and drafts, which wait for a link and are not shown meanwhile. */
export type Shelf = "seen" | "unsent";
export const SHELVES: readonly Shelf[] = ["seen", "unsent"];

type KeyRow = {
  /** Of this key and no other: whoever holds an older one writes nothing over it. */
  id: string;
  /** HKDF, not extractable. */
  half: CryptoKey;
  /** Device time, ms, after which it is destroyed unopened. */
  until: number;
  /** Device time of the last word of `until`: what may be read is not shown by a clock that has gone back since. Acts are not lost to one. */
  writtenAt: number;
};
type SealedRow = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

interface Shape extends DBSchema {
  keys: { key: Shelf; value: KeyRow };
  sealed: { key: [Shelf, string]; value: SealedRow };
}

const VERSION = 1;
const HALF_BYTES = 32;
const IV_BYTES = 12;
/** A clock is set right by this much now and then. */
const CLOCK_BACK_MS_MAX = 10 * 60_000;

export type VaultDeps = { salts: Salts; now: () => number };

export function browserVault(): VaultDeps | null {
  if (!("indexedDB" in globalThis) || !("subtle" in crypto)) return null;
  const salts = privateFiles();
  return salts === null ? null : { salts, now: () => Date.now() };
}

function saltName(shelf: Shelf): string {
  return `half-${shelf}`;
}

async function database(): Promise<IDBPDatabase<Shape>> {
  return openDB<Shape>(DATABASE, VERSION, {
    upgrade: (db) => {
      db.createObjectStore("keys");
      db.createObjectStore("sealed");
    },
    // Another page of this browser destroys it: let go.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

async function derive(half: CryptoKey, salt: Uint8Array<ArrayBuffer>, shelf: Shelf): Promise<CryptoKey> {
  const info = new TextEncoder().encode(`alongside ${shelf} 1`);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, half, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function labelOf(shelf: Shelf, name: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${shelf}/${name}`);
}

/** Those of this page, so that what was destroyed is not written to any more. */
const inUse = new Set<Vault>();

export class Vault {
  readonly #shelf: Shelf;
  readonly #db: IDBPDatabase<Shape>;
  readonly #key: CryptoKey;
  readonly #id: string;
  readonly #now: () => number;
  #until: number;
  #over = false;

  private constructor(shelf: Shelf, db: IDBPDatabase<Shape>, key: CryptoKey, row: KeyRow, now: () => number) {
    this.#shelf = shelf;
    this.#db = db;
    this.#key = key;
    this.#id = row.id;
    this.#until = row.until;
    this.#now = now;
    inUse.add(this);
  }

  /** What lies on this shelf, if its time is not over. What cannot be opened any more is destroyed. */
  static async open(shelf: Shelf, { salts, now }: VaultDeps): Promise<Vault | null> {
    const db = await database();
    const row = await db.get("keys", shelf);
    if (row !== undefined) {
      const salt = await salts.read(saltName(shelf));
      const at = now();
      const goneBack = shelf === "seen" && at <= row.writtenAt - CLOCK_BACK_MS_MAX;
      if (salt?.length === HALF_BYTES && at < row.until && !goneBack) {
        return new Vault(shelf, db, await derive(row.half, salt, shelf), row, now);
      }
    }
    db.close();
    await Vault.destroy(shelf, { salts, now });
    return null;
  }

  /** An empty shelf with a new key, in place of whatever was there. */
  static async create(shelf: Shelf, until: number, deps: VaultDeps): Promise<Vault> {
    await Vault.destroy(shelf, deps);
    const random = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(HALF_BYTES));
    const half = await crypto.subtle.importKey("raw", random(), "HKDF", false, ["deriveKey"]);
    const salt = random();
    await deps.salts.write(saltName(shelf), salt);
    const row: KeyRow = { id: crypto.randomUUID(), half, until, writtenAt: deps.now() };
    const db = await database();
    await db.put("keys", row, shelf);
    return new Vault(shelf, db, await derive(half, salt, shelf), row, deps.now);
  }

  /** The half outside the database goes first: whatever fails afterwards, nothing can be opened. */
  static async destroy(shelf: Shelf, { salts }: VaultDeps): Promise<void> {
    for (const vault of inUse) if (vault.#shelf === shelf) vault.close();
    await salts.remove(saltName(shelf));
    const db = await database();
    const change = db.transaction(["keys", "sealed"], "readwrite");
    await Promise.all([change.objectStore("keys").delete(shelf), change.objectStore("sealed").delete(IDBKeyRange.bound([shelf], [shelf, []])), change.done]);
    db.close();
  }

  /** Nothing of us stays in this browser. */
  static async destroyAll(deps: VaultDeps): Promise<void> {
    for (const shelf of SHELVES) await Vault.destroy(shelf, deps);
    // Where another page does not let go of it, what is left in it is noise by now.
    await new Promise<void>((resolve, reject) => {
      deleteDB(DATABASE, { blocked: () => resolve() }).then(resolve, reject);
    });
  }

  get until(): number {
    return this.#until;
  }

  async setUntil(until: number): Promise<void> {
    if (this.#over) return;
    this.#until = until;
    const change = this.#db.transaction("keys", "readwrite");
    const row = await change.store.get(this.#shelf);
    if (row?.id === this.#id) await change.store.put({ ...row, until, writtenAt: this.#now() }, this.#shelf);
    await change.done;
  }

  /** On the disk when it settles, so that a flat battery takes nothing. */
  async put(name: string, value: unknown): Promise<void> {
    if (this.#over) return;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: labelOf(this.#shelf, name) }, this.#key, new TextEncoder().encode(JSON.stringify(value)));
    if (this.#isOver()) return;
    const change = this.#db.transaction("sealed", "readwrite", { durability: "strict" });
    await Promise.all([change.store.put({ iv, data }, [this.#shelf, name]), change.done]);
  }

  /** Null: nothing of this name, or nothing that can be opened. */
  async get(name: string): Promise<unknown> {
    const row = await this.#db.get("sealed", [this.#shelf, name]);
    return row === undefined ? null : this.#unseal(name, row);
  }

  /** Every record whose name begins so, with the rest of its name, by name. */
  async all(prefix: string): Promise<(readonly [rest: string, value: unknown])[]> {
    const range = IDBKeyRange.bound([this.#shelf, prefix], [this.#shelf, `${prefix}\uffff`]);
    const change = this.#db.transaction("sealed");
    const [keys, rows] = await Promise.all([change.store.getAllKeys(range), change.store.getAll(range)]);
    const found = await Promise.all(
      rows.map(async (row, at) => {
        const name = keys[at]?.[1] ?? "";
        return [name.slice(prefix.length), await this.#unseal(name, row)] as const;
      }),
    );
    return found.filter(([, value]) => value !== null);
  }

  async remove(name: string): Promise<void> {
    if (!this.#over) await this.#db.delete("sealed", [this.#shelf, name]);
  }

  /** Nothing is written through this any more. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    inUse.delete(this);
    this.#db.close();
  }

  /** Asked again after each wait: it may have been destroyed meanwhile. */
  #isOver(): boolean {
    return this.#over;
  }

  async #unseal(name: string, { iv, data }: SealedRow): Promise<unknown> {
    try {
      const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: labelOf(this.#shelf, name) }, this.#key, data);
      return JSON.parse(new TextDecoder().decode(open)) as unknown;
    } catch {
      // Damaged, or of another key: it is as good as gone.
      return null;
    }
  }
}
