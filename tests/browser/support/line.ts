// The line between a tablet and the server: bytes alone, whole, slow, silent or cut. Browsers' own switches leave open sockets open; a dead spot does not.
import { connect, createServer, type AddressInfo, type Server as Listener, type Socket } from "node:net";

export type Quality = {
  /** Bytes in a second, each way, over all connections. */
  bytesPerS: number;
  /** Added to a round trip, ms: half on each way. */
  delayMs: number;
  /** Share of connections that are reset as they are opened. */
  dropped: number;
};

/** A fixed sequence, so that a run can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** One way of a slow line: what comes is let through in its order, no faster than the line is. */
class Way {
  #free = 0;
  through(bytes: number, { bytesPerS, delayMs }: Quality): number {
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + (bytes / bytesPerS) * 1_000;
    return this.#free - now + delayMs / 2;
  }
}

export class Line {
  readonly url: string;
  readonly #listener: Listener;
  readonly #open = new Set<Socket>();
  readonly #random: () => number;
  readonly #ways = { up: new Way(), down: new Way() };
  #quality: Quality | null = null;
  #state: "whole" | "cut" | "silent" = "whole";
  /** When the last byte of the server went through to the tablet; `performance.now()`. */
  heardAt = performance.now();
  opened = 0;
  reset = 0;

  private constructor(listener: Listener, seed: number) {
    this.#listener = listener;
    this.#random = random(seed);
    this.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  }

  static async to(server: string, seed = 1): Promise<Line> {
    const listener = createServer();
    await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
    const line = new Line(listener, seed);
    listener.on("connection", (near) => line.#carry(near, Number(new URL(server).port)));
    return line;
  }

  /** Nothing answers: what a tablet finds where there is no network. */
  cut(): void {
    this.#state = "cut";
    this.resetAll();
  }

  /** Open connections stay open and carry nothing; new ones get no word. */
  fallSilent(): void {
    this.#state = "silent";
  }

  mend(quality: Quality | null = null): void {
    const was = this.#state;
    this.#state = "whole";
    this.#quality = quality;
    // What a silent line swallowed is lost, and so are its connections.
    if (was === "silent") this.resetAll();
  }

  resetAll(): void {
    for (const each of this.#open) each.resetAndDestroy();
  }

  async end(): Promise<void> {
    this.resetAll();
    await new Promise((done) => this.#listener.close(done));
  }

  #carry(near: Socket, port: number): void {
    near.on("error", () => undefined);
    this.opened += 1;
    if (this.#state === "cut" || (this.#quality !== null && this.#random() < this.#quality.dropped)) {
      this.reset += 1;
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    far.on("error", () => near.destroy());
    this.#open.add(near);
    near.on("close", () => {
      this.#open.delete(near);
      far.destroy();
    });
    far.on("close", () => near.end());
    this.#pipe(near, far, "up");
    this.#pipe(far, near, "down");
  }

  #pipe(from: Socket, to: Socket, way: "up" | "down"): void {
    from.setNoDelay(true);
    from.on("data", (bytes) => {
      if (this.#state === "silent") return;
      const pass = (): void => {
        if (this.#state === "silent" || to.destroyed) return;
        if (way === "down") this.heardAt = performance.now();
        to.write(bytes);
      };
      if (this.#quality === null) pass();
      else setTimeout(pass, this.#ways[way].through(bytes.length, this.#quality));
    });
  }
}
