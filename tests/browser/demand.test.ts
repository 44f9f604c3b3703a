// The duty inspector's views of earlier calls, the forecast, other cover and figures: by keyboard, in the sizes of a wall, a desk and a
// phone, with nothing on record and with ten weeks of it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { Look, tooSmall } from "./support/access.js";
import { importEarlier } from "./support/earlier.js";
import { someCalls } from "./support/feed.js";
import { record } from "./support/record.js";
import { sees } from "./support/see.js";
import { withWorld } from "./support/world.js";

const VIEWS = ["earlier", "forecast", "cover", "figures"] as const;
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
];
const LONG_MS = 180_000;

/** What a button saves. */
async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId(button).click()]);
  const file = join(inject("folder"), `${button}.csv`);
  await download.saveAs(file);
  return readFile(file, "utf8");
}

test(
  "every view in every size, with nothing on record and with ten weeks: no violation, no target too small",
  withWorld(async (world) => {
    const look = new Look();
    const page = await world.signIn("inspector", { reducedMotion: "reduce" });
    const at = async (state: string): Promise<void> => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await look.at(page, `${state}, ${size.width}`);
        look.found.push(...(await tooSmall(page, state, 24)));
      }
      await page.setViewportSize({ width: 1366, height: 768 });
    };
    await page.getByTestId("tile-waiting").waitFor();
    for (const [index, view] of VIEWS.entries()) {
      await page.keyboard.press(String(index + 2));
      await page.getByTestId(view).waitFor();
      await expect.poll(() => page.getByTestId("loading").count()).toBe(0);
      await at(`${view}, nothing on record`);
    }
    await importEarlier(world.server);
    await world.feed.send(...someCalls(6));
    await page.reload();
    for (const view of VIEWS) {
      await page.goto(`/demand/${view}`);
      await page.getByTestId(view).waitFor();
      await expect.poll(() => page.getByTestId("loading").count()).toBe(0);
      await at(view);
      await page.keyboard.press("t");
      await look.at(page, `${view}, tables`);
      await page.keyboard.press("t");
    }
    look.nothing();
  }),
  LONG_MS,
);

test(
  "an inspector reads the week's hours, asks for other cover by keyboard, and saves what stands there",
  withWorld(async (world) => {
    const imported = await importEarlier(world.server);
    const page = await world.signIn("inspector");
    await page.getByTestId("tile-waiting").waitFor();

    await page.keyboard.press("2");
    await sees(page.getByTestId("earlier-seen"), imported.toLocaleString("en-GB"));
    await page.getByTestId("heat-grid").locator('[tabindex="0"]').first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await sees(page.getByTestId("heat-says"), /Tuesday 01:00/);
    expect((await saved(page, "heat-csv")).trimEnd().split("\r\n")).toHaveLength(169);

    await page.keyboard.press("3");
    await page.getByTestId("stretch").first().waitFor();
    await sees(page.getByTestId("back-test"), "%");

    await page.keyboard.press("4");
    await page.getByTestId("cover").waitFor();
    await page.getByTestId("plan-best").click();
    const began = performance.now();
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("answer").waitFor();
    await page.getByTestId("best").waitFor();
    record("from the question to the answer with the best hours, ten weeks of calls", `${Math.round(performance.now() - began)} ms`);
    await expect.poll(() => page.url()).toContain("?");
    const asked = page.url();
    const answer = await page.getByTestId("answer").textContent();
    // The link keeps the question: the same answer, for whoever opens it.
    await page.goto(asked);
    await page.getByTestId("cover-ask").click();
    await expect.poll(() => page.getByTestId("answer").textContent()).toBe(answer);

    await page.keyboard.press("5");
    await page.getByTestId("report").waitFor();
    expect(await saved(page, "figures-csv")).toContain('"received","","incidents"');

    // Back and forth, as with any page.
    await page.goBack();
    await page.getByTestId("cover").waitFor();
  }),
  LONG_MS,
);
