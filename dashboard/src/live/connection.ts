// One socket to one board for one audience: hello, resume, heartbeat, coming back. Knows nothing of React.
import { afterClose, waitBeforeRetry } from "./backoff";
import { decodeCloseReason, decodeFrame } from "./decode";
import { LIMITS, SUBPROTOCOL, type Audience, type ClientFrame, type Position, type ServerFrame } from "./protocol.gen";
import type { LinkPhase } from "./trust";

/** The part of a WebSocket that is used; tests bring their own. */
export type Socket = {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number): void;
};

export type ConnectionDeps = {
  openSocket: (url: string, subprotocol: string) => Socket;
  /** Monotonic ms. It may stand still while the device sleeps. */
  monotonic: () => number;
  /** The device's clock, ms. It does not. */
  wall: () => number;
  random: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
  /** Renews the access cookie; false: the person must sign in. Throws when the server does not answer. */
  refreshSession: () => Promise<boolean>;
};

export type ConnectionEvents = {
  /** Where to continue from, or null for everything. */
  position: () => Position | null;
  /** Returns "resync" when the frame does not fit what is held, "not_ours" when the socket is somebody else's. */
  frame: (frame: ServerFrame) => "ok" | "resync" | "not_ours";
  /** After `welcome`: the socket may be used. */
  ready: () => void;
  lost: () => void;
  phase: (phase: LinkPhase) => void;
  stopped: (why: "sign_in" | "reload" | "not_allowed") => void;
};

export type Target = { url: string; board: string; audience: Audience; car?: string | undefined };

const CLIENT_BEAT_MS = 10_000;
/** A socket that lost its network stays "open" in the browser: after this much silence it is dropped and opened anew. */
const SILENCE_ENDS_MS = LIMITS.STALE_AFTER_MS + 2_000;
const WATCH_MS = 1_000;
/** The device's clock may be set right by this much without its having slept. */
const SLEPT_MS = 5_000;

export class Connection {
  #target: Target;
  #deps: ConnectionDeps;
  #events: ConnectionEvents;
  #socket: Socket | null = null;
  #phase: LinkPhase = "idle";
  #failures = 0;
  #retry: unknown = null;
  #watch: unknown = null;
  #heardAt: number | null = null;
  #beatSentAt = 0;
  #welcomed = false;
  #running = false;
  /** Counts attempts, so that a late answer to an old one is ignored. */
  #attempt = 0;
  #fresh = false;
  /** The device's clock less the monotonic one, when the socket was opened. */
  #apart = 0;

  constructor(target: Target, deps: ConnectionDeps, events: ConnectionEvents) {
    this.#target = target;
    this.#deps = deps;
    this.#events = events;
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  /** ms since the server last said anything; null before its first word. */
  heardMsAgo(): number | null {
    return this.#heardAt === null ? null : this.#deps.monotonic() - this.#heardAt;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
    this.#setPhase("idle");
  }

  /** Network is back, or the page is in front again: do not wait out the backoff. */
  nudge(): void {
    if (!this.#running) return;
    if (this.#phase === "waiting" || (this.#socket !== null && this.#slept())) this.#connect();
  }

  /** A socket that was open before the device slept says nothing of now, and its silence was not counted. */
  #slept(): boolean {
    return this.#deps.wall() - this.#deps.monotonic() - this.#apart > SLEPT_MS;
  }

  /** The browser says that the network is gone. */
  networkLost(): void {
    if (this.#running && this.#socket !== null) this.#comeBack(undefined);
  }

  /** False: there is no usable socket now. */
  send(frame: ClientFrame): boolean {
    if (this.#socket === null || !this.#welcomed) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#drop();
    const attempt = ++this.#attempt;
    this.#setPhase("connecting");
    this.#deps.refreshSession().then(
      (signedIn) => {
        if (attempt !== this.#attempt || !this.#running) return;
        if (signedIn) this.#openSocket(attempt);
        else this.#end("sign_in");
      },
      () => {
        if (attempt === this.#attempt && this.#running) this.#comeBack(undefined);
      },
    );
  }

  #openSocket(attempt: number): void {
    let socket: Socket;
    try {
      socket = this.#deps.openSocket(this.#target.url, SUBPROTOCOL);
    } catch {
      this.#comeBack(undefined);
      return;
    }
    this.#socket = socket;
    this.#apart = this.#deps.wall() - this.#deps.monotonic();
    const openedAt = this.#deps.monotonic();
    socket.onopen = () => {
      if (attempt !== this.#attempt) return;
      const position = this.#fresh ? null : this.#events.position();
      this.#fresh = false;
      const { board, audience, car } = this.#target;
      const hello: ClientFrame = { type: "hello", board, audience, ...(car === undefined ? {} : { car }), ...(position === null ? {} : { position }) };
      socket.send(JSON.stringify(hello));
      this.#beatSentAt = this.#deps.monotonic();
    };
    socket.onmessage = (event) => {
      if (attempt === this.#attempt && typeof event.data === "string") this.#hear(event.data);
    };
    socket.onerror = () => undefined;
    socket.onclose = (event) => {
      if (attempt !== this.#attempt) return;
      const next = afterClose(event.code);
      if (next === "sign_in" || next === "reload") this.#end(next);
      else if (next === "stop") this.#end("not_allowed");
      else {
        if (next === "come_back_fresh") this.#fresh = true;
        this.#comeBack(decodeCloseReason(event.reason).retry_after_ms);
      }
    };
    const watch = (): void => {
      if (attempt !== this.#attempt) return;
      const silentSince = Math.max(openedAt, this.#heardAt ?? 0);
      if (this.#slept() || this.#deps.monotonic() - silentSince > SILENCE_ENDS_MS) {
        this.#comeBack(undefined);
        return;
      }
      if (this.#welcomed && this.#deps.monotonic() - this.#beatSentAt >= CLIENT_BEAT_MS) {
        this.#beatSentAt = this.#deps.monotonic();
        this.send({ type: "beat" });
      }
      this.#watch = this.#deps.setTimer(watch, WATCH_MS);
    };
    this.#watch = this.#deps.setTimer(watch, WATCH_MS);
  }

  #hear(text: string): void {
    const decoded = decodeFrame(text);
    this.#heardAt = this.#deps.monotonic();
    if (!decoded.ok) {
      // A frame of a newer server is passed over; a broken one means that we can no longer know the board.
      if (decoded.reason === "unreadable") this.#resync();
      return;
    }
    const taken = this.#events.frame(decoded.frame);
    if (taken === "resync") {
      this.#resync();
      return;
    }
    if (taken === "not_ours") {
      this.#end("sign_in");
      return;
    }
    if (decoded.frame.type === "welcome") {
      this.#welcomed = true;
      this.#setPhase("open");
      this.#events.ready();
    } else if (decoded.frame.type === "snapshot" || decoded.frame.type === "delta" || decoded.frame.type === "beat") {
      this.#failures = 0;
    }
  }

  #resync(): void {
    this.#fresh = true;
    this.#comeBack(undefined);
  }

  #comeBack(retryAfterMs: number | undefined): void {
    this.#drop();
    this.#failures += 1;
    this.#setPhase("waiting");
    const wait = waitBeforeRetry(this.#failures, retryAfterMs, this.#deps.random);
    this.#retry = this.#deps.setTimer(() => {
      if (this.#running) this.#connect();
    }, wait);
  }

  #end(why: "sign_in" | "reload" | "not_allowed"): void {
    this.#running = false;
    this.#drop();
    this.#setPhase("stopped");
    this.#events.stopped(why);
  }

  #drop(): void {
    this.#attempt += 1;
    if (this.#retry !== null) this.#deps.clearTimer(this.#retry);
    if (this.#watch !== null) this.#deps.clearTimer(this.#watch);
    this.#retry = null;
    this.#watch = null;
    const socket = this.#socket;
    this.#socket = null;
    const wasUsable = this.#welcomed;
    this.#welcomed = false;
    if (socket !== null) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.onerror = () => undefined;
      socket.close(1000);
    }
    if (wasUsable) this.#events.lost();
  }

  #setPhase(phase: LinkPhase): void {
    if (this.#phase === phase) return;
    this.#phase = phase;
    this.#events.phase(phase);
  }
}
