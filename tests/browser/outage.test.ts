// The server is killed in the middle. Screens say so, acts wait, and when it is back on the same data nothing acknowledged is missing.
import { expect, test } from "vitest";
import { carOnItsWay, press } from "./support/crew.js";
import { record } from "./support/record.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { sendForm } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
const OTHER = "FS-0002";
/** The promise is ten seconds; the rest is for a machine with other work. */
const MARKED_WITHIN_MS = 12_000;

test(
  "a killed server: the link is marked, acts stay pending, and all of it is there afterwards",
  withWorld(async (world) => {
    world.watch.expected.push(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/);
    const { worker, crew } = await carOnItsWay(world, CALL);
    await world.feed.received(OTHER, { location: { locality: "Overbeck Lane, Fellgate", address: "2 Overbeck Lane" } });
    await goToRow(worker, CALL);
    await worker.keyboard.press("n");
    await worker.getByTestId("note-text").fill("Acknowledged before the cut");
    await sendForm(worker, "note");
    await sees(worker.getByTestId("timeline"), "Acknowledged before the cut");
    await row(worker, OTHER).waitFor();

    const killedAt = performance.now();
    await world.server.kill();
    const trust = worker.getByTestId("trust");
    await expect.poll(() => trust.getAttribute("data-link"), { timeout: MARKED_WITHIN_MS }).not.toBe("live");
    record("from the kill to the mark on the trust chip", `${Math.round(performance.now() - killedAt)} ms`);
    await expect.poll(() => crew.getByTestId("trust").getAttribute("data-link"), { timeout: MARKED_WITHIN_MS }).not.toBe("live");
    // The board stays readable, and says that it is old.
    await sees(row(worker, CALL), "Fellgate");
    await expect.poll(() => worker.getByTestId("list").getAttribute("class")).toMatch(/hatched/);

    // Acts are kept, on both screens, and shown as waiting.
    await goToRow(worker, OTHER);
    await worker.keyboard.press("c");
    await sees(row(worker, OTHER).getByTestId("row-claim"), "Sending");
    await press(crew, "at-scene");
    await attribute(crew.getByTestId("outbox"), "data-count", "1");

    await world.server.begin();
    await expect.poll(() => trust.getAttribute("data-link"), { timeout: 60_000 }).toBe("live");
    await sees(row(worker, OTHER).getByTestId("row-claim"), "You");
    await sees(row(worker, CALL).getByTestId("row-claim"), "You");
    await crew.getByTestId("outbox").waitFor({ state: "detached", timeout: 60_000 });
    await goToRow(worker, CALL);
    await worker.keyboard.press("Enter");
    await attribute(worker.getByTestId("deployment"), "data-state", "at_scene");
    await sees(worker.getByTestId("timeline"), "Acknowledged before the cut");
    await attribute(worker.getByTestId("gate"), "data-state", "open");

    // Each of them once: an act that was sent again was not done again.
    const log = worker.getByTestId("timeline").locator("li");
    expect(await log.filter({ hasText: "Acknowledged before the cut" }).count()).toBe(1);
    expect(await log.filter({ hasText: /(FS01|car-1) at scene/ }).count()).toBe(1);
    // And the feed goes on where it was.
    await world.feed.send({ incident: CALL, type: "remark_added", data: { by: "OP11", text: "AFTER THE CUT" } });
    await sees(worker.getByTestId("timeline"), "AFTER THE CUT");
  }),
);

test(
  "a server that falls silent: the board is marked as stale within ten seconds, and recovers",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    const inspector = await world.signIn("inspector");
    await world.feed.received(CALL);
    await row(worker, CALL).waitFor();
    const trust = worker.getByTestId("trust");

    const silentFrom = performance.now();
    world.server.freeze();
    await expect.poll(() => trust.getAttribute("data-link"), { timeout: MARKED_WITHIN_MS }).toBe("delayed");
    record("from the server's last word to the mark on the trust chip, no more than", `${Math.round(performance.now() - silentFrom)} ms`);
    await sees(trust, /\d+ s/);
    await expect.poll(() => worker.getByTestId("list").getAttribute("class")).toMatch(/hatched/);
    await inspector.getByTestId("stale").waitFor({ timeout: MARKED_WITHIN_MS });

    world.server.thaw();
    await expect.poll(() => trust.getAttribute("data-link"), { timeout: 60_000 }).toBe("live");
    await inspector.getByTestId("stale").waitFor({ state: "detached", timeout: 60_000 });
    await expect.poll(() => worker.getByTestId("list").getAttribute("class")).not.toMatch(/hatched/);
  }),
);
