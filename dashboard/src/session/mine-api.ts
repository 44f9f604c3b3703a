// A person's own account over HTTP: their sign-ins, their second factor, their password.
import { ask, holds, nothing, type Answer } from "./http";

/** One sign-in. Times are ms since 1970. */
export type SignInView = { session: string; began_at: number; last_at: number; expires_at: number; way: "password" | "oidc"; device: string; is_this: boolean };

/** `may` false: this account signs in elsewhere, or the server offers no second factor. */
export type SecondFactor = { is_on: boolean; may: boolean };

/** What an authenticator app needs: the secret in base 32, and the same as an otpauth address. */
export type Enrolment = { secret: string; uri: string };

export function mySignIns(): Promise<Answer<{ sessions: readonly SignInView[] }>> {
  return ask("GET", "/api/v1/sessions", holds<{ sessions: readonly SignInView[] }>("sessions"));
}

export function endMySignIn(session: string): Promise<Answer<true>> {
  return ask("DELETE", `/api/v1/sessions/${encodeURIComponent(session)}`, nothing);
}

export function secondFactor(): Promise<Answer<SecondFactor>> {
  return ask("GET", "/api/v1/second-factor", holds<SecondFactor>("is_on", "may"));
}

export function beginSecondFactor(password: string): Promise<Answer<Enrolment>> {
  return ask("POST", "/api/v1/second-factor", holds<Enrolment>("secret", "uri"), { password });
}

export function confirmSecondFactor(code: string): Promise<Answer<{ recovery_codes: readonly string[] }>> {
  return ask("PUT", "/api/v1/second-factor", holds<{ recovery_codes: readonly string[] }>("recovery_codes"), { code });
}

export function endSecondFactor(password: string, code: string): Promise<Answer<true>> {
  return ask("DELETE", "/api/v1/second-factor", nothing, { password, code });
}

export function changePassword(old: string, next: string, code: string | null): Promise<Answer<true>> {
  return ask("PUT", "/api/v1/password", nothing, { old, new: next, ...(code === null ? {} : { code }) });
}
