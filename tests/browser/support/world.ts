// One server, its feed, and the people at its screens. `withWorld` wraps a test: it starts one, and ends it whatever happens.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import { Feed } from "./feed.js";
import { PASSWORD, type Username } from "./people.js";
import { Server, type Kind } from "./server.js";
import { Watch } from "./watch.js";

export type Screen = Partial<Pick<BrowserContextOptions, "viewport" | "reducedMotion" | "hasTouch" | "colorScheme">>;
const DESK_SCREEN = { width: 1366, height: 768 };
/** In the middle of the scheme's area. */
const PLACE = { latitude: 54.5, longitude: -1.5, accuracy: 12 };
const STEP_WITHIN_MS = 15_000;

/** Fills in the form and sends it, whatever comes of it. */
export async function signInBy(page: Page, username: string, password: string, origin = ""): Promise<void> {
  await page.goto(`${origin}/`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

export class World {
  readonly server: Server;
  readonly feed: Feed;
  readonly watch: Watch;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];

  private constructor(server: Server, browser: Browser, kind: Kind) {
    this.server = server;
    this.#browser = browser;
    this.feed = kind.command === "serve" && kind.token !== undefined ? new Feed(server.url, kind.token) : new Feed(server.url);
    this.watch = new Watch(server.url);
  }

  static async start(kind: Kind = { command: "serve" }): Promise<World> {
    const browser = await chromium.connect(inject("browser"));
    return new World(await Server.start(kind), browser, kind);
  }

  /** A browser of its own for one person: no cookie is shared. */
  async page(screen: Screen = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.server.url,
      viewport: DESK_SCREEN,
      locale: "en-GB",
      timezoneId: "Europe/London",
      geolocation: PLACE,
      permissions: ["geolocation"],
      ...screen,
    });
    this.#contexts.push(context);
    await this.watch.context(context);
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_WITHIN_MS);
    return page;
  }

  /** Signs in by the form, as a person does. The face follows from the roles. */
  async signIn(username: Username | (string & {}), screen: Screen = {}, password: string = PASSWORD): Promise<Page> {
    const page = await this.page(screen);
    await this.signInOn(page, username, password);
    return page;
  }

  async signInOn(page: Page, username: string, password: string = PASSWORD): Promise<void> {
    await signInBy(page, username, password);
    await page.locator('main#main, [data-testid="loading"]').first().waitFor();
    await expect.poll(() => page.getByTestId("trust").getAttribute("data-link")).toBe("live");
  }

  /** Signs in to the office, which listens to no board. */
  async signInToOffice(username: Username, part: "referrals" | "people" | "ledger" | "retention", screen: Screen = {}): Promise<Page> {
    const page = await this.page(screen);
    await signInBy(page, username, PASSWORD);
    // Whoever has other views too begins in one of them.
    const face = page.getByRole("link", { name: "Office" });
    const tab = page.getByTestId(`office-${part}`);
    await face.or(tab).first().waitFor();
    if ((await face.count()) > 0) await face.click();
    await tab.click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/office/${part}`);
    return page;
  }

  pages(): Page[] {
    return this.#contexts.flatMap((context) => context.pages());
  }

  /** Looks at what the pages left behind, and fails on anything that was heard. */
  async check(): Promise<void> {
    for (const page of this.pages()) await this.watch.storage(page);
    expect(this.watch.faults).toEqual([]);
  }

  /** For whoever reads a failed run: pictures and the server's last words. */
  async show(): Promise<void> {
    process.stderr.write(`\n--- the server's last words ---\n${this.server.log()}\n`);
    for (const fault of this.watch.faults) process.stderr.write(`heard: ${fault}\n`);
    const folder = process.env["ALONGSIDE_BROWSER_PICTURES"];
    if (folder === undefined) return;
    for (const [index, page] of this.pages().entries()) {
      const picture = await page.screenshot().catch(() => null);
      if (picture !== null) await writeFile(join(folder, `failed-${Date.now()}-${index}.png`), picture);
    }
  }

  async end(): Promise<void> {
    for (const context of this.#contexts) await context.close().catch(() => undefined);
    await this.#browser.close();
    await this.server.end();
  }
}

/** `kind` is asked for when the test runs, as it may write files of its own. Left out: the board of the tests. */
export function withWorld(run: (world: World) => Promise<void>, kind?: () => Promise<Kind>): () => Promise<void> {
  return async () => {
    const world = await World.start(await kind?.());
    try {
      await run(world);
      await world.check();
    } catch (fault) {
      await world.show();
      throw fault;
    } finally {
      await world.end();
    }
  };
}
