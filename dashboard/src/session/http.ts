// One request to our own server and its answer. Cookies are HttpOnly; nothing is stored here, and nothing is kept by the browser.
import type { Refusal, RefusalCode } from "../live/protocol.gen";
import { readLines } from "./lines";

/** problem+json as the server sends it; `code` is a RefusalCode where the server is ours. */
export type Problem = {
  status: number;
  code: RefusalCode | "second_factor_required" | "unreachable" | "unreadable";
  detail: string;
  /** s, from the header of the same name. */
  retryAfterS: number | null;
  field?: string;
  found?: string;
  allowed?: string;
  /** ms since 1970: when it was, or until when it holds. */
  when?: number;
  /** The server has told the browser to forget everything of this site. */
  forget: boolean;
};

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Null: this is not what was asked for. */
export type Reader<T> = (value: unknown) => T | null;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with at least these fields. The server is ours: what they hold is checked by its own tests. */
export function holds<T>(...fields: readonly (keyof T & string)[]): Reader<T> {
  return (value) => (isRecord(value) && fields.every((field) => field in value) ? (value as T) : null);
}

/** For answers that say only that it was done. */
export const nothing: Reader<true> = () => true;

async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    return null;
  }
}

export async function ask<T>(method: string, path: string, read: Reader<T>, body?: unknown): Promise<Answer<T>> {
  const response = await send(method, path, body);
  if (response === null) return { ok: false, problem: UNREACHABLE };
  const value: unknown = await response.json().catch(() => null);
  if (!response.ok) return { ok: false, problem: problemOf(response, value) };
  const found = read(value);
  return found === null ? { ok: false, problem: problemOf(response, null) } : { ok: true, value: found };
}

/** The same for a file to be kept: its bytes as they came. Without a body it is fetched, with one it is asked for. */
export async function askFile(path: string, body?: unknown): Promise<Answer<Blob>> {
  const response = await send(body === undefined ? "GET" : "POST", path, body);
  if (response === null) return { ok: false, problem: UNREACHABLE };
  if (!response.ok) return { ok: false, problem: problemOf(response, await response.json().catch(() => null)) };
  return response.blob().then(
    (value) => ({ ok: true, value }),
    // The link was lost in the middle of the file.
    () => ({ ok: false, problem: UNREACHABLE }),
  );
}

/** What one line of an answer means: it is over, with this; null: more comes. */
export type LineReader<T> = (line: unknown) => Answer<T> | null;

/** An answer that comes in lines of JSON, word of how far it is before the answer itself. Aborting it ends the work at the server. */
export async function askLines<T>(path: string, body: unknown, read: LineReader<T>, signal: AbortSignal): Promise<Answer<T>> {
  const response = await send("POST", path, body, signal);
  if (response === null) return { ok: false, problem: UNREACHABLE };
  if (!response.ok) return { ok: false, problem: problemOf(response, await response.json().catch(() => null)) };
  if (response.body === null) return { ok: false, problem: problemOf(response, null) };
  try {
    for await (const line of readLines(response.body)) {
      const answer = read(line);
      if (answer !== null) return answer;
    }
  } catch (fault) {
    // A line that is no JSON is another server's; anything else is the link.
    if (fault instanceof SyntaxError) return { ok: false, problem: problemOf(response, null) };
  }
  return { ok: false, problem: UNREACHABLE };
}

/** A refusal that came within an answer, as one that came instead of it. */
export function refusedAs({ code, message, field, found, allowed, when }: Refusal): Problem {
  return {
    status: 422,
    code,
    detail: message,
    retryAfterS: null,
    forget: false,
    ...(field === undefined ? {} : { field }),
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(when === undefined ? {} : { when }),
  };
}

const UNREACHABLE: Problem = { status: 0, code: "unreachable", detail: "", retryAfterS: null, forget: false };

function problemOf(response: Response, value: unknown): Problem {
  const given = isRecord(value) ? value : {};
  const text = (key: string): string | undefined => (typeof given[key] === "string" ? given[key] : undefined);
  const retry = Number(response.headers.get("retry-after"));
  const [field, found, allowed] = [text("field"), text("found"), text("allowed")];
  return {
    status: response.status,
    code: (text("code") as RefusalCode | undefined) ?? "unreadable",
    detail: text("detail") ?? "",
    retryAfterS: Number.isFinite(retry) && retry > 0 ? retry : null,
    forget: response.headers.get("clear-site-data")?.includes("storage") === true,
    ...(field === undefined ? {} : { field }),
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(typeof given["when"] === "number" ? { when: given["when"] } : {}),
  };
}
