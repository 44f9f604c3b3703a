// A real server on a free port with its own data folder. It ends with its world, whatever became of the test.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { inject } from "vitest";
import { binary, SCHEME } from "./places.js";

const READY_WITHIN_MS = 30_000;
const LOG_LINES = 40;

/** Outside the range from which the system gives ports to outgoing connections, so that a server that was killed gets its own port back. */
const PORT_FIRST = 20_000;
const PORT_COUNT = 12_000;

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORT_FIRST + Math.floor(Math.random() * PORT_COUNT);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

export type Kind =
  /** Left out: the board of the tests, with its accounts and the token of its force. */
  | { command: "serve"; scheme?: string; accounts?: string; token?: string }
  | { command: "demo"; speed: number };

export class Server {
  readonly url: string;
  readonly folder: string;
  readonly #kind: Kind;
  readonly #port: number;
  #child: ChildProcess | null = null;
  #log: string[] = [];

  private constructor(folder: string, kind: Kind, port: number) {
    this.folder = folder;
    this.#kind = kind;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(kind: Kind = { command: "serve" }): Promise<Server> {
    const folder = await mkdtemp(join(inject("folder"), "data-"));
    if (kind.command === "serve") await cp(kind.accounts ?? join(inject("folder"), "template"), folder, { recursive: true });
    const server = new Server(folder, kind, await freePort());
    await server.begin();
    return server;
  }

  /** Starts the process on the data that is there. */
  async begin(): Promise<void> {
    const data = this.#kind.command === "serve" ? this.folder : join(this.folder, "demo");
    const own = this.#kind.command === "serve" ? ["serve", "--scheme", this.#kind.scheme ?? SCHEME] : ["demo", "--speed", String(this.#kind.speed)];
    const child = spawn(binary(), [...own, "--data-dir", data, "--listen", `127.0.0.1:${this.#port}`], {
      cwd: this.folder,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#log = [...this.#log, ...text.trimEnd().split("\n")].slice(-LOG_LINES);
      });
    }
    await writeFile(this.#pidFile(), String(child.pid));
    const until = Date.now() + READY_WITHIN_MS;
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended as it started:\n${this.log()}`);
      const ready = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      if (Date.now() > until) throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${this.log()}`);
      await pause(20);
    }
  }

  /** A command of the same program on the same data, while it runs. */
  async run(...words: string[]): Promise<string> {
    const scheme = this.#kind.command === "serve" ? (this.#kind.scheme ?? SCHEME) : SCHEME;
    const { stdout } = await promisify(execFile)(binary(), [...words, "--scheme", scheme, "--data-dir", this.folder], { cwd: this.folder });
    return stdout;
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    await rm(this.#pidFile(), { force: true });
  }

  /** Silent, with its sockets open: what a hung process or a lost network looks like. */
  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  log(): string {
    return this.#log.join("\n");
  }

  #pidFile(): string {
    return join(inject("folder"), "servers", `${this.#port}.pid`);
  }
}
