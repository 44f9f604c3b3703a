// The crew's tablet as an installed app: what it keeps, what it opens without a network, and how a newer version comes.
import { chromium, type Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { violations } from "./support/access.js";
import { onDuty, PLACES, TABLET, waiting } from "./support/cars.js";
import { press, startShift } from "./support/crew.js";
import { Front } from "./support/front.js";
import { hasKept, isControlled, keptFiles } from "./support/kept.js";
import { PASSWORD, PERSONAL } from "./support/people.js";
import { attribute, sees } from "./support/see.js";
import { reach, SIZES } from "./support/targets.js";
import { Watch } from "./support/watch.js";
import { claim, sendCar } from "./support/worker.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0001";
const LONG_MS = 120_000;
/** SPEC: not to be tried again with the same page. */
const VERSION_UNSUPPORTED = 4504;

type Manifest = { name: string; start_url: string; id: string; display: string; icons: { src: string; type: string; sizes: string }[] };

/** Set on the page's window, and gone with it. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { alongsideMark: true }));
}
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => "alongsideMark" in window);

/** The line that the front adds stands after the page's end. */
const isNewer = (page: Page): Promise<boolean> => page.evaluate(() => [...document.childNodes].some(({ nodeType }) => nodeType === Node.COMMENT_NODE));

const look = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

test(
  "the app is on the tablet, opens without a network, and keeps nothing of anybody",
  withWorld(async (world) => {
    const crew = await onDuty(world, "crew");
    const worker = await world.signIn("hawthorn");
    await isControlled(crew);
    await hasKept(crew);

    // The manifest is the browser's to judge; whoever sees it learns nothing.
    const devtools = await crew.context().newCDPSession(crew);
    const { url, errors, data = "" } = await devtools.send("Page.getAppManifest");
    expect([new URL(url).pathname, errors]).toEqual(["/manifest.webmanifest", []]);
    const manifest = JSON.parse(data) as Manifest;
    expect(manifest).toMatchObject({ name: "Alongside", short_name: "Alongside", start_url: "/car", id: "/car", scope: "/", display: "standalone", lang: "en-GB" });
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((each) => each !== "in-incognito")).toEqual([]);
    for (const { src, type, sizes } of manifest.icons) {
      const answer = await fetch(new URL(src, world.server.url));
      expect(`${answer.status} ${answer.headers.get("content-type") ?? ""}`).toBe(`200 ${type}`);
      if (type === "image/png") {
        const head = Buffer.from(await answer.arrayBuffer());
        expect(`${head.readUInt32BE(16)}x${head.readUInt32BE(20)}`).toBe(sizes);
      }
    }

    // Somebody's file has been open, and all of a job has been on the screen.
    await waiting(world, CALL, PLACES.near);
    await claim(worker, CALL);
    await worker.keyboard.press("Enter");
    await sendCar(worker, CALL, "car-1");
    await press(crew, "ack");
    await crew.getByTestId("open-file").click();
    await sees(crew.locator("body"), "Person Number0001");
    const kept = await keptFiles(crew);
    expect(kept.filter(({ path }) => !/^\/(assets\/|icons\/|car$)/.test(path))).toEqual([]);
    expect(kept.filter(({ path }) => /BoardFace|DemandFace|OfficeFace|MapDrawing|IncidentPane|maplibre/.test(path))).toEqual([]);
    expect(kept.some(({ path }) => path.includes("CarFace"))).toBe(true);
    for (const { path, text } of kept) for (const word of [...PERSONAL, "Person Number"]) expect(text.includes(word), `${path} holds “${word}”`).toBe(false);

    // No network: the app, with its type and its styles, where the browser would show its own page.
    world.watch.expected.push(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await crew.context().setOffline(true);
    for (const address of ["/car", "/"]) {
      await crew.goto(address);
      await crew.getByRole("heading", { level: 1 }).waitFor();
      expect(await crew.title()).toBe("Alongside");
      await expect.poll(() => crew.evaluate(() => [...document.fonts].filter(({ status, family }) => status === "loaded" && family.includes("Inter")).length)).toBeGreaterThan(0);
      expect(await crew.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(13, 17, 22)");
    }
    await crew.context().setOffline(false);

    // With a network: the crew's address from what is kept, a desk's never.
    expect((await crew.goto("/car"))?.fromServiceWorker()).toBe(true);
    expect((await crew.goto("/board"))?.fromServiceWorker()).toBe(false);

    // The server hangs: the door opens nevertheless, and by itself once it answers.
    world.server.freeze();
    try {
      await crew.goto("/");
      await crew.locator("#main").waitFor();
    } finally {
      world.server.thaw();
    }
    await attribute(crew.getByTestId("job"), "data-state", "acknowledged");

    // Signing out clears all of it, and the next sign-in on the same page brings it back.
    await crew.getByTestId("more").click();
    await crew.getByTestId("sign-out").click();
    await crew.getByLabel("User name").waitFor();
    await expect.poll(() => keptFiles(crew)).toEqual([]);
    await crew.getByLabel("User name").fill("crew");
    await crew.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await crew.keyboard.press("Enter");
    await crew.getByTestId("job").waitFor();
    await isControlled(crew);
    await hasKept(crew);

    // No desk has any of this.
    expect(await worker.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0]);
  }),
  LONG_MS,
);

/** A tablet whose server has a newer version when the test says so. */
async function withFront(world: World, run: (crew: Page, front: Front) => Promise<void>): Promise<void> {
  const front = await Front.start(world.server.url);
  const browser = await chromium.connect(inject("browser"));
  try {
    const context = await browser.newContext({ ...TABLET, baseURL: front.url, locale: "en-GB", timezoneId: "Europe/London" });
    const watch = new Watch(front.url);
    await watch.context(context);
    const crew = await context.newPage();
    await world.signInOn(crew, "crew");
    await run(crew, front);
    await watch.storage(crew);
    expect(watch.faults).toEqual([]);
  } finally {
    await browser.close();
    await front.end();
  }
}

test(
  "a newer version is offered between jobs, and starts when the crew says so",
  withWorld((world) =>
    withFront(world, async (crew, front) => {
      await startShift(crew);
      const worker = await world.signIn("hawthorn");
      await isControlled(crew);
      await mark(crew);

      // It comes in the middle of a job.
      await waiting(world, CALL, PLACES.near);
      await claim(worker, CALL);
      await worker.keyboard.press("Enter");
      await sendCar(worker, CALL, "car-1");
      await press(crew, "ack");
      front.newer = true;
      await look(crew);
      await expect.poll(() => crew.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state)).toBe("installed");
      await press(crew, "en-route");
      await attribute(crew.getByTestId("job"), "data-state", "en_route");
      expect(await crew.getByTestId("update").count()).toBe(0);

      // Between jobs it is said, and that is all.
      await press(crew, "at-scene");
      await crew.getByTestId("resume-early").click();
      await crew.getByTestId("resume-early-confirm").click();
      await crew.getByTestId("update").waitFor();
      expect(await isMarked(crew)).toBe(true);
      const wrong: string[] = [];
      for (const size of SIZES) wrong.push(...(await reach(crew, "a newer version is ready", size)));
      await crew.setViewportSize(TABLET.viewport);
      wrong.push(...(await violations(crew, "a newer version is ready", ["target-size"])));
      expect(wrong).toEqual([]);
      const versions = (): Promise<string[]> => crew.evaluate(() => caches.keys());
      const [old] = await versions();
      expect(await versions()).toHaveLength(2);

      await Promise.all([crew.waitForEvent("load"), crew.getByTestId("update-restart").click()]);
      await crew.getByTestId("idle").waitFor();
      expect(await isMarked(crew)).toBe(false);
      await isControlled(crew);
      expect(await crew.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)).toBeNull();
      expect(await crew.getByTestId("update").count()).toBe(0);
      // The old one is gone, and the page is the new one.
      await expect.poll(versions).toHaveLength(1);
      expect(await versions()).not.toContain(old);
      expect(await isNewer(crew)).toBe(true);

      // Once, and not again and again.
      await mark(crew);
      await look(crew);
      await crew.getByTestId("more").click();
      await crew.getByTestId("install-by-hand").waitFor();
      expect(await isMarked(crew)).toBe(true);
    }),
  ),
  LONG_MS,
);

test(
  "a page that the server no longer speaks with is fetched anew, past what the tablet keeps",
  withWorld((world) =>
    withFront(world, async (crew, front) => {
      await startShift(crew);
      await isControlled(crew);
      await hasKept(crew);
      front.newer = true;
      // As a server of another version ends it.
      let tooOld = true;
      await crew.routeWebSocket(/\/ws$/, async (socket) => {
        if (tooOld) await socket.close({ code: VERSION_UNSUPPORTED, reason: "version_unsupported" });
        else socket.connectToServer();
      });
      await crew.reload();
      await crew.getByTestId("stopped").waitFor();
      expect(await isNewer(crew)).toBe(false);
      tooOld = false;
      await Promise.all([crew.waitForEvent("load"), crew.getByTestId("stopped").getByRole("button").click()]);
      expect(await isNewer(crew)).toBe(true);
      // The crew's face begins anew with the worker of that version.
      await isControlled(crew);
    }),
  ),
  LONG_MS,
);
