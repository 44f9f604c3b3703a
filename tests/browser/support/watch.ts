// Listens to every page of a world: the console, policy violations, requests, titles, storage, frames. What it hears must be nothing.
import type { BrowserContext, Page } from "playwright-core";

/** What a screen may remember in its browser. Preferences, never anything of an incident. */
const PREFERENCES: readonly string[] = ["alongside.theme", "alongside.density", "alongside.board", "alongside.board-layout", "alongside.wall", "alongside.leaving"];
const TITLE = "Alongside";

/** Runs in the page before its own code. */
function listenInPage(): void {
  const report = (kind: string, text: string): void => {
    const told = (window as unknown as { alongsideReport: (kind: string, text: string) => Promise<void> }).alongsideReport;
    void told(kind, text);
  };
  document.addEventListener("securitypolicyviolation", (event) => {
    report("policy", `${event.violatedDirective} ${event.blockedURI}`);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const look = (): void => {
      if (document.title !== "Alongside") report("title", document.title);
    };
    look();
    new MutationObserver(look).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
}

export class Watch {
  readonly faults: string[] = [];
  /** Console errors that a test brings about on purpose. */
  readonly expected: RegExp[] = [];
  /** Ours: the server, and lines that lead to it. */
  readonly #origins: Set<string>;

  constructor(url: string) {
    this.#origins = new Set([new URL(url).origin]);
  }

  /** Another address of the same server. */
  also(url: string): void {
    this.#origins.add(new URL(url).origin);
  }

  async context(context: BrowserContext): Promise<void> {
    await context.exposeFunction("alongsideReport", (kind: string, text: string) => {
      this.faults.push(`${kind}: ${text}`);
    });
    await context.addInitScript(listenInPage);
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "data:" && protocol !== "blob:" && !this.#origins.has(origin)) this.faults.push(`request to ${origin}`);
    });
    context.on("weberror", (error) => {
      this.faults.push(`uncaught: ${error.error().message}`);
    });
    context.on("console", (message) => {
      const text = message.text();
      const policy = /content.security.policy|refused to/i.test(text);
      if (message.type() !== "error" && !policy) return;
      const { pathname } = new URL(message.location().url || "http://nowhere/");
      // A page asks who is signed in before anybody is.
      if (text.includes("401") && pathname.startsWith("/api/v1/session")) return;
      if (this.expected.some((each) => each.test(text))) return;
      this.faults.push(`console: ${text}`);
    });
  }

  /** Frames of a page's socket, to be searched for what must not be in them. */
  frames(page: Page): string[] {
    const frames: string[] = [];
    page.on("websocket", (socket) => {
      if (!this.#origins.has(new URL(socket.url()).origin.replace(/^ws/, "http"))) this.faults.push(`socket to ${socket.url()}`);
      socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
    });
    return frames;
  }

  /** What the page leaves in its browser. */
  async storage(page: Page): Promise<void> {
    if (page.isClosed()) return;
    const [kept, session, title] = await page.evaluate(() => [Object.entries(localStorage), Object.entries(sessionStorage), document.title] as const);
    for (const [key, value] of kept) {
      if (!PREFERENCES.includes(key)) this.faults.push(`localStorage holds ${key}`);
      if (/FS-|TP-|Fellgate|Quartzwell|07700/.test(value)) this.faults.push(`localStorage ${key} speaks of an incident`);
    }
    if (session.length > 0) this.faults.push(`sessionStorage holds ${session.map(([key]) => key).join(", ")}`);
    if (title !== TITLE) this.faults.push(`title: ${title}`);
  }
}
