// The service worker of the crew's tablet: keeps the app itself, and nothing that the app shows. Not one answer of /api or /ws is kept.
import { SAID } from "./said";
import type { WorkerScope } from "./scope";
import { SHELL, wayOf } from "./ways";

/** How long the network has for the sign-in page before the kept one is shown. */
const PAGE_WITHIN_MS = 2_000;
const PREFIX = "alongside-shell ";
/** What the server keeps for an encoding is no other file to us. */
const ANY = { ignoreVary: true };

const scope = self as unknown as WorkerScope;
const list = (self as unknown as WorkerScope).__WB_MANIFEST;
const files = new Map(list.map(({ url, revision }) => [`/${url}`, revision]));
const names = new Set(files.keys());
/** The page names each script by its digest: its own digest is the version of all of them. */
const CACHE = PREFIX + (files.get(SHELL) ?? "");

scope.addEventListener("install", (event) => event.waitUntil(fill()));

scope.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => scope.clients.claim())));

scope.addEventListener("message", (event) => {
  if (event.data === SAID.takeOver) event.waitUntil(scope.skipWaiting());
  // A server of a newer version has other files; the newer worker keeps those.
  if (event.data === SAID.fill) event.waitUntil(fill().catch(() => undefined));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(toTheFront());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (wayOf(request, scope.location.origin, names)) {
    case "kept-page":
      event.respondWith(keptFirst(request, SHELL));
      break;
    case "page":
      event.respondWith(networkFirst(request));
      break;
    case "kept-file":
      event.respondWith(keptFirst(request, new URL(request.url).pathname));
      break;
    case "network":
      break;
  }
});

/** All that is not there yet, or nothing: half a version is none. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const missing = [...files].filter(([address]) => !there.has(address));
  await cache.addAll(missing.map(([address, integrity]) => new Request(address, { integrity, cache: address.startsWith("/assets/") ? "default" : "no-cache" })));
}

/** The page that is open, or another one. */
async function toTheFront(): Promise<void> {
  const [open] = await scope.clients.matchAll({ type: "window" });
  await (open === undefined ? scope.clients.openWindow(SHELL) : open.focus());
}

async function dropOthers(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(address: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(address, ANY);
}

async function keptFirst(request: Request, address: string): Promise<Response> {
  return (await kept(address)) ?? fetch(request);
}

async function networkFirst(request: Request): Promise<Response> {
  const asked = fetch(request);
  const soon = await Promise.race([asked.catch(() => null), new Promise<null>((resolve) => setTimeout(() => resolve(null), PAGE_WITHIN_MS))]);
  if (soon !== null && soon.status < 500) return soon;
  return (await kept(SHELL)) ?? asked;
}
