// What a service worker sees of the browser, as far as ours uses it: the page's own types do not know it.
import type { Kept } from "./ways";

export type LifeEvent = { waitUntil: (work: Promise<unknown>) => void };
export type AskEvent = { request: Request; respondWith: (answer: Promise<Response>) => void };
export type SayEvent = LifeEvent & { data: unknown };

export type PressEvent = LifeEvent & { notification: { close: () => void } };
type Client = { url: string; focus: () => Promise<unknown> };

export type WorkerScope = {
  /** Written in by the build. */
  readonly __WB_MANIFEST: readonly Kept[];
  readonly location: { readonly origin: string };
  readonly clients: { claim: () => Promise<void>; matchAll: (which: { type: "window" }) => Promise<readonly Client[]>; openWindow: (address: string) => Promise<unknown> };
  skipWaiting: () => Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", hear: (event: AskEvent) => void): void;
  addEventListener(type: "notificationclick", hear: (event: PressEvent) => void): void;
  addEventListener(type: "message", hear: (event: SayEvent) => void): void;
};
