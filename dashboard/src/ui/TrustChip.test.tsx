// @vitest-environment jsdom
// The chip's quiet extras: straight-line travel times are said, and give way to anything graver.
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LiveContext } from "../live/hooks";
import type { Health } from "../live/protocol.gen";
import { LiveStore } from "../live/store";
import { FakeWorld } from "../testing/fakes";
import { TrustChip } from "./TrustChip";

const HEALTH: Health = { feed: "live", feed_last_at: null, quarantined: 0, live: "ok", roads: "away", journal: "ok" };
let store: LiveStore;

async function open(health: Partial<Health>, roads = true): Promise<HTMLElement> {
  const world = new FakeWorld();
  store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
  render(
    <LiveContext value={store}>
      <TrustChip roads={roads} />
    </LiveContext>,
  );
  await act(() => world.welcome());
  act(() => world.socket.say({ type: "beat", at: Date.now(), health: { ...HEALTH, ...health } }));
  return screen.getByTestId("trust");
}

afterEach(() => {
  cleanup();
  store.stop();
});

it("says that travel times are in a straight line while the roads are away", async () => {
  const chip = await open({});
  expect(chip.dataset["roads"]).toBe("away");
  expect(chip.textContent).toContain("Straight-line times");
  expect(chip.dataset["link"]).toBe("live");
});

it.each<[string, Partial<Health>, boolean]>([
  ["the feed is silent", { feed: "silent", feed_last_at: 1 }, true],
  ["nothing can be saved", { journal: "unavailable" }, true],
  ["the roads answer", { roads: "ok" }, true],
  ["nobody wants roads", { roads: "off" }, true],
  ["no travel times are shown there", {}, false],
])("leaves the chip where %s", async (_, health, roads) => {
  const chip = await open(health, roads);
  expect(chip.textContent).not.toContain("Straight-line");
});
