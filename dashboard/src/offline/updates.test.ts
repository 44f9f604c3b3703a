// A newer version of the app: when it is said, and that nothing restarts by itself.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SAID } from "./said";
import { Updates } from "./updates";

/** A worker and a registration as the browser has them, as far as the page looks. */
class FakeWorker extends EventTarget {
  said: unknown[] = [];
  postMessage(message: unknown): void {
    this.said.push(message);
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  looked = 0;
  away = false;

  update(): Promise<this> {
    this.looked += 1;
    return this.away ? Promise.reject(new TypeError("no network")) : Promise.resolve(this);
  }

  /** A version was found, fetched, and waits, or is the first. */
  found(): FakeWorker {
    const worker = (this.installing = new FakeWorker());
    this.dispatchEvent(new Event("updatefound"));
    return worker;
  }

  fetched(worker: FakeWorker): void {
    this.installing = null;
    this.waiting = worker;
    worker.dispatchEvent(new Event("statechange"));
  }

  took(worker: FakeWorker): void {
    this.waiting = null;
    this.active = worker;
    worker.dispatchEvent(new Event("statechange"));
  }
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
}

const HOUR_MS = 3_600_000;
let page: FakeDocument;
let workers: EventTarget;
let reload: ReturnType<typeof vi.fn<() => void>>;
let updates: Updates;
let registration: FakeRegistration;

const follow = (which = registration): void => updates.follow(which as unknown as ServiceWorkerRegistration, workers);

beforeEach(() => {
  vi.useFakeTimers();
  page = new FakeDocument();
  workers = new EventTarget();
  reload = vi.fn();
  updates = new Updates({ document: page, reload });
  registration = new FakeRegistration();
});

afterEach(() => vi.useRealTimers());

function ready(): FakeWorker {
  registration.active = new FakeWorker();
  follow();
  const next = registration.found();
  registration.fetched(next);
  return next;
}

it("says nothing of the first version, which waits for nobody", () => {
  follow();
  const first = registration.found();
  registration.fetched(first);
  expect(updates.state()).toBe("current");
  registration.took(first);
  workers.dispatchEvent(new Event("controllerchange"));
  expect(updates.state()).toBe("current");
  expect(reload).not.toHaveBeenCalled();
});

it("says that a newer version waits, also one that was there before the page", () => {
  const heard = vi.fn();
  updates.subscribe(heard);
  ready();
  expect(updates.state()).toBe("ready");
  expect(heard).toHaveBeenCalledTimes(1);

  const later = new Updates({ document: page, reload });
  later.follow(registration as unknown as ServiceWorkerRegistration, workers);
  expect(later.state()).toBe("ready");
  expect(reload).not.toHaveBeenCalled();
});

it("restarts on the press alone, and once", () => {
  const next = ready();
  updates.restart();
  updates.restart();
  expect(updates.state()).toBe("restarting");
  expect(next.said).toEqual([SAID.takeOver]);
  expect(reload).not.toHaveBeenCalled();
  registration.took(next);
  expect(updates.state()).toBe("restarting");
  workers.dispatchEvent(new Event("controllerchange"));
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledTimes(1);
});

it("does not reload when another page pressed", () => {
  const next = ready();
  registration.took(next);
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
  expect(updates.state()).toBe("current");
});

it("offers the press again where the worker does not take over", () => {
  ready();
  updates.restart();
  vi.advanceTimersByTime(10_000);
  expect(updates.state()).toBe("ready");
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
});

it("does nothing on a press that nothing waits for", () => {
  registration.active = new FakeWorker();
  follow();
  updates.restart();
  expect(updates.state()).toBe("current");
});

it("looks at the start, when the page comes to the front, and each hour, with or without a network", () => {
  registration.away = true;
  follow();
  expect(registration.looked).toBe(1);
  page.visibilityState = "hidden";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(registration.looked).toBe(1);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(registration.looked).toBe(2);
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(registration.looked).toBe(4);
});

it("follows the registration of the next sign-in, and not that of the last", () => {
  ready();
  const second = new FakeRegistration();
  follow(second);
  expect(updates.state()).toBe("current");
  vi.advanceTimersByTime(HOUR_MS);
  expect([registration.looked, second.looked]).toEqual([1, 2]);
});
