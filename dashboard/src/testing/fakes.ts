// A socket and a clock for tests: nothing happens until the test says so.
import type { Socket } from "../live/connection";
import { EMPTY, type Documents } from "../live/documents";
import type { ClientFrame, Role, SchemeView, ServerFrame } from "../live/protocol.gen";
import type { StoreDeps } from "../live/store";
import { SCHEME } from "./sample";

export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  sent: ClientFrame[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    this.closed = true;
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  end(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  ofType<T extends ClientFrame["type"]>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { type: T }> => frame.type === type);
  }
}

type Timer = { at: number; run: () => void };

export class FakeWorld {
  now = 0;
  /** ms that the device was asleep: its clock went on, and nothing else did. */
  slept = 0;
  sockets: FakeSocket[] = [];
  timers = new Set<Timer>();
  signedIn: boolean | "unreachable" = true;
  #ids = 0;

  readonly deps: StoreDeps = {
    openSocket: () => {
      const socket = new FakeSocket();
      this.sockets.push(socket);
      return socket;
    },
    monotonic: () => this.now,
    wall: () => this.now + this.slept,
    random: () => 0.5,
    setTimer: (run, ms) => {
      const timer = { at: this.now + ms, run };
      this.timers.add(timer);
      return timer;
    },
    clearTimer: (timer) => this.timers.delete(timer as Timer),
    refreshSession: () => (this.signedIn === "unreachable" ? Promise.reject(new Error("away")) : Promise.resolve(this.signedIn)),
    soon: (run) => run(),
    newId: () => `id-${++this.#ids}`,
  };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("no socket was opened");
    return last;
  }

  /** Lets time pass, running what falls due, with promises settled between. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await settle();
      const next = [...this.timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = until;
    await settle();
  }

  /** The server's first words on the newest socket. */
  async welcome(options: { resumed?: boolean; seq?: number; docs?: Extract<ServerFrame, { type: "snapshot" }>["docs"]; epoch?: string; scheme?: Partial<SchemeView>; roles?: Role[] } = {}): Promise<void> {
    await settle();
    this.socket.onopen?.();
    this.socket.say({
      type: "welcome",
      you: { user: "me", name: "Me", roles: options.roles ?? ["support_worker"], sides: ["charity"], audience: "control", car: null },
      scheme: { ...SCHEME, ...options.scheme },
      map: { tiles: null, attribution: null }, epoch: options.epoch ?? "e1",
      server_at: Date.now(),
      resumed: options.resumed ?? false,
    });
    if (options.resumed !== true) this.socket.say({ type: "snapshot", seq: options.seq ?? 1, docs: options.docs ?? [] });
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

export function withPosition(seq: number): Documents {
  return { ...EMPTY, epoch: "e1", position: { epoch: "e1", seq } };
}
