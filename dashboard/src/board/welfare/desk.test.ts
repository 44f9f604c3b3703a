// The watch over the crews: what it plays and what it says, and when it stops.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sampleCar } from "../../car/sample";
import type { CarRow, SosView } from "../../live/protocol.gen";
import { LiveStore } from "../../live/store";
import { FakeWorld } from "../../testing/fakes";
import { speakStore } from "../../ui/toasts";
import { WelfareDesk } from "./desk";
import { SOS_AGAIN_MS } from "./welfare";

let world: FakeWorld;
let store: LiveStore;
let desk: WelfareDesk;
let stop: () => void;
let seq = 1;
let muted = false;
const play = vi.fn<(sound: "emergency" | "attention") => void>();
const sos = (part: Partial<SosView> = {}): SosView => ({ at: Date.now(), by: "Tamsin Curlew", deployment: "EV-0412#1.1", climb: 0, answered_at: null, answered_by: null, ...part });

async function open(part: Partial<CarRow>): Promise<void> {
  await world.welcome({ seq: (seq = 1), docs: [{ kind: "car", ...sampleCar(part) }] });
  desk = new WelfareDesk(store, { play, muted: () => muted, place: (incident) => (incident === "EV-0412" ? "Harbour Street" : null) });
  stop = desk.start();
}

function change(part: Partial<CarRow>): void {
  const from = seq++;
  world.socket.say({ type: "delta", from, seq, up: [{ kind: "car", ...sampleCar(part) }], down: [] });
}

beforeEach(() => {
  vi.useFakeTimers();
  muted = false;
  play.mockClear();
  world = new FakeWorld();
  store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
});

afterEach(() => {
  stop();
  store.stop();
  vi.useRealTimers();
});

describe("an SOS", () => {
  it("sounds at once, again and again, and stops when somebody has it", async () => {
    await open({});
    change({ sos: sos() });
    expect(play.mock.calls).toEqual([["emergency"]]);
    expect(speakStore.read().assertive).toBe("SOS, DA01, Harbour Street");
    vi.advanceTimersByTime(2 * SOS_AGAIN_MS + 1_000);
    expect(play).toHaveBeenCalledTimes(3);
    change({ sos: sos({ answered_at: Date.now(), answered_by: "Dale Fulmar" }) });
    vi.advanceTimersByTime(5 * SOS_AGAIN_MS);
    expect(play).toHaveBeenCalledTimes(3);
  });

  it("is silenced on this screen alone, and sounds again when it climbs", async () => {
    const at = Date.now();
    await open({ sos: sos({ at }) });
    muted = true;
    expect(play).toHaveBeenCalledTimes(1);
    desk.silence(desk.read().items[0]?.instance ?? "");
    vi.advanceTimersByTime(5 * SOS_AGAIN_MS);
    expect(play).toHaveBeenCalledTimes(1);
    change({ sos: sos({ at, climb: 1 }) });
    expect(play).toHaveBeenCalledTimes(2);
    expect(speakStore.read().assertive).toBe("SOS not answered, DA01, Harbour Street");
  });
});

it("draws nothing anew for changes of a car that do not concern it", async () => {
  await open({ sos: sos({ at: 1 }) });
  const before = desk.read();
  change({ sos: sos({ at: 1 }), status: "committed" });
  expect(desk.read()).toBe(before);
});

it("says a missed check-in softly, once at each climb, and never assertively", async () => {
  await open({});
  const spoken = speakStore.read().assertive;
  const checkIn = { deployment: "EV-0412#1.1", since: 0, due_at: 1, missed: 1 };
  change({ check_in: checkIn });
  vi.advanceTimersByTime(60_000);
  expect(play.mock.calls).toEqual([["attention"]]);
  change({ check_in: { ...checkIn, missed: 2 } });
  expect(play).toHaveBeenCalledTimes(2);
  expect(speakStore.read().assertive).toBe(spoken);
});
