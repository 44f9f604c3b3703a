// The office over HTTP. What is asked for goes in bodies: no address names an incident or a person.
import type { Audience, ReferralAnswer, ReferralLine, Referrals, Role } from "../live/protocol.gen";
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

/** `find`: words to be found; empty: all. */
export function listReferrals(board: string, find: string): Promise<Answer<Referrals>> {
  return ask("POST", "/api/v1/referrals/list", holds<Referrals>("referrals", "left_off"), { board, ...(find === "" ? {} : { find }) });
}

/** `reason` may be empty, but for a no. */
export function answerReferral(board: string, { response, service }: ReferralLine, answer: ReferralAnswer, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/referrals/answer", nothing, { board, response, service, answer, reason });
}

export const ACTS = ["collection", "alteration", "consultation", "disclosure", "combination", "erasure", "access"] as const;
export type LedgerAct = (typeof ACTS)[number];

/** What is looked for. Left out: anything. Times are ms since 1970. */
export type LedgerFilter = { incident?: string; user?: string; act?: LedgerAct; from?: number; to?: number };

/** `of`: in which of the two records it stands, each of which counts by itself. */
export type LedgerEntry = {
  of: "ledger" | "journal";
  seq: number;
  at: number;
  act: LedgerAct;
  user: string;
  name?: string;
  audience?: Audience;
  incident?: string;
  /** To whom something was passed on. */
  to?: string;
  reason?: string;
  detail?: unknown;
};

/** `next`: where the older ones begin; null where there are none. */
export type LedgerPage = { entries: readonly LedgerEntry[]; next: string | null };

export function searchLedger(board: string, filter: LedgerFilter, before: string | null, limit: number): Promise<Answer<LedgerPage>> {
  return ask("POST", "/api/v1/ledger/search", holds<LedgerPage>("entries", "next"), { board, ...filter, ...(before === null ? {} : { before }), limit });
}

export const PURPOSES = ["ico", "subject_access", "audit"] as const;
export type ExportPurpose = (typeof PURPOSES)[number];
export type ExportFormat = "csv" | "json";

export function exportLedger(board: string, filter: LedgerFilter, how: { format: ExportFormat; purpose: ExportPurpose; reason: string }): Promise<Answer<Blob>> {
  return askFile("/api/v1/ledger/export", { board, ...filter, ...how });
}

/** `kept`: in all. `due`: past its period. `held`: past it too, and under a hold. */
export type RetentionClass = { class: string; keep_days: number; kept: number; due: number; held: number };
export type DueIncident = { incident: string; class: string; due_since: number };
export type LegalHold = { incident: string; reason: string; by: string; at: number };
/** `done`: erased or refused. */
export type ErasureJob = { state: "running" | "done" | "failed"; done: number; total: number; refused: readonly { incident: string; why: string }[]; by: string; began_at: number };
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

/** What is known of a person; empty: not known. */
export type Particulars = { name: string; phone: string; address: string; locality: string };
export type Whose = { incidents: readonly string[]; more: boolean };

export function findIncidents(board: string, particulars: Particulars): Promise<Answer<Whose>> {
  return ask("POST", "/api/v1/retention/find", holds<Whose>("incidents", "more"), { board, ...particulars });
}

export function placeHold(board: string, incident: string, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/retention/hold", nothing, { board, incident, reason });
}

export function liftHold(board: string, incident: string, reason: string): Promise<Answer<true>> {
  return ask("POST", "/api/v1/retention/lift", nothing, { board, incident, reason });
}
