import { describe, expect, it } from "vitest";
import { row } from "../testing/sample";
import { FakeWorld } from "../testing/fakes";
import { LiveStore } from "./store";

function start(): { world: FakeWorld; store: LiveStore } {
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
  return { world, store };
}

describe("hello and resume", () => {
  it("says hello without a position first, and with one after a break", async () => {
    const { world, store } = start();
    await world.welcome({ seq: 41, docs: [row("A")] });
    expect(world.socket.ofType("hello")[0]).toEqual({ type: "hello", board: "sample", audience: "control" });
    world.socket.end(1006);
    await world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
    await world.welcome({ resumed: true });
    expect(world.socket.ofType("hello")[0]?.position).toEqual({ epoch: "e1", seq: 41 });
    world.socket.say({ type: "delta", from: 41, seq: 42, up: [row("B")], down: [] });
    expect(store.docs("incident").map((doc) => doc.number)).toEqual(["A", "B"]);
    store.stop();
  });

  it("comes back without a position after a gap, and keeps the board on screen meanwhile", async () => {
    const { world, store } = start();
    await world.welcome({ seq: 10, docs: [row("A")] });
    world.socket.say({ type: "delta", from: 12, seq: 13, up: [row("B")], down: [] });
    expect(store.docs("incident")).toHaveLength(1);
    await world.pass(1_000);
    await world.welcome({ seq: 13, docs: [row("A"), row("B")] });
    expect(world.socket.ofType("hello")[0]?.position).toBeUndefined();
    expect(store.docs("incident")).toHaveLength(2);
    store.stop();
  });

  it("comes back without a position when told to resync", async () => {
    const { world, store } = start();
    await world.welcome({ seq: 10 });
    world.socket.end(4002);
    await world.pass(1_000);
    await world.welcome();
    expect(world.socket.ofType("hello")[0]?.position).toBeUndefined();
    store.stop();
  });

  it("waits as long as the server asked", async () => {
    const { world, store } = start();
    await world.welcome();
    world.socket.end(1012, JSON.stringify({ reason: "restarting", retry_after_ms: 7_000 }));
    await world.pass(6_900);
    expect(world.sockets).toHaveLength(1);
    await world.pass(200);
    expect(world.sockets).toHaveLength(2);
    store.stop();
  });

  it.each([
    [4502, "sign_in"],
    [4503, "not_allowed"],
    [4504, "reload"],
  ])("does not come back after %i", async (code, why) => {
    const { world, store } = start();
    await world.welcome();
    world.socket.end(code);
    await world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
    expect(store.stoppedBecause()).toBe(why);
    store.stop();
  });

  it("asks to sign in when the session cannot be refreshed, and keeps trying when nobody answers", async () => {
    const { world, store } = start();
    await world.welcome();
    world.signedIn = "unreachable";
    world.socket.end(1006);
    await world.pass(20_000);
    expect(store.stoppedBecause()).toBeNull();
    world.signedIn = false;
    await world.pass(20_000);
    expect(store.stoppedBecause()).toBe("sign_in");
    store.stop();
  });

  it("drops a socket that has gone silent and opens another", async () => {
    const { world, store } = start();
    await world.welcome();
    await world.pass(30_000);
    expect(world.sockets.length).toBeGreaterThan(1);
    expect(world.sockets[0]?.closed).toBe(true);
    store.stop();
  });

  it("sends its own heartbeat about every ten seconds", async () => {
    const { world, store } = start();
    await world.welcome();
    const socket = world.socket;
    for (let i = 0; i < 31; i += 1) {
      await world.pass(1_000);
      socket.say({ type: "beat", at: Date.now(), health: { feed: "live", feed_last_at: null, quarantined: 0, live: "ok", roads: "ok", journal: "ok" } });
    }
    expect(world.sockets).toHaveLength(1);
    expect(socket.ofType("beat")).toHaveLength(3);
    store.stop();
  });

  it("passes over a frame of a newer server, and resyncs on a broken one", async () => {
    const { world, store } = start();
    await world.welcome();
    world.socket.onmessage?.({ data: JSON.stringify({ type: "from_the_future" }) });
    await world.pass(100);
    expect(world.sockets).toHaveLength(1);
    world.socket.onmessage?.({ data: "{" });
    await world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
    store.stop();
  });
});

describe("commands", () => {
  const claim = { type: "claim_response", response: "A#1" } as const;

  it("are pending at once, then accepted", async () => {
    const { world, store } = start();
    await world.welcome();
    const outcome = store.send(claim);
    expect(store.commands()[0]?.status).toBe("pending");
    const [sent] = world.socket.ofType("command");
    expect(sent?.command).toEqual(claim);
    world.socket.say({ type: "accepted", id: sent?.id ?? "", seq: 2, repeated: false });
    expect(await outcome).toMatchObject({ result: "accepted", seq: 2 });
    expect(store.commands()[0]?.status).toBe("accepted");
    store.stop();
  });

  it("are sent again with the same id after a lost socket, in order, and only if they had no answer", async () => {
    const { world, store } = start();
    await world.welcome();
    const first = store.send(claim);
    const second = store.send({ type: "add_note", response: "A#1", text: "kept" });
    const ids = world.socket.ofType("command").map((frame) => frame.id);
    world.socket.say({ type: "accepted", id: ids[0] ?? "", seq: 2, repeated: false });
    world.socket.end(1006);
    const third = store.send({ type: "release_claim", response: "A#1" });
    await world.pass(1_000);
    await world.welcome({ resumed: true });
    const again = world.socket.ofType("command");
    expect(again.map((frame) => frame.command.type)).toEqual(["add_note", "release_claim"]);
    expect(again[0]?.id).toBe(ids[1]);
    for (const frame of again) world.socket.say({ type: "accepted", id: frame.id, seq: 3, repeated: true });
    expect((await first).result).toBe("accepted");
    expect(await second).toMatchObject({ result: "accepted", repeated: true });
    expect((await third).result).toBe("accepted");
    store.stop();
  });

  it("are answered once what they changed has been drawn", async () => {
    const world = new FakeWorld();
    const frames: (() => void)[] = [];
    const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, { ...world.deps, soon: (run) => void frames.push(run) });
    const draw = async (): Promise<void> => {
      for (const run of frames.splice(0)) run();
      await world.pass(0);
    };
    const order: string[] = [];
    store.start();
    await world.welcome({ seq: 1, docs: [row("A")] });
    await draw();
    store.subscribe("incident:A", () => order.push("drawn"));
    void store.send({ type: "claim_response", response: "A#1" }).then(() => order.push("answered"));
    await draw();
    world.socket.say({ type: "delta", from: 1, seq: 2, up: [row("A", { locality: "Elsewhere" })], down: [] });
    world.socket.say({ type: "accepted", id: "id-1", seq: 2, repeated: false });
    await world.pass(0);
    expect(order).toEqual([]);
    await draw();
    expect(order).toEqual(["drawn", "answered"]);
    store.stop();
  });

  it("are refused with the server's reason", async () => {
    const { world, store } = start();
    await world.welcome();
    const outcome = store.send(claim);
    world.socket.say({ type: "refused", id: "id-1", refusal: { code: "already_claimed", message: "taken", who: "B. Colleague", when: 5 } });
    expect(await outcome).toMatchObject({ result: "refused", refusal: { who: "B. Colleague" } });
    store.stop();
  });

  it("are tried again by themselves, with the same id, when the journal is away, and not for ever", async () => {
    const { world, store } = start();
    await world.welcome();
    let settled: string | null = null;
    void store.send(claim).then((outcome) => (settled = outcome.result));
    for (let i = 0; i < 4; i += 1) {
      world.socket.say({ type: "refused", id: "id-1", refusal: { code: "journal_unavailable", message: "away" } });
      await world.pass(5_000);
    }
    expect(world.sockets[0]?.ofType("command").every((frame) => frame.id === "id-1")).toBe(true);
    expect(world.sockets.flatMap((socket) => socket.ofType("command"))).toHaveLength(4);
    expect(settled).toBe("refused");
    const again = store.sendAgain("id-1");
    expect(again).not.toBeNull();
    expect(world.socket.ofType("command").at(-1)?.id).toBe("id-1");
    store.stop();
  });

  it("never go out faster than the limit in flight", async () => {
    const { world, store } = start();
    await world.welcome();
    for (let i = 0; i < 40; i += 1) void store.send({ type: "add_note", response: "A#1", text: `${i}` });
    expect(world.socket.ofType("command")).toHaveLength(32);
    world.socket.say({ type: "accepted", id: "id-1", seq: 2, repeated: false });
    expect(world.socket.ofType("command")).toHaveLength(33);
    store.stop();
  });
});

describe("files", () => {
  it("are opened once for several holders, opened again after a break, closed with the last holder", async () => {
    const { world, store } = start();
    await world.welcome();
    const close1 = store.openFile("A");
    const close2 = store.openFile("A");
    expect(world.socket.ofType("open")).toHaveLength(1);
    world.socket.say({ type: "file", file: { number: "A", address: null, people: [], thrive: null, standing_reason: null, responses: [], timeline: [] } });
    expect(store.file("A").status).toBe("open");
    world.socket.end(1006);
    await world.pass(1_000);
    await world.welcome({ resumed: true });
    expect(world.socket.ofType("open")).toHaveLength(1);
    close1();
    expect(world.socket.ofType("close")).toHaveLength(0);
    close2();
    expect(world.socket.ofType("close")).toHaveLength(1);
    expect(store.file("A").status).toBe("closed");
    store.stop();
  });
});

describe("subscriptions", () => {
  it("tell only those whose document changed", async () => {
    const { world, store } = start();
    await world.welcome({ seq: 1, docs: [row("A"), row("B")] });
    let a = 0;
    let b = 0;
    store.subscribe("incident:A", () => (a += 1));
    store.subscribe("incident:B", () => (b += 1));
    world.socket.say({ type: "delta", from: 1, seq: 2, up: [row("B", { grade: "1" })], down: [] });
    expect([a, b]).toEqual([0, 1]);
    store.stop();
  });
});
