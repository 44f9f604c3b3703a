// The session over HTTP: sign in, who am I, refresh, sign out.
import type { Audience, Role } from "../live/protocol.gen";
import { ask, holds, isRecord, nothing, type Answer, type Reader } from "./http";

export type BoardGrant = { board: string; name: string; audiences: readonly Audience[] };
export type Session = {
  user: { user: string; name: string; roles: readonly Role[]; car?: string | null };
  boards: readonly BoardGrant[];
  /** ms since 1970. */
  expires_at_ms: number;
  /** Told once, with the sign-in: failed tries since the one before it. */
  failed_since?: number;
  /** ms since 1970: that one. */
  last_at_ms?: number;
  /** A second factor must be set up before anything else is open. */
  must_enrol?: boolean;
};

/** The ways in that this server offers. */
export type SignInWays = { password: boolean; oidc: { name: string } | null };

const session: Reader<Session> = (value) => {
  const found = holds<Session>("user", "boards", "expires_at_ms")(value);
  return found !== null && isRecord(found.user) && Array.isArray(found.boards) && typeof found.expires_at_ms === "number" ? found : null;
};

export function signInWays(): Promise<Answer<SignInWays>> {
  return ask("GET", "/api/v1/sign-in", holds<SignInWays>("password", "oidc"));
}

export function signIn(username: string, password: string, code?: string): Promise<Answer<Session>> {
  return ask("POST", "/api/v1/session", session, { username, password, ...(code === undefined ? {} : { code }) });
}

export function whoAmI(): Promise<Answer<Session>> {
  return ask("GET", "/api/v1/session", session);
}

export function refresh(): Promise<Answer<Session>> {
  const renew = (): Promise<Answer<Session>> => ask("POST", "/api/v1/session/refresh", session);
  // Pages of one browser take turns: two at once would leave it with the older of two cookies, which ends the session.
  return "locks" in navigator ? navigator.locks.request("alongside-refresh", renew) : renew();
}

export function signOut(): Promise<Answer<true>> {
  return ask("DELETE", "/api/v1/session", nothing);
}
