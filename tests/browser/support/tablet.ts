// A tablet whose browser has a folder of its own: it can be killed as a flat battery does it, started again, and read byte by byte.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as engine, type BrowserContext, type Page } from "playwright-core";
import { chromium } from "./places.js";

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SCREEN = { width: 768, height: 1024 };
const WRITTEN_WITHIN_MS = 90_000;
/** In the middle of the scheme's area. */
const PLACE = { latitude: 54.5, longitude: -1.5, accuracy: 12 };

export class Tablet {
  readonly folder: string;
  readonly #url: string;
  readonly #hear: ((context: BrowserContext) => Promise<void>) | null;
  #context: BrowserContext | null = null;

  private constructor(folder: string, url: string, hear: ((context: BrowserContext) => Promise<void>) | null) {
    this.folder = folder;
    this.#url = url;
    this.#hear = hear;
  }

  /** `hear`: listens to its pages, for instance `world.watch`. */
  static async make(url: string, hear: ((context: BrowserContext) => Promise<void>) | null = null): Promise<Tablet> {
    return new Tablet(await mkdtemp(join(tmpdir(), "alongside-tablet-")), url, hear);
  }

  async open(): Promise<Page> {
    const context = await engine.launchPersistentContext(this.folder, {
      executablePath: chromium(),
      args: ARGUMENTS,
      baseURL: this.#url,
      viewport: SCREEN,
      hasTouch: true,
      locale: "en-GB",
      timezoneId: "Europe/London",
      geolocation: PLACE,
      permissions: ["geolocation"],
    });
    this.#context = context;
    await this.#hear?.(context);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(20_000);
    return page;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  /** Browsers write cookies and preferences down within half a minute. Waits until a word stands in the files of this name. */
  async hasWritten(word: string, file = ""): Promise<void> {
    const until = Date.now() + WRITTEN_WITHIN_MS;
    while (found(await this.bytes(file), [word]).length === 0) {
      if (Date.now() > until) throw new Error(`the browser has not written “${word}” within ${WRITTEN_WITHIN_MS} ms`);
      await new Promise((soon) => setTimeout(soon, 500));
    }
  }

  /** A tablet in somebody's hands has been signed in for longer than its browser takes to write that down. */
  signInIsWritten(): Promise<void> {
    return this.hasWritten("alongside-refresh", "Cookies");
  }

  /** Every process of it, at once and without a word. */
  async kill(): Promise<void> {
    const context = this.#context;
    this.#context = null;
    for (const pid of await this.#processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went with its parent.
      }
    }
    while ((await this.#processes()).length > 0) await new Promise((soon) => setTimeout(soon, 20));
    await context?.close().catch(() => undefined);
    // What tells a browser that another one has its folder.
    await rm(join(this.folder, "SingletonLock"), { force: true });
  }

  /** Every file below, or those of one name, as bytes. Files that come and go while it is read are passed over. */
  async bytes(name = ""): Promise<Buffer[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && (name === "" || entry.name === name)).map((entry) => join(entry.parentPath, entry.name));
    const read = await Promise.all(files.map((file) => readFile(file).catch(() => null)));
    return read.filter((one) => one !== null);
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #processes(): Promise<number[]> {
    const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const of = await Promise.all(all.map(async (pid) => ((await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes(this.folder) ? Number(pid) : null)));
    return of.filter((pid) => pid !== null);
  }
}

/** Which of the words stand somewhere in these files, as UTF-8 or as the UTF-16 of a browser's own stores. */
export function found(files: readonly Buffer[], words: readonly string[]): string[] {
  return words.filter((word) => files.some((file) => file.includes(word, 0, "utf8") || file.includes(word, 0, "utf16le")));
}
