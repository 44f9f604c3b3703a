// A newer version of the app: looked for, fetched beside the one that runs, and started when a person says so. Never by itself.
import { SAID } from "./said";

export type UpdateState = "current" | "ready" | "restarting";

const LOOK_EVERY_MS = 60 * 60_000;
/** A worker that does not take over by then will not; the button works again. */
const RESTART_WITHIN_MS = 10_000;

/** What it needs of its page. */
export type Page = {
  document: Pick<Document, "visibilityState" | "addEventListener">;
  reload: () => void;
};

export class Updates {
  readonly #page: Page;
  readonly #listeners = new Set<() => void>();
  #registration: ServiceWorkerRegistration | null = null;
  #state: UpdateState = "current";
  #begun = false;

  constructor(page: Page) {
    this.#page = page;
  }

  readonly state = (): UpdateState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Looks now, whenever the page comes to the front, and each hour. Signing out ends a registration: the next one takes its place. */
  follow(registration: ServiceWorkerRegistration, workers: EventTarget): void {
    if (!this.#begun) this.#begin(workers);
    if (this.#registration !== registration) {
      this.#registration = registration;
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", () => this.#settleUnlessRestarting());
        this.#settleUnlessRestarting();
      });
    }
    this.#settleUnlessRestarting();
    this.#look();
  }

  readonly restart = (): void => {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null || this.#state !== "ready") return;
    this.#set("restarting");
    waiting.postMessage(SAID.takeOver);
    setTimeout(() => {
      if (this.#state === "restarting") this.#settle();
    }, RESTART_WITHIN_MS);
  };

  #begin(workers: EventTarget): void {
    this.#begun = true;
    workers.addEventListener("controllerchange", () => {
      // Another page of this browser may have pressed: this one goes on with what it has.
      const pressedHere = this.#state === "restarting";
      this.#settle();
      if (pressedHere) this.#page.reload();
    });
    setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#page.document.addEventListener("visibilitychange", () => {
      if (this.#page.document.visibilityState === "visible") this.#look();
    });
  }

  /** The very first version waits for nobody: there is none that runs before it. */
  #settle(): void {
    const { waiting = null, active = null } = this.#registration ?? {};
    this.#set(waiting !== null && active !== null ? "ready" : "current");
  }

  #settleUnlessRestarting(): void {
    if (this.#state !== "restarting") this.#settle();
  }

  /** Without a network, or after signing out, there is nothing to find. */
  #look(): void {
    this.#registration?.update().catch(() => undefined);
  }

  #set(next: UpdateState): void {
    if (this.#state === next) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
