// The suspect comes back while the car is on its way: the crew is told over everything, the worker sees it, the crew says when it is clear.
import { expect, test } from "vitest";
import { carOnItsWay, press } from "./support/crew.js";
import { record } from "./support/record.js";
import { attribute, row, sees } from "./support/see.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
const RECALL_WITHIN_MS = 5_000;

test(
  "a gate that is revoked recalls the car on the crew's screen and on the worker's",
  withWorld(async (world) => {
    const { worker, crew } = await carOnItsWay(world, CALL);
    const alert = crew.getByTestId("recall-alert");
    expect(await alert.count()).toBe(0);

    const sentAt = performance.now();
    await world.feed.suspectReturns(CALL);
    await alert.waitFor({ timeout: RECALL_WITHIN_MS });
    record("from the fact to the recall on the crew's screen", `${Math.round(performance.now() - sentAt)} ms`);
    await attribute(alert, "data-kind", "recalled");
    await sees(alert, "Leave now");

    // Over the whole screen, with nothing else to press; Escape does not put it away.
    const box = await alert.boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 768, height: 1024 });
    await crew.keyboard.press("Escape");
    expect(await alert.isVisible()).toBe(true);
    expect(await crew.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);

    const gate = worker.getByTestId("gate");
    await attribute(gate, "data-state", "revoked");
    await sees(gate, "Car must not go");
    await sees(row(worker, CALL), "suspect back");
    const deployment = worker.getByTestId("deployment");
    await attribute(deployment, "data-state", "recalled");
    await sees(deployment, "The crew has not confirmed that it is clear");
    await attribute(worker.getByTestId("car-car-1"), "data-status", "recalled");
    await sees(worker.getByTestId("live-alert"), "0001");

    await press(crew, "recall-confirm");
    await alert.waitFor({ state: "detached" });
    await attribute(crew.getByTestId("idle"), "data-status", "available");
    await attribute(worker.getByTestId("car-car-1"), "data-status", "available");
    await expect.poll(() => deployment.filter({ hasText: "not confirmed" }).count()).toBe(0);
    await attribute(gate, "data-state", "revoked");
  }),
);
