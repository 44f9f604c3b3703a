// The server's clock as this screen knows it, and a shared tick for everything that counts.

let offsetMs = 0;

/** Learns the offset from a frame's time. Transit makes it late by some ms, which clocks in minutes bear. */
export function learnServerTime(serverAt: number, here: number = Date.now()): void {
  offsetMs = serverAt - here;
}

/** The server's clock less this device's, ms. */
export function clockOffset(): number {
  return offsetMs;
}

/** What was known of it before this page, until the server speaks. */
export function recallOffset(ms: number): void {
  offsetMs = ms;
}

/** Server time now, ms since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** Called about once a second while anybody listens. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}
