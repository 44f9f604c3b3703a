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

export async function heldSession(): Promise<Session | null> {
  const deps = vaultDeps();
  if (deps === null) return null;
  return tried(async () => {
    const vault = await Vault.open("seen", deps);
    const session = await vault?.get(SESSION);
    vault?.close();
    return sessionOf(session);
  }, null);
}

export function sessionOf(value: unknown): Session | null {
  const session = holds<Session>("user", "boards", "expires_at_ms")(value);
  return session !== null && isRecord(session.user) && Array.isArray(session.boards) ? session : null;
}

export async function forgetSeen(): Promise<void> {
  const deps = vaultDeps();
  if (deps !== null) await tried(() => Vault.destroy("seen", deps), undefined);
}

export async function forgetEverything(): Promise<void> {
  const deps = vaultDeps();
  if (deps !== null) await tried(() => Vault.destroyAll(deps), undefined);
}
