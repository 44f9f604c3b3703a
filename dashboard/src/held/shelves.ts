// The shelves of this browser: opened for whoever is signed in, and destroyed.
import { holds, isRecord } from "../session/http";
import type { Session } from "../session/api";
import { browserVault, Vault, type VaultDeps } from "./vault";

export const SESSION = "session";

let found: VaultDeps | null | undefined;

/** Null: this browser cannot keep anything safely, and so keeps nothing. */
export function vaultDeps(): VaultDeps | null {
  found ??= browserVault();
  return found;
}

/** What the browser refuses is gone without. */
export async function tried<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** Pages of one browser take turns: of two new keys at once, neither would open anything. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request("alongside-shelves", work) : work();
}

export async function heldSession(): Promise<Session | null> {
  return withDeps(async (deps) => {
    const vault = await Vault.open("seen", deps);
    const session = await vault?.get(SESSION);
    vault?.close();
    await letGoOfOld(deps);
    return sessionOf(session);
  }, null);
}

export function sessionOf(value: unknown): Session | null {
  const session = holds<Session>("user", "boards", "expires_at_ms")(value);
  return session !== null && isRecord(session.user) && Array.isArray(session.boards) ? session : null;
}

export async function forgetSeen(): Promise<void> {
  await withDeps(async (deps) => {
    await Vault.destroy("seen", deps);
    await letGoOfOld(deps);
  }, undefined);
}

export async function forgetEverything(): Promise<void> {
  await withDeps((deps) => Vault.destroyAll(deps), undefined);
}

/** Acts whose time is over go as well, whether or not their crew ever comes back. */
async function letGoOfOld(deps: VaultDeps): Promise<void> {
  (await Vault.open("unsent", deps))?.close();
}

function withDeps<T>(work: (deps: VaultDeps) => Promise<T>, otherwise: T): Promise<T> {
  const deps = vaultDeps();
  return deps === null ? Promise.resolve(otherwise) : tried(() => inTurn(() => work(deps)), otherwise);
}
