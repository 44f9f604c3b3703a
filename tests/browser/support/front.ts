// Stands before a server as a proxy does, and has a newer version of the app when it is told so: a browser looks for one past every route of a test.
import { createHash } from "node:crypto";
import { createServer, request, type IncomingMessage, type Server as Listener, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

const WORKER = "/sw.js";
const PAGE = "/car";

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

export class Front {
  readonly url: string;
  /** The page has one line more, and the worker knows it by its digest. */
  newer = false;
  readonly #listener: Listener;
  readonly #open = new Set<Duplex>();

  private constructor(listener: Listener) {
    this.#listener = listener;
    this.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  }

  static async start(server: string): Promise<Front> {
    const listener = createServer();
    await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
    const front = new Front(listener);
    listener.on("request", (asked: IncomingMessage, answer) => {
      if (front.newer && (asked.url === WORKER || asked.url === PAGE)) {
        void answerNewer(server, asked.url, answer);
        return;
      }
      const behind = request(new URL(asked.url ?? "/", server), { method: asked.method, headers: asked.headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(answer);
      });
      behind.on("error", () => answer.destroy());
      asked.pipe(behind);
    });
    listener.on("upgrade", (asked: IncomingMessage, near: Duplex, head: Buffer) => {
      const far = connect(Number(new URL(server).port), "127.0.0.1");
      const lines = Array.from({ length: asked.rawHeaders.length / 2 }, (_, at) => `${asked.rawHeaders[2 * at] ?? ""}: ${asked.rawHeaders[2 * at + 1] ?? ""}`);
      far.write(`${asked.method ?? "GET"} ${asked.url ?? "/"} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      far.write(head);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        front.#open.add(one);
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
        one.pipe(other);
      }
    });
    return front;
  }

  async end(): Promise<void> {
    for (const each of this.#open) each.destroy();
    this.#listener.closeAllConnections();
    await new Promise((gone) => this.#listener.close(gone));
  }
}

async function answerNewer(server: string, path: string, answer: ServerResponse): Promise<void> {
  const [worker, page] = await Promise.all([WORKER, PAGE].map((each) => fetch(new URL(each, server))));
  if (worker === undefined || page === undefined) return;
  const [before, script] = [await page.text(), await worker.text()];
  const after = `${before}\n<!-- newer -->\n`;
  const newer = script.replace(digest(before), digest(after));
  if (newer === script) throw new Error("the worker does not know the page by its digest");
  const { headers } = path === WORKER ? worker : page;
  answer.writeHead(200, Object.fromEntries([...headers].filter(([name]) => !["content-length", "content-encoding", "transfer-encoding"].includes(name))));
  answer.end(path === WORKER ? newer : after);
}
