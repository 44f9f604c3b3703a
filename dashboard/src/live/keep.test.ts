import { describe, expect, it } from "vitest";
import { sampleCar, sampleJob } from "../car/sample";
import { FakeWorld } from "../testing/fakes";
import { SCHEME } from "../testing/sample";
import { serverNow } from "./clock";
import type { CommandRecord } from "./commands";
import type { Keep, Kept } from "./keep";
import type { Command, Doc, IncidentFile, Refusal, ServerFrame } from "./protocol.gen";
import { LiveStore } from "./store";

const car: Doc = { kind: "car", ...sampleCar() };
const job = (): Extract<Doc, { kind: "job" }> => ({ kind: "job", ...sampleJob({}, { state: "at_scene" }) });
const file = (number: string): IncidentFile => ({ number, address: "1 Sample Row", people: [], thrive: null, standing_reason: null, responses: [], timeline: [] });
const note = (text: string): Command => ({ type: "add_note", response: job().response, text });
const refusal = (code: Refusal["code"]): Refusal => ({ code, message: "no" });
const BEAT: ServerFrame = { type: "beat", at: Date.now(), health: { feed: "live", feed_last_at: null, quarantined: 0, journal: "ok", live: "ok", roads: "ok" } };

class Shelf implements Keep {
  readonly user = "me";
  kept: Kept | null = null;
  acts: readonly CommandRecord[] = [];
  saved = new Map<string, CommandRecord>();
  read: (() => Kept | null) | null = null;
  board = (read: () => Kept | null): void => void (this.read = read);
  act = (record: CommandRecord): void => void this.saved.set(record.id, record);
  actGone = (id: string): void => void this.saved.delete(id);
}

function start(shelf = new Shelf()): { world: FakeWorld; store: LiveStore; shelf: Shelf } {
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "crew", car: "car-1" }, world.deps, shelf);
  store.start();
  return { world, store, shelf };
}

function sent(world: FakeWorld): string[] {
  return world.socket.ofType("command").map(({ command }) => ("text" in command ? command.text : command.type));
}

function accept(world: FakeWorld, id: string): void {
  world.socket.say({ type: "accepted", id, seq: 2, repeated: false });
}

describe("a crew's acts", () => {
  it("go out one after the other, so that each step stands on the one before", async () => {
    const { world, store } = start();
    await world.welcome({ docs: [car, job()] });
    void store.send(note("one"), "1");
    void store.send(note("two"), "2");
    expect(sent(world)).toEqual(["one"]);
    accept(world, "1");
    expect(sent(world)).toEqual(["one", "two"]);
    store.stop();
  });

  it("wait behind one that the server cannot take just now, however long, but for a call for help", async () => {
    const { world, store } = start();
    await world.welcome({ docs: [car, job()] });
    void store.send(note("one"), "1");
    void store.send(note("two"), "2");
    for (let round = 0; round < 9; round += 1) {
      world.socket.say({ type: "refused", id: "1", refusal: refusal("journal_unavailable") });
      for (let third = 0; third < 3; third += 1) {
        await world.pass(5_000);
        world.socket.say(BEAT);
      }
    }
    void store.send({ type: "raise_sos", car: "car-1" }, "3");
    expect(new Set(sent(world))).toEqual(new Set(["one", "raise_sos"]));
    accept(world, "1");
    expect(sent(world).at(-1)).toBe("two");
    store.stop();
  });

  it("are kept until they are taken, and with what was typed until a refusal is let go", async () => {
    const { world, store, shelf } = start();
    void store.send(note("typed without a link"), "1");
    void store.send(note("second"), "2");
    expect([...shelf.saved.keys()]).toEqual(["1", "2"]);
    await world.welcome({ docs: [car, job()] });
    world.socket.say({ type: "refused", id: "1", refusal: refusal("wrong_state") });
    accept(world, "2");
    expect([...shelf.saved.values()]).toMatchObject([{ id: "1", status: "refused", command: { text: "typed without a link" } }]);
    store.letGo("1");
    expect(shelf.saved.size).toBe(0);
    expect(store.commands().map(({ id }) => id)).toEqual(["2"]);
    store.stop();
  });

  it("of the page before go out under their own ids and times", async () => {
    const first = start();
    void first.store.send(note("before the battery died"), "1");
    first.store.stop();
    const shelf = new Shelf();
    shelf.acts = [...first.shelf.saved.values()];
    const { world, store } = start(shelf);
    expect(store.commands()).toMatchObject([{ id: "1", status: "pending" }]);
    await world.welcome({ docs: [car, job()] });
    expect(world.socket.ofType("command")).toMatchObject([{ id: "1", at: shelf.acts[0]?.at }]);
    store.stop();
  });
});

describe("a socket", () => {
  it("of somebody else, who signed in on another page, is sent nothing and shown nothing", async () => {
    const { world, store, shelf } = start();
    void store.send(note("mine"), "1");
    await Promise.resolve();
    world.socket.onopen?.();
    world.socket.say({
      type: "welcome",
      you: { user: "another", name: "B", roles: ["crew"], sides: [], audience: "crew", car: "car-1" },
      scheme: SCHEME,
      map: { tiles: null, attribution: null },
      epoch: "e1",
      server_at: Date.now(),
      resumed: false,
    });
    expect(world.socket.ofType("command")).toEqual([]);
    expect(store.stoppedBecause()).toBe("sign_in");
    expect([...shelf.saved.keys()]).toEqual(["1"]);
    store.stop();
  });

  it("from before the device slept is not believed", async () => {
    const { world, store } = start();
    await world.welcome({ docs: [car, job()] });
    world.slept = 20 * 60_000;
    store.nudge();
    await world.pass(0);
    expect(world.sockets).toHaveLength(2);
    expect(store.trust().link).not.toBe("live");
    store.stop();
  });
});

describe("a start without a link", () => {
  async function before(): Promise<Shelf> {
    const { world, store, shelf } = start();
    await world.welcome({ docs: [car, job()] });
    const close = store.openFile(job().incident);
    world.socket.say({ type: "file", file: file(job().incident) });
    close();
    const next = new Shelf();
    next.kept = shelf.read?.() ?? null;
    store.stop();
    return next;
  }

  it("shows the job and the opened file as they were, and says how old that is", async () => {
    const shelf = await before();
    if (shelf.kept !== null) shelf.kept = { ...shelf.kept, heardAt: serverNow() - 20 * 60_000 };
    const { world, store } = start(shelf);
    world.signedIn = "unreachable";
    await world.pass(1_000);
    expect(store.loaded()).toBe(true);
    expect(store.docs("job")).toHaveLength(1);
    expect(store.scheme()?.name).toBe(SCHEME.name);
    expect(store.trust()).toMatchObject({ link: "offline", stale: true });
    expect(Math.round((store.trust().ageMs ?? 0) / 60_000)).toBe(20);
    store.openFile(job().incident);
    expect(store.file(job().incident)).toMatchObject({ status: "open" });
    store.stop();
  });

  it("takes the server's word for everything once it speaks, and lets go of a job that went elsewhere", async () => {
    const { world, store, shelf } = start(await before());
    const shown = store.openFile(job().incident);
    await world.welcome({ docs: [car] });
    expect(store.docs("job")).toHaveLength(0);
    shown();
    expect(shelf.read?.()?.files).toEqual([]);
    world.socket.end(1006);
    store.openFile(job().incident);
    expect(store.file(job().incident)).toEqual({ status: "opening" });
    store.stop();
  });
});
