// What a crew says by radio when its tablet cannot is done for it at the desk, by keys and in two steps.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { carOnItsWay } from "./support/crew.js";
import { by, hasFocus, hearPointers, pressOn } from "./support/keyboard.js";
import { nameOf } from "./support/people.js";
import { attribute, sees } from "./support/see.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";

/** The first press asks. The second one is listened to after a moment. */
async function twoPresses(page: Page, testId: string): Promise<void> {
  await pressOn(page, by(testId));
  await expect.poll(() => hasFocus(page, by(`${testId}-go`))).toBe(true);
  const done = async (): Promise<boolean> => {
    if (await hasFocus(page, by(`${testId}-go`))) await page.keyboard.press("Enter");
    return (await page.getByTestId(`${testId}-go`).count()) === 0;
  };
  await expect.poll(done).toBe(true);
}

test(
  "a call for help is raised for a crew, and that it is clear of a recall is said for it",
  withWorld(async (world) => {
    const desk = await world.page();
    const heard = await hearPointers(desk);
    await world.signInOn(desk, "desk");
    const { crew } = await carOnItsWay(world, CALL);
    await twoPresses(desk, "crew-help-car-1");
    await attribute(crew.getByTestId("sos-state"), "data-state", "sent");
    const banner = desk.getByTestId("welfare");
    await banner.locator(`${by("welfare-answer")}[data-ready="true"]`).waitFor();
    await desk.keyboard.press("F7");
    await desk.keyboard.press("Enter");
    await attribute(banner, "data-answered", "true");
    await sees(crew.getByTestId("sos-state"), nameOf("desk"));
    await desk.keyboard.press("F7");
    await desk.keyboard.press("Enter");
    await desk.getByTestId("end-sos").waitFor();
    await pressOn(desk, by("end-sos-help_came"));
    await banner.waitFor({ state: "detached" });
    await crew.getByTestId("sos-state").waitFor({ state: "detached" });

    await world.feed.suspectReturns(CALL);
    await crew.getByTestId("recall-alert").waitFor();
    await attribute(desk.getByTestId("car-car-1"), "data-status", "recalled");
    await twoPresses(desk, "crew-clear-car-1");
    await attribute(desk.getByTestId("car-car-1"), "data-status", "available");
    await crew.getByTestId("recall-alert").waitFor({ state: "detached" });
    await attribute(crew.getByTestId("idle"), "data-status", "available");
    expect(heard).toEqual([]);
  }),
);
