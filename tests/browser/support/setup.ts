// Before all files: one Chromium, and a data folder with accounts that every server starts from a copy of. After them: nothing is left.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium as engine } from "playwright-core";
import type { TestProject } from "vitest/node";
import { PASSWORD, STAFF } from "./people.js";
import { binary, chromium, SCHEME } from "./places.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one Chromium listens. */
    browser: string;
    /** Everything that this run writes. */
    folder: string;
  }
}

const run = promisify(execFile);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const alongside = binary();
  const folder = await mkdtemp(join(tmpdir(), "alongside-browser-"));
  const template = join(folder, "template");
  await mkdir(join(folder, "servers"));
  const where = ["--scheme", SCHEME, "--data-dir", template];
  for (const { username, name, roles, car } of STAFF) {
    const asked = run(alongside, ["put-account", username, "--name", name, "--roles", roles, "--boards", "fellside", ...(car === undefined ? [] : ["--car", car]), ...where]);
    asked.child.stdin?.end(PASSWORD);
    await asked;
  }
  for (const role of ["feed", "tracker"]) {
    await run(alongside, ["issue-token", "--name", `fellside-${role}`, "--role", role, "--board", "fellside", "--out", join(folder, `${role}.token`), ...where]);
  }

  const browser = await engine.launchServer({
    executablePath: chromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      // The map is drawn by WebGL, here by the processor.
      "--enable-unsafe-swiftshader",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Several pages are looked at side by side; none of them is "in the background".
      "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
    ],
  });
  project.provide("browser", browser.wsEndpoint());
  project.provide("folder", folder);

  return async () => {
    await browser.close();
    await endLeftOvers(join(folder, "servers"));
    await rm(folder, { recursive: true, force: true });
  };
}

/** Servers that a killed worker could not end itself. Each wrote its id when it started and took it away when it ended. */
async function endLeftOvers(servers: string): Promise<void> {
  for (const name of await readdir(servers)) {
    if (!name.endsWith(".pid")) continue;
    try {
      process.kill(Number(await readFile(join(servers, name), "utf8")), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
