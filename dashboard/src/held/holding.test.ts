// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sampleCar } from "../car/sample";
import type { CommandRecord } from "../live/commands";
import type { Kept } from "../live/keep";
import type { Session } from "../session/api";
import { SCHEME } from "../testing/sample";
import { Holding } from "./holding";
import { Vault, type VaultDeps } from "./vault";

const HOUR = 3_600_000;
const files = new Map<string, Uint8Array<ArrayBuffer>>();
let at = 0;
const deps: VaultDeps = {
  salts: {
    read: (name) => Promise.resolve(files.get(name) ?? null),
    write: (name, salt) => Promise.resolve(void files.set(name, salt)),
    remove: (name) => Promise.resolve(void files.delete(name)),
  },
  now: () => at,
};
const open: Holding[] = [];

const session = (user = "crew"): Session => ({ user: { user, name: "FS01", roles: ["crew"], car: "car-1" }, boards: [], expires_at_ms: at + 12 * HOUR });
const begin = async (user?: string): Promise<Holding> => {
  const holding = await Holding.begin(session(user), "sample", deps);
  open.push(holding);
  return holding;
};
const act = (id: string, part: Partial<CommandRecord> = {}): CommandRecord => ({
  id,
  command: { type: "add_note", response: "A#1", text: "seen at the door" },
  subject: "A#1",
  at: at,
  status: "pending",
  sent: false,
  tries: 0,
  refusal: null,
  answeredAt: null,
  ...part,
});
const picture = (part: Partial<Kept> = {}): Kept => ({
  you: { user: "crew", name: "FS01", roles: ["crew"], sides: [], audience: "crew", car: "car-1" },
  scheme: { ...SCHEME, board: "sample" },
  docs: [{ kind: "car", ...sampleCar({ status: "available", shift_ends_at: at + 2 * HOUR }) }],
  files: [],
  heardAt: at,
  offsetMs: 0,
  ...part,
});

beforeEach(async () => {
  at = 1_000 * HOUR;
  files.clear();
  await Vault.destroyAll(deps);
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe("what a tablet holds", () => {
  it("has acts, drafts and the picture again after its page ended, acts in the order in which they were done whatever the clock did", async () => {
    const before = await begin();
    before.act(act("b", { at: at + 2 }));
    before.act(act("c", { at: at + 1 }));
    before.drafting.put("A#1/contact", { note: "half a sent" });
    before.board(() => picture(), true);
    await before.close();
    const after = await begin();
    expect(after.acts.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(after.drafts).toEqual([["A#1/contact", { note: "half a sent" }]]);
    expect(after.kept?.docs).toHaveLength(1);
    expect(after.isKept).toBe(true);
  });

  it("puts an act that goes out again behind the others, and sends none of it to another board", async () => {
    const before = await begin();
    before.act(act("a"));
    before.act(act("a", { status: "refused" }));
    before.act(act("b"));
    before.act(act("a"));
    await before.close();
    expect((await begin()).acts.map(({ id }) => id)).toEqual(["b", "a"]);
    const elsewhere = await Holding.begin(session(), "another-board", deps);
    open.push(elsewhere);
    expect(elsewhere.acts).toEqual([]);
  });

  it("forgets an act that was taken, and a draft that was let go", async () => {
    const before = await begin();
    before.act(act("a"));
    before.actGone("a");
    before.drafting.put("A#1/contact", { note: "x" });
    before.drafting.remove("A#1/contact");
    await before.close();
    const after = await begin();
    expect(after.acts).toEqual([]);
    expect(after.drafts).toEqual([]);
  });

  it("gives the next person nothing of the last", async () => {
    const before = await begin();
    before.act(act("a"));
    before.board(() => picture(), true);
    await before.close();
    const other = await begin("crew2");
    expect([other.acts, other.drafts, other.kept]).toEqual([[], [], null]);
    await other.close();
    expect((await begin()).acts).toEqual([]);
  });

  it("shows nothing once the shift and its grace are over, and still sends what waits", async () => {
    const before = await begin();
    before.act(act("a"));
    before.board(() => picture(), true);
    await before.close();
    at += 2 * HOUR + 29 * 60_000;
    const late = await begin();
    expect(late.kept).not.toBeNull();
    await late.close();
    at += 2 * 60_000;
    const over = await begin();
    expect(over.kept).toBeNull();
    expect(over.acts).toHaveLength(1);
  });

  it("keeps nothing where the browser cannot keep it safely, and says so", async () => {
    const holding = await Holding.begin(session(), "sample", null);
    holding.act(act("a"));
    await holding.close();
    expect(holding.isKept).toBe(false);
  });
});
