// What this device holds of whoever is signed in: whether there is something, whose it is, and how it is destroyed.
import { holds, isRecord } from "../session/http";
import type { Session } from "../session/api";
import { browserVault, hasShelves, Vault, type VaultDeps } from "./vault";

export const SESSION = "session";

let found: VaultDeps | null | undefined;

/** Null: this browser cannot keep anything safely, and so keeps nothing. */
export function vaultDeps(): VaultDeps | null {
  found ??= browserVault();
  return found;
}

/** Keeping is a help. Where the browser refuses it, the work goes on without. */
export async function tried<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** Who was signed in on this tablet, where its time is not over: for a start without a link. */
export async function heldSession(): Promise<Session | null> {
  const deps = vaultDeps();
  if (deps === null) return null;
  return tried(async () => {
    if (!(await hasShelves())) return null;
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

/** What could be read goes; acts that were never sent stay sealed for the same person's next sign-in. */
export async function forgetSeen(): Promise<void> {
  await destroying((deps) => Vault.destroy("seen", deps));
}

/** Signed out, or signed out from the office: nothing stays. */
export async function forgetEverything(): Promise<void> {
  await destroying((deps) => Vault.destroyAll(deps));
}

async function destroying(work: (deps: VaultDeps) => Promise<void>): Promise<void> {
  const deps = vaultDeps();
  if (deps !== null) await tried(async () => ((await hasShelves()) ? work(deps) : undefined), undefined);
}

const LEAVING = "alongside.leaving";

/** Signing out has begun and the server may not know it yet. Outlives the page, and names nobody. */
export function isLeaving(): boolean {
  try {
    return window.localStorage.getItem(LEAVING) !== null;
  } catch {
    return false;
  }
}

export function setLeaving(leaving: boolean): void {
  try {
    if (leaving) window.localStorage.setItem(LEAVING, "1");
    else window.localStorage.removeItem(LEAVING);
  } catch {
    // The server ends the sign-in by itself when it has been idle.
  }
}
