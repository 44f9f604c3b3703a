// The demonstration as a visitor meets it: one command, a sign-in for each face, a board that moves, and a kill that loses nothing.
import { expect, test } from "vitest";
import { attribute, focusedRow, row, sees } from "./support/see.js";
import { World } from "./support/world.js";

const PASSWORD = "teesmouth-saturday";
const FAST = 120;

test("three people see the same Saturday, and it goes on after a kill", async () => {
  const world = await World.start({ command: "demo", speed: FAST });
  try {
    world.watch.expected.push(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/);
    const worker = await world.signIn("worker", {}, PASSWORD);
    const crew = await world.signIn("crew", { viewport: { width: 768, height: 1024 }, hasTouch: true }, PASSWORD);
    const inspector = await world.signIn("inspector", {}, PASSWORD);
    await sees(worker.locator("header"), "Every person and call here is invented");
    await attribute(crew.getByTestId("idle"), "data-status", "available");
    await worker.locator("[data-row]").first().waitFor();

    // It moves by itself.
    const received = async (): Promise<number> => Number.parseInt((await inspector.getByTestId("tile-received").locator("dd").textContent()) ?? "", 10);
    await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(0);
    const before = await received();
    await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(before);

    // An act of the visitor's own, a kill, and the act is still there.
    await worker.keyboard.press("j");
    const mine = (await focusedRow(worker)) ?? "";
    await worker.keyboard.press("c");
    await sees(row(worker, mine).getByTestId("row-claim"), "You");
    await world.server.kill();
    await expect.poll(() => worker.getByTestId("trust").getAttribute("data-link")).not.toBe("live");
    await world.server.begin();
    await expect.poll(() => worker.getByTestId("trust").getAttribute("data-link"), { timeout: 60_000 }).toBe("live");
    await sees(row(worker, mine).getByTestId("row-claim"), "You");
    await expect.poll(received, { timeout: 60_000 }).toBeGreaterThanOrEqual(before);
    await world.check();
  } catch (fault) {
    await world.show();
    throw fault;
  } finally {
    await world.end();
  }
});
