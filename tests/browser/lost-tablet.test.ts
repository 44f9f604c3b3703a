// A tablet is lost, or looked into by somebody at home: its browser's folder is read byte by byte. While a file is open; after it was killed without
// a link; after it was signed out from the office while it was out of reach; after its crew signed out; after the time to hold is over (fault 39).
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { offer, press, startShift } from "./support/crew.js";
import { Line } from "./support/line.js";
import { PASSWORD, REMARK, VICTIM } from "./support/people.js";
import { record } from "./support/record.js";
import { attribute, sees } from "./support/see.js";
import { found, Tablet } from "./support/tablet.js";
import { signInBy, withWorld, type World } from "./support/world.js";

const CALL = "FS-0001";
/** Written into the page's storage by the test itself: what is kept on disk is found. */
const PLANTED = "planted-marsh-marigold";
const WROTE = "She hides the spare key under the third slate";
const SECRETS = [VICTIM.name, VICTIM.phone, VICTIM.phone.replace(" ", ""), VICTIM.address, REMARK, WROTE, PASSWORD];
const LONG_MS = 180_000;

/** How much this browser holds of us: rows of its database, and the halves of keys beside it. */
async function held(page: Page): Promise<{ rows: number; halves: string[] }> {
  return page.evaluate(async () => {
    const databases = (await indexedDB.databases()).filter(({ name }) => name === "alongside");
    const root = await navigator.storage.getDirectory();
    const halves: string[] = [];
    for await (const name of (root as unknown as { keys: () => AsyncIterable<string> }).keys()) halves.push(name);
    if (databases.length === 0) return { rows: 0, halves };
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("alongside");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error("not opened"));
    });
    const rows = await new Promise<number>((resolve) => {
      const counting = db.transaction("sealed").objectStore("sealed").count();
      counting.onsuccess = () => resolve(counting.result);
    });
    db.close();
    return { rows, halves };
  });
}

/** The bytes of each half of a key, as this browser has them now. */
function halves(page: Page): Promise<number[][]> {
  return page.evaluate(async () => {
    const root = (await navigator.storage.getDirectory()) as unknown as { values: () => AsyncIterable<FileSystemFileHandle> };
    const read: number[][] = [];
    for await (const handle of root.values()) read.push([...new Uint8Array(await (await handle.getFile()).arrayBuffer())]);
    return read;
  });
}

/** A crew with its file open and something typed, on a tablet behind a line of its own. */
async function atWork(world: World): Promise<{ line: Line; tablet: Tablet; crew: Page }> {
  world.watch.expected.push(/ERR_CONNECTION|WebSocket connection to|Failed to load resource/);
  const line = await Line.to(world.server.url);
  world.watch.also(line.url);
  const tablet = await Tablet.make(line.url, (context) => world.watch.context(context));
  const crew = await tablet.open();
  await signInBy(crew, "crew", PASSWORD);
  await startShift(crew);
  const worker = await world.signIn("hawthorn");
  await offer(world, worker, CALL);
  await press(crew, "ack");
  await attribute(crew.getByTestId("job"), "data-state", "acknowledged");
  await crew.getByTestId("open-file").click();
  await sees(crew.locator("body"), VICTIM.name);
  await crew.getByTestId("note").click();
  await crew.getByTestId("note-text").fill(WROTE);
  await crew.getByTestId("note-dialog").getByRole("button").first().click();
  await crew.evaluate((word) => localStorage.setItem("alongside.theme", word), PLANTED);
  await pause(500);
  return { line, tablet, crew };
}

test(
  "nothing of anybody can be read from the folder of a lost tablet's browser",
  withWorld(async (world) => {
    const { line, tablet, crew: first } = await atWork(world);
    try {
      // In use: it does hold something, and none of it can be read.
      expect((await held(first)).halves.sort()).toEqual(["half-seen", "half-unsent"]);
      expect((await held(first)).rows).toBeGreaterThan(3);
      expect(found(await tablet.bytes(), SECRETS)).toEqual([]);

      // Killed out of signal: what it holds is still there for its crew, and for nobody who reads the disk.
      line.cut();
      await tablet.hasWritten(PLANTED);
      await tablet.signInIsWritten();
      await tablet.kill();
      const killed = await tablet.bytes();
      expect(found(killed, [PLANTED]), "what is kept on disk is found by this search").toEqual([PLANTED]);
      expect(found(killed, SECRETS)).toEqual([]);
      record("bytes of the lost tablet's browser that were searched", String(killed.reduce((sum, file) => sum + file.length, 0)));
      let crew = await tablet.open();
      await crew.goto("/car");
      await crew.getByTestId("open-file").click();
      await sees(crew.locator("body"), VICTIM.name);
      const keys = (await halves(crew)).map((bytes) => Buffer.from(bytes));
      expect(keys.map(({ length }) => length)).toEqual([32, 32]);

      // Signed out from the office while it is out of reach; the first word of the server wipes it.
      const coordinator = await world.signInToOffice("coordinator", "people");
      const person = coordinator.locator("[data-testid=person][data-user=crew]");
      await person.getByTestId("person-open").click();
      await person.getByTestId("person-end-all").click();
      await sees(crew.locator("body"), VICTIM.name);
      line.mend();
      await crew.getByLabel("User name").waitFor({ timeout: 60_000 });
      await expect.poll(() => held(crew)).toEqual({ rows: 0, halves: [] });
      const wiped = await tablet.bytes();
      expect(found(wiped, SECRETS)).toEqual([]);
      // Nor can what is left of the database be opened: the halves of its keys are nowhere.
      for (const key of keys) expect(wiped.some((file) => file.includes(key))).toBe(false);

      // Signed out by the crew, out of signal.
      await signInBy(crew, "crew", PASSWORD);
      await crew.getByTestId("open-file").click();
      await sees(crew.locator("body"), VICTIM.name);
      line.cut();
      await attribute(crew.getByTestId("trust"), "data-link", /delayed|offline/);
      await crew.getByTestId("more").click();
      await crew.getByTestId("sign-out").click();
      await crew.getByLabel("User name").waitFor();
      await expect.poll(() => held(crew)).toEqual({ rows: 0, halves: [] });
      await tablet.close();
      expect(found(await tablet.bytes(), SECRETS)).toEqual([]);
      // Whoever starts it finds nobody signed in, with signal too: the server is told first.
      crew = await tablet.open();
      line.mend();
      await crew.goto("/car");
      await crew.getByLabel("User name").waitFor();
      await expect.poll(() => crew.evaluate(async () => (await fetch("/api/v1/session")).status)).toBe(401);
    } finally {
      await tablet.end();
      await line.end();
    }
  }),
  LONG_MS,
);

test(
  "without a word of the server, what a tablet holds is gone when its time is over, in use and before it is next opened",
  withWorld(async (world) => {
    const { line, tablet, crew } = await atWork(world);
    try {
      line.cut();
      await attribute(crew.getByTestId("trust"), "data-link", /delayed|offline/);
      // The tablet's own clock, a shift and its grace further on.
      await crew.clock.install();
      await crew.clock.fastForward("13:00:00");
      await crew.getByLabel("User name").waitFor({ timeout: 30_000 });
      await sees(crew.locator("body"), "may not keep its jobs any longer");
      expect((await held(crew)).halves).not.toContain("half-seen");
      await tablet.close();
      expect(found(await tablet.bytes(), SECRETS)).toEqual([]);
    } finally {
      await tablet.end();
      await line.end();
    }
  }),
  LONG_MS,
);
