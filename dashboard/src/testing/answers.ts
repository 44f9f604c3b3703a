// The server's side of HTTP for tests: what each address answers, and what was asked. Nothing of our own code is replaced.
import { vi } from "vitest";
import { isRecord } from "../session/http";

export type Request = { method: string; path: string; body: Record<string, unknown> };
type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };
/** By "POST /api/v1/session". A list is answered in turn, and its last one again and again. */
export type Replies = Record<string, Reply | Reply[] | ((request: Request) => Reply)>;

/** Puts itself in place of the network until `vi.unstubAllGlobals`. Gives what was asked so far. */
export function answers(replies: Replies): Request[] {
  const asked: Request[] = [];
  const turns = new Map<string, number>();
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}): Promise<Response> => {
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : {};
    const request = { method: init.method ?? "GET", path, body: isRecord(body) ? body : {} };
    asked.push(request);
    const key = `${request.method} ${path}`;
    const found = replies[key];
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    const reply = typeof found === "function" ? found(request) : Array.isArray(found) ? found[Math.min(turn, found.length - 1)] : found;
    if (reply === undefined) return Promise.reject(new TypeError("no network"));
    const { status = 200, headers = {} } = reply;
    return Promise.resolve(new Response(reply.body === undefined || status === 204 ? null : typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), { status, headers }));
  });
  return asked;
}

/** A refusal as the server writes it. */
export function refusal(status: number, code: string, detail = "", more: Record<string, unknown> = {}): Reply {
  return { status, body: { type: "about:blank", title: "Refused", status, code, message: detail, detail, ...more } };
}

export function of(asked: readonly Request[], method: string, path: string): Record<string, unknown>[] {
  return asked.filter((each) => each.method === method && each.path === path).map((each) => each.body);
}

export const DONE: Reply = { status: 204 };

/** Lets what was asked for come, and be drawn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
