// What a screen remembers: widths, colours and who is signed in, and that the incident keeps its room.
import { expect, test } from "vitest";
import { record } from "./support/record.js";
import { figure, goToRow, row, sees } from "./support/see.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
/** 380, less the two handles */
const INCIDENT_LEAST_PX = 378;

test(
  "panes are resized by keyboard, remembered after a reload, and give way on a smaller screen",
  withWorld(async (world) => {
    const page = await world.signIn("hawthorn", { viewport: { width: 1920, height: 1080 } });
    await world.feed.received(CALL);
    await goToRow(page, CALL);
    const width = async (pane: string): Promise<number> => (await page.getByTestId(pane).boundingBox())?.width ?? 0;
    const before = await width("list");
    const handle = page.getByTestId("resize-list");
    await handle.focus();
    for (let pressed = 0; pressed < 12; pressed += 1) await page.keyboard.press("ArrowRight");
    await expect.poll(() => width("list")).toBeGreaterThan(before + 100);
    const wider = await width("list");

    await page.getByTestId("settings").click();
    await page.getByTestId("settings").locator("..").getByText("Light").click();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");

    // The session is a cookie, so a reload asks nobody to sign in.
    await page.reload();
    await row(page, CALL).waitFor();
    expect(await width("list")).toBe(wider);
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");
    // Opened by intent alone: nothing of before is open again.
    await sees(page.getByTestId("incident"), "No incident is open");

    await page.setViewportSize({ width: 1366, height: 768 });
    await expect.poll(() => width("incident")).toBeGreaterThanOrEqual(INCIDENT_LEAST_PX);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => width("list")).toBe(wider);
  }),
);

test(
  "signing out ends the session on every screen of it, and nothing is left to come back to",
  withWorld(async (world) => {
    const page = await world.signIn("hawthorn");
    const second = await page.context().newPage();
    await second.goto("/board");
    await world.feed.received(CALL);
    await row(second, CALL).waitFor();
    await goToRow(page, CALL);
    await page.keyboard.press("Enter");
    await sees(page.getByTestId("people"), "Quartzwell");

    await page.getByTestId("settings").click();
    await page.getByTestId("sign-out").click();
    await page.getByTestId("sign-in").waitFor();
    const from = performance.now();
    await second.getByTestId("sign-in").waitFor();
    record("from signing out on one screen to the end of the session on the other", `${Math.round(performance.now() - from)} ms`);
    expect(await second.content()).not.toContain("Fellgate");
    await page.goto("/board");
    await page.getByTestId("sign-in").waitFor();
    expect(await page.content()).not.toContain("Fellgate");
  }),
);

test(
  "a screen that joins late has everything at once, its figures too",
  withWorld(async (world) => {
    await world.feed.received(CALL);
    const worker = await world.signIn("hawthorn");
    await row(worker, CALL).waitFor();
    const from = performance.now();
    const inspector = await world.signIn("inspector");
    await inspector.getByTestId("waiting-row").waitFor();
    await figure(inspector, "tile-waiting", 1);
    record("from the sign-in form to the inspector's figures", `${Math.round(performance.now() - from)} ms`);
    await sees(worker.getByTestId("figures"), "1 received");
  }),
);
