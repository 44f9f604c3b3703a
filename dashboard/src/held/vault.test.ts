import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { DATABASE } from "./device";
import { Vault, type VaultDeps } from "./vault";

const HOUR = 3_600_000;
const WORD = "Marigold Testperson";

let files: Map<string, Uint8Array<ArrayBuffer>>;
let at: number;
const deps: VaultDeps = {
  salts: {
    read: (name) => Promise.resolve(files.get(name) ?? null),
    write: (name, salt) => Promise.resolve(void files.set(name, salt)),
    remove: (name) => Promise.resolve(void files.delete(name)),
  },
  now: () => at,
};

/** Everything in the browser's database, as text, keys as what can be read of them. */
async function onDisk(): Promise<string> {
  const db = await openDB(DATABASE);
  const rows = await Promise.all([...db.objectStoreNames].map(async (name) => [await db.getAllKeys(name), await db.getAll(name)]));
  db.close();
  return JSON.stringify(rows, (_key, value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value).toString("latin1") : value));
}

beforeEach(async () => {
  files = new Map();
  at = 1_000 * HOUR;
  await Vault.destroyAll(deps);
});

describe("a shelf", () => {
  it("gives back what was put there, to the next page as well, and shows none of it on the disk", async () => {
    const vault = await Vault.create("seen", at + HOUR, deps);
    await vault.put("board", { name: WORD });
    vault.close();
    expect(await onDisk()).not.toContain(WORD);
    const again = await Vault.open("seen", deps);
    expect(await again?.get("board")).toEqual({ name: WORD });
    again?.close();
  });

  it("lists what begins alike, in order, and lets go of one", async () => {
    const vault = await Vault.create("unsent", at + HOUR, deps);
    for (const name of ["act/2", "act/1", "drafts"]) await vault.put(name, name);
    expect(await vault.all("act/")).toEqual([
      ["1", "act/1"],
      ["2", "act/2"],
    ]);
    await vault.remove("act/1");
    expect(await vault.all("act/")).toEqual([["2", "act/2"]]);
    vault.close();
  });

  it("seals the same text differently each time, and under another name opens to nothing", async () => {
    const vault = await Vault.create("seen", at + HOUR, deps);
    await vault.put("one", WORD);
    await vault.put("two", WORD);
    vault.close();
    const db = await openDB(DATABASE);
    const one = (await db.get("sealed", ["seen", "one"])) as { data: ArrayBuffer };
    const two = (await db.get("sealed", ["seen", "two"])) as { data: ArrayBuffer };
    expect(Buffer.from(one.data).equals(Buffer.from(two.data))).toBe(false);
    await db.put("sealed", one, ["seen", "two"]);
    db.close();
    const again = await Vault.open("seen", deps);
    expect(await again?.get("one")).toBe(WORD);
    expect(await again?.get("two")).toBeNull();
    again?.close();
  });

  it("holds a key that cannot be taken out of it", async () => {
    (await Vault.create("seen", at + HOUR, deps)).close();
    const db = await openDB(DATABASE);
    const { half } = (await db.get("keys", "seen")) as { half: CryptoKey };
    db.close();
    expect(half.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", half)).rejects.toThrow();
  });

  it.each([
    ["its time is over", () => (at += HOUR)],
    ["the clock has been put back", () => (at -= HOUR)],
    ["the half outside the database is gone", () => files.delete("half-seen")],
    ["that half is another's", () => files.set("half-seen", new Uint8Array(32))],
  ])("gives nothing when %s", async (_why, happens) => {
    const vault = await Vault.create("seen", at + HOUR / 2, deps);
    await vault.put("board", WORD);
    vault.close();
    happens();
    const again = await Vault.open("seen", deps);
    expect((await again?.get("board")) ?? null).toBeNull();
    again?.close();
  });

  it("does not lose acts to a clock that was put back", async () => {
    const vault = await Vault.create("unsent", at + HOUR, deps);
    await vault.put("act/1", WORD);
    vault.close();
    at -= HOUR;
    const again = await Vault.open("unsent", deps);
    expect(await again?.get("act/1")).toBe(WORD);
    again?.close();
  });

  it("is not written over by whoever still holds the key before", async () => {
    const old = await Vault.create("seen", at + HOUR, deps);
    // Another page of the browser: this one's vaults are not known there.
    const half = files.get("half-seen");
    const db = await openDB(DATABASE);
    const row = (await db.get("keys", "seen")) as { id: string };
    await db.put("keys", { ...row, id: "another" }, "seen");
    await old.setUntil(at + 2 * HOUR);
    expect(((await db.get("keys", "seen")) as { until: number }).until).toBe(at + HOUR);
    db.close();
    expect(files.get("half-seen")).toBe(half);
    old.close();
  });

  it("is empty once it was destroyed, and the other shelf is not", async () => {
    const [seen, unsent] = [await Vault.create("seen", at + HOUR, deps), await Vault.create("unsent", at + HOUR, deps)];
    await seen.put("board", WORD);
    await unsent.put("act/1", WORD);
    seen.close();
    await Vault.destroy("seen", deps);
    expect([...files.keys()]).toEqual(["half-unsent"]);
    expect(await Vault.open("seen", deps)).toBeNull();
    expect(await unsent.get("act/1")).toBe(WORD);
    unsent.close();
  });
});
