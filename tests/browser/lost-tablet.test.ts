// A tablet is lost, or looked into by somebody at home: its browser's folder is read byte by byte, while a file is open, after the browser was closed, and after signing out (fault 39).
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as engine } from "playwright-core";
import { expect, test } from "vitest";
import { press, startShift } from "./support/crew.js";
import { PASSWORD, REMARK, VICTIM } from "./support/people.js";
import { chromium } from "./support/places.js";
import { record } from "./support/record.js";
import { attribute, sees } from "./support/see.js";
import { claim, sendCar } from "./support/worker.js";
import { signInBy, withWorld } from "./support/world.js";

const CALL = "FS-0001";
/** Written into the page's storage by the test itself: what is kept on disk is found. */
const PLANTED = "planted-marsh-marigold";
const SECRETS = [VICTIM.name, VICTIM.phone, VICTIM.address, REMARK, PASSWORD];
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Every file below, as bytes. Files that come and go while it is read are passed over. */
async function bytes(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map((file) => readFile(file).catch(() => null)));
  return read.filter((one) => one !== null);
}

/** Which of the words stand somewhere in these files, as UTF-8 or as the UTF-16 of a browser's own stores. */
function found(files: readonly Buffer[], words: readonly string[]): string[] {
  return words.filter((word) => files.some((file) => file.includes(word, 0, "utf8") || file.includes(word, 0, "utf16le")));
}

test(
  "nothing of anybody can be read from the folder of a lost tablet's browser",
  withWorld(async (world) => {
    const folder = await mkdtemp(join(tmpdir(), "alongside-tablet-"));
    const open = () => engine.launchPersistentContext(folder, { executablePath: chromium(), args: ARGUMENTS, baseURL: world.server.url, viewport: { width: 768, height: 1024 } });
    try {
      let tablet = await open();
      let crew = await tablet.newPage();
      await signInBy(crew, "crew", PASSWORD);
      await startShift(crew);
      const worker = await world.signIn("hawthorn");
      await world.feed.received(CALL);
      await world.feed.policeArrive(CALL);
      await world.feed.sceneSafe(CALL);
      await claim(worker, CALL);
      await worker.keyboard.press("Enter");
      await sendCar(worker, CALL, "car-1");
      await press(crew, "ack");
      await attribute(crew.getByTestId("job"), "data-state", "acknowledged");
      await crew.getByTestId("open-file").click();
      await sees(crew.locator("body"), VICTIM.name);
      await crew.evaluate((word) => localStorage.setItem("alongside.theme", word), PLANTED);

      // In use: lost with the file open.
      expect(found(await bytes(folder), SECRETS)).toEqual([]);
      await tablet.close();
      const closed = await bytes(folder);
      expect(found(closed, [PLANTED]), "what is kept on disk is found by this search").toEqual([PLANTED]);
      expect(found(closed, SECRETS)).toEqual([]);
      record("bytes of the lost tablet's browser that were searched", String(closed.reduce((sum, file) => sum + file.length, 0)));

      // Started again by whoever has it: the sign-in ended with the browser.
      tablet = await open();
      crew = await tablet.newPage();
      await crew.goto("/");
      await crew.getByLabel("User name").waitFor();
      // Signed in once more and out again: nothing stays either.
      await signInBy(crew, "crew", PASSWORD);
      await crew.getByTestId("open-file").click();
      await sees(crew.locator("body"), VICTIM.name);
      await crew.evaluate(async () => {
        await fetch("/api/v1/session", { method: "DELETE" });
      });
      await tablet.close();
      expect(found(await bytes(folder), SECRETS)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }),
);
