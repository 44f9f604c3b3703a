// The session over HTTP: sign in, who am I, refresh, sign out. Cookies are HttpOnly; nothing is stored here.
import type { Audience, RefusalCode, Role } from "../live/protocol.gen";

export type BoardGrant = { board: string; name: string; audiences: readonly Audience[] };
export type Session = {
  user: { user: string; name: string; roles: readonly Role[]; car?: string | null };
  boards: readonly BoardGrant[];
  expires_at_ms: number;
};

/** problem+json as the server sends it; `code` is a RefusalCode where the server is ours. */
export type Problem = { status: number; code: RefusalCode | "unreachable" | "unreadable"; detail: string; retryAfterS: number | null };

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isSession(value: unknown): value is Session {
  return isRecord(value) && isRecord(value["user"]) && Array.isArray(value["boards"]) && typeof value["expires_at_ms"] === "number";
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer<Session | null>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, problem: { status: 0, code: "unreachable", detail: "", retryAfterS: null } };
  }
  if (response.status === 204) return { ok: true, value: null };
  const value: unknown = await response.json().catch(() => null);
  if (response.ok && isSession(value)) return { ok: true, value };
  const problem = isRecord(value) ? value : {};
  const retry = Number(response.headers.get("retry-after"));
  return {
    ok: false,
    problem: {
      status: response.status,
      code: typeof problem["code"] === "string" ? (problem["code"] as RefusalCode) : "unreadable",
      detail: typeof problem["detail"] === "string" ? problem["detail"] : "",
      retryAfterS: Number.isFinite(retry) && retry > 0 ? retry : null,
    },
  };
}

export function signIn(username: string, password: string): Promise<Answer<Session | null>> {
  return ask("POST", "/api/v1/session", { username, password });
}

export function whoAmI(): Promise<Answer<Session | null>> {
  return ask("GET", "/api/v1/session");
}

export function refresh(): Promise<Answer<Session | null>> {
  const renew = (): Promise<Answer<Session | null>> => ask("POST", "/api/v1/session/refresh");
  // Pages of one browser take turns: two at once would leave it with the older of two cookies, which ends the session.
  return "locks" in navigator ? navigator.locks.request("alongside-refresh", renew) : renew();
}

export function signOut(): Promise<Answer<Session | null>> {
  return ask("DELETE", "/api/v1/session");
}
