// The office over HTTP. What is asked for goes in bodies: no address names an incident or a person.
import type { Audience, Role } from "../live/protocol.gen";
import { ask, askFile, holds, nothing, type Answer } from "../session/http";
import type { SignInView } from "../session/mine-api";

/** An account that may sign in on the board. Times are ms since 1970. */
export type Account = {
  user: string;
  username: string;
  name: string;
  roles: readonly Role[];
  boards: readonly string[];
  car: string | null;
  is_disabled: boolean;
  has_second_factor: boolean;
  locked_until: number | null;
  way: "password" | "oidc";
  sessions: readonly SignInView[];
};

export function people(board: string): Promise<Answer<{ people: readonly Account[] }>> {
  return ask("GET", `/api/v1/people?board=${encodeURIComponent(board)}`, holds<{ people: readonly Account[] }>("people"));
}

/** One sign-in, or all of them. */
export function signOutPerson(board: string, user: string, session?: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/people/sign-out", nothing, { board, user, ...(session === undefined ? {} : { session }) });
}

export function setAccess(board: string, user: string, disabled: boolean): Promise<Answer<true>> {
  return ask("POST", "/api/v1/people/access", nothing, { board, user, disabled });
}

export function unlockPerson(board: string, user: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/people/unlock", nothing, { board, user });
}

export const ACTS = ["collection", "alteration", "consultation", "disclosure", "combination", "erasure", "access"] as const;
export type LedgerAct = (typeof ACTS)[number];

/** What is looked for. Left out: anything. Times are ms since 1970. */
export type LedgerFilter = { incident?: string; user?: string; act?: LedgerAct; from?: number; to?: number };

export type LedgerEntry = {
  seq: number;
  at: number;
  act: LedgerAct;
  user: string;
  name: string | null;
  audience?: Audience | null;
  incident?: string | null;
  /** To whom something was passed on. */
  to?: string | null;
  reason?: string | null;
  detail?: unknown;
};

/** `next`: where the older ones begin; null where there are none. */
export type LedgerPage = { entries: readonly LedgerEntry[]; next: number | string | null };

export function searchLedger(board: string, filter: LedgerFilter, before: LedgerPage["next"], limit: number): Promise<Answer<LedgerPage>> {
  return ask("POST", "/api/v1/ledger/search", holds<LedgerPage>("entries", "next"), { board, ...filter, ...(before === null ? {} : { before }), limit });
}

export const PURPOSES = ["ico", "subject_access", "audit"] as const;
export type ExportPurpose = (typeof PURPOSES)[number];
export type ExportFormat = "csv" | "json";

export function exportLedger(board: string, filter: LedgerFilter, how: { format: ExportFormat; purpose: ExportPurpose; reason: string }): Promise<Answer<Blob>> {
  return askFile("/api/v1/ledger/export", { board, ...filter, ...how });
}

/** `keep_days` null: this class is kept for ever. */
export type RetentionClass = { class: string; keep_days: number | null; due: number; held: number };
export type DueIncident = { incident: string; class: string; due_since: number };
export type LegalHold = { incident: string; reason: string; by: string; at: number };
export type ErasureJob = { state: "running" | "done" | "failed"; done: number; total: number; refused: readonly { incident: string; why: string }[] };
export type Preview = { classes: readonly RetentionClass[]; due: readonly DueIncident[]; holds: readonly LegalHold[]; job: ErasureJob | null };

export function previewRetention(board: string): Promise<Answer<Preview>> {
  return ask("POST", "/api/v1/retention/preview", holds<Preview>("classes", "due", "holds", "job"), { board });
}

export const BASES = ["retention", "request", "order"] as const;
export type ErasureBasis = (typeof BASES)[number];

/** `incidents` null: all that are due. */
export function erase(board: string, incidents: readonly string[] | null, basis: ErasureBasis, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/retention/erase", nothing, { board, incidents, basis, reason });
}

export function retentionJob(board: string): Promise<Answer<{ job: ErasureJob | null }>> {
  return ask("POST", "/api/v1/retention/job", holds<{ job: ErasureJob | null }>("job"), { board });
}

export function placeHold(board: string, incident: string, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/retention/hold", nothing, { board, incident, reason });
}

export function liftHold(board: string, incident: string, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/retention/lift", nothing, { board, incident, reason });
}
