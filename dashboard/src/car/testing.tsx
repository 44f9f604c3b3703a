// The whole tablet on a fake socket in jsdom, for the tests of this folder.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";

import { draftKeys, forgetDraft } from "../held/drafts";
import { LiveContext } from "../live/hooks";
import type { CarRow, Command, Doc, JobCard, SchemeView } from "../live/protocol.gen";
import { LiveStore } from "../live/store";
import { FakeWorld } from "../testing/fakes";
import { fetchAhead } from "../ui/Late";
import CarFace from "./CarFace";
import { GUARD_MS } from "./Dock";
import { AHEAD } from "./parts";
import { sampleCar, sampleJob } from "./sample";

export type JobDoc = Extract<Doc, { kind: "job" }>;

export const car = (change: Partial<CarRow> = {}): Doc => ({ kind: "car", ...sampleCar(change) });
export const job = (change: Partial<JobCard> = {}, view: Partial<JobCard["view"]> = {}): JobDoc => ({
  kind: "job",
  ...sampleJob(change, { offer_lapses_at: Date.now() + 100_000, ...view }),
});

export const watch = vi.fn<Geolocation["watchPosition"]>(() => 7);
export const clearWatch = vi.fn();

/** What the test of now stands on. */
export const tablet = {
  world: new FakeWorld(),
  store: null as LiveStore | null,
  seq: 1,
  scheme: {} as Partial<SchemeView>,
};

/** Call once in each test file. */
export function withTablet(): void {
  // Before any clock is the test's own: forms are fetched, and a fetch takes real time.
  beforeAll(() => fetchAhead(AHEAD));
  beforeEach(() => {
    vi.useFakeTimers();
    tablet.world = new FakeWorld();
    HTMLDialogElement.prototype.showModal = function showModal(): void {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close(): void {
      this.open = false;
    };
    Object.defineProperty(navigator, "geolocation", { configurable: true, value: { watchPosition: watch, clearWatch } });
    Object.defineProperty(navigator, "userActivation", { configurable: true, value: { hasBeenActive: false } });
    watch.mockClear();
    clearWatch.mockClear();
  });

  afterEach(() => {
    cleanup();
    tablet.store?.stop();
    for (const key of draftKeys("")) forgetDraft(key);
    vi.useRealTimers();
  });
}

export async function open(docs: Doc[], scheme: Partial<SchemeView> = {}): Promise<void> {
  tablet.scheme = scheme;
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "crew", car: "car-1" }, tablet.world.deps);
  tablet.store = store;
  store.start();
  render(
    <LiveContext value={store}>
      <CarFace />
    </LiveContext>,
  );
  await welcome(docs);
}

/** The server's first words, and again after the link was lost. */
export async function welcome(docs: Doc[]): Promise<void> {
  await act(() => tablet.world.welcome({ seq: (tablet.seq = 1), docs, scheme: tablet.scheme }));
}

/** The server changes the board. */
export function change(up: Doc[], down: JobDoc[] = []): void {
  const from = tablet.seq++;
  act(() => tablet.world.socket.say({ type: "delta", from, seq: tablet.seq, up, down: down.map((each) => ({ kind: "job", id: each.deployment })) }));
}

export function commands(): Command[] {
  return tablet.world.socket.ofType("command").map((frame) => frame.command);
}

export async function pass(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

export async function press(testId: string, wait = GUARD_MS): Promise<void> {
  await pass(wait);
  fireEvent.click(screen.getByTestId(testId));
  await pass(0);
}
