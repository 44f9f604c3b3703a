// What every face knows of what a device may hold: whether there is something, and that it has to go. The shelves themselves are fetched where there are any.
import type { Session } from "../session/api";

export const DATABASE = "alongside";

/** A browser in which nobody ever drove a car has no shelves, and is given none by being asked. */
async function shelves(): Promise<typeof import("./shelves") | null> {
  try {
    if (!("indexedDB" in globalThis)) return null;
    if ("databases" in indexedDB && !(await indexedDB.databases()).some(({ name }) => name === DATABASE)) return null;
    return await import("./shelves");
  } catch {
    // Keeping is a help. Where the browser refuses it, the work goes on without.
    return null;
  }
}

/** Who was signed in on this tablet, where its time is not over: for a start without a link. */
export async function heldSession(): Promise<Session | null> {
  return (await shelves())?.heldSession() ?? null;
}

/** What could be read goes; acts that were never sent stay sealed for the same person's next sign-in. */
export async function forgetSeen(): Promise<void> {
  await (await shelves())?.forgetSeen();
}

/** Signed out, or signed out from the office: nothing stays. */
export async function forgetEverything(): Promise<void> {
  await (await shelves())?.forgetEverything();
}

export const LEAVING = "alongside.leaving";

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
