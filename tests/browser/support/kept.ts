// What the tablet keeps of the app, as its own page sees it.
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The app's worker answers for this page. */
export async function isControlled(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? "none")).toBe("activated");
}

export function keptFiles(page: Page): Promise<{ path: string; text: string }[]> {
  return page.evaluate(async () => {
    const found: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = (await (await cache.match(request))?.text()) ?? "";
        const { pathname, search } = new URL(request.url);
        found.push({ path: pathname + search, text });
      }
    }
    return found;
  });
}

/** All of it is there: the page, and each script and style that the page names. */
export async function hasKept(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const kept = await keptFiles(page);
      const named = [...(kept.find(({ path }) => path === "/car")?.text ?? "").matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
      return named.length > 1 && named.every((each) => kept.some(({ path }) => path === each));
    })
    .toBe(true);
}
