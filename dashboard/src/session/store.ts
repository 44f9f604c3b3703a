// Who is signed in on this page, kept fresh while the page lives.
import { useSyncExternalStore } from "react";
import { forgetEverything, forgetSeen, heldSession, isLeaving, LEAVING, setLeaving } from "../held/device";
import { nearTime, ZONE } from "../ui/time";
import { showNotice } from "../ui/toasts";
import { session as words } from "../words/en.session";
import * as api from "./api";
import type { Session } from "./api";
import type { Answer, Problem } from "./http";

export type SessionState =
  | { status: "asking" }
  /** `problem` says why the start failed, where it was not simply "not signed in". */
  | { status: "signed_out"; problem: Problem | null; ended: Ended }
  | { status: "signed_in"; session: Session };

/** Why somebody who was signed in is not any more. `time`: the tablet may hold its jobs no longer without a word of the server. */
export type Ended = "session" | "time" | null;

const REFRESH_EVERY_MS = 4 * 60_000;
/** A refresh this recent is good enough for a socket that reconnects. */
const FRESH_FOR_MS = 60_000;
const ASK_AGAIN_MS = 3_000;
/** On a line that neither works nor fails, a tablet that knows whose it is waits no longer than this. */
const HELD_WAIT_MS = 800;
const LEAVE_AGAIN_MS = 15_000;

let state: SessionState = { status: "asking" };
let timer: ReturnType<typeof setInterval> | null = null;
let refreshedAt = -Infinity;
let inFlight: Promise<boolean> | null = null;
const listeners = new Set<() => void>();
const atSignOut = new Set<() => void>();

/** Runs when the person signs out: drop whatever was typed. */
export function onSignOut(run: () => void): void {
  atSignOut.add(run);
}

function set(next: SessionState): void {
  state = next;
  if (next.status === "signed_in") {
    timer ??= setInterval(() => {
      refreshSession(true).catch(() => undefined);
    }, REFRESH_EVERY_MS);
  } else if (timer !== null) {
    clearInterval(timer);
    timer = null;
  }
  for (const listener of listeners) listener();
}

/** Whose drafts and views this page holds. */
let lastUser: string | null = null;
/** Signing out has begun: an answer that was on its way signs nobody in again. */
let leaving = false;

function take(session: Session): void {
  if (leaving) return;
  // Somebody else at the same machine inherits nothing.
  if (lastUser !== null && lastUser !== session.user.user) for (const run of atSignOut) run();
  lastUser = session.user.user;
  refreshedAt = performance.now();
  // A refresh that changes nothing must not redraw the page.
  if (state.status === "signed_in") {
    const before = state.session;
    if (JSON.stringify([before.user, before.boards, before.must_enrol]) === JSON.stringify([session.user, session.boards, session.must_enrol])) return;
  }
  set({ status: "signed_in", session });
}

/** Asks the server who is signed in, once, at the start of the page. A tablet without a link goes on as whom it knows. */
export async function startSession(): Promise<void> {
  window.addEventListener("storage", hearOtherPages);
  if (isLeaving()) {
    set({ status: "signed_out", problem: null, ended: null });
    await finishLeaving();
    return;
  }
  const asked = api.whoAmI();
  const held = await heldSession();
  if (held !== null) {
    const first = await Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, HELD_WAIT_MS, null))]);
    if ((first === null || isAway(first)) && isAsking()) goOnAs(held);
  }
  const answer = await asked;
  if (answer.ok) {
    take(answer.value);
    return;
  }
  let { problem } = answer;
  if (problem.status === 401) {
    // The access cookie may simply have run out while the page was closed.
    const again = await api.refresh();
    if (again.ok) {
      take(again.value);
      return;
    }
    problem = again.problem;
    if (problem.status === 401) {
      over(problem, null);
      return;
    }
  }
  if (held !== null) {
    // As whom it knows: the live connection goes on asking.
    if (isAsking()) goOnAs(held);
    return;
  }
  set({ status: "signed_out", problem, ended: null });
  setTimeout(() => {
    if (state.status === "signed_out" && state.problem !== null) void startSession();
  }, ASK_AGAIN_MS);
}

/** Asked again after each wait: somebody may have signed in meanwhile. */
function isAsking(): boolean {
  return state.status === "asking";
}

function goOnAs(held: Session): void {
  lastUser = held.user.user;
  set({ status: "signed_in", session: held });
}

function isAway(answer: Answer<Session>): boolean {
  return !answer.ok && answer.problem.status !== 401;
}

export async function signIn(username: string, password: string, code?: string): Promise<Problem | null> {
  // Whoever left is gone first: told later, it would end this sign-in.
  if (isLeaving()) await finishLeaving();
  leaving = false;
  const answer = await api.signIn(username, password, code);
  if (!answer.ok) return answer.problem;
  setLeaving(false);
  take(answer.value);
  tellTries(answer.value);
  return null;
}

/** Somebody may have tried a stranger's password: the person whose name it was is told once, at sign-in. */
function tellTries({ failed_since: tries = 0, last_at_ms: last }: Session): void {
  if (tries > 0) showNotice(words.triesSince(tries, last === undefined ? null : nearTime(last, Date.now(), ZONE)));
}

export async function signOut(): Promise<void> {
  // A session that ran out keeps drafts, for the same person comes back; signing out does not.
  for (const run of atSignOut) run();
  leaving = true;
  setLeaving(true);
  set({ status: "signed_out", problem: null, ended: null });
  refreshedAt = -Infinity;
  // Neither waits for the other: a database may be stuck, and so may a line.
  await Promise.all([forgetEverything(), finishLeaving()]);
}

let finishing: Promise<void> | null = null;
let leaveAgain: ReturnType<typeof setTimeout> | undefined;

/** Tells the server, now or as soon as it can be reached: the cookies are its own, and script cannot take them away. */
function finishLeaving(): Promise<void> {
  finishing ??= tellLeaving().finally(() => {
    finishing = null;
  });
  return finishing;
}

const againOnline = (): void => void finishLeaving();

async function tellLeaving(): Promise<void> {
  clearTimeout(leaveAgain);
  window.removeEventListener("online", againOnline);
  if (!isLeaving()) return;
  const answer = await api.signOut();
  let told = answer.ok;
  // The access cookie may have run out; the sign-in itself has not, and the next person must not find it open.
  if (!answer.ok && answer.problem.status === 401) {
    const again = await api.refresh();
    told = again.ok ? (await api.signOut()).ok : again.problem.status === 401;
  }
  if (told) {
    setLeaving(false);
    return;
  }
  showNotice(words.notSignedOut);
  window.addEventListener("online", againOnline);
  // Not every line that is back says so.
  leaveAgain = setTimeout(againOnline, LEAVE_AGAIN_MS);
}

/** Signed out in one page of this browser is signed out in all of them. */
function hearOtherPages({ key, newValue }: StorageEvent): void {
  if (key !== LEAVING || newValue === null || state.status !== "signed_in") return;
  for (const run of atSignOut) run();
  leaving = true;
  set({ status: "signed_out", problem: null, ended: "session" });
}

/** The socket was closed because the sign-in has ended. So it is here, at once; and the server is asked whether anything may stay. */
export async function signedOutByServer(): Promise<void> {
  sessionEnded();
  const answer = await api.refresh();
  if (!answer.ok && answer.problem.status === 401 && state.status === "signed_out") over(answer.problem, "session");
}

/** The server has ended the session, or none of it may be shown any longer. */
export function sessionEnded(why: Exclude<Ended, null> = "session"): void {
  refreshedAt = -Infinity;
  void forgetSeen();
  if (state.status === "signed_in") set({ status: "signed_out", problem: null, ended: why });
}

/** No session any more. Where the server wants nothing to stay in this browser, nothing does. */
function over(problem: Problem, ended: Ended): void {
  refreshedAt = -Infinity;
  if (problem.forget) {
    for (const run of atSignOut) run();
    void forgetEverything();
  } else void forgetSeen();
  set({ status: "signed_out", problem: null, ended: state.status === "signed_in" ? "session" : ended });
}

/** Renews the access cookie. False: signed out. Rejects when the server does not answer. */
export function refreshSession(always = false): Promise<boolean> {
  if (!always && performance.now() - refreshedAt < FRESH_FOR_MS) return Promise.resolve(true);
  inFlight ??= renew().finally(() => {
    inFlight = null;
  });
  return inFlight;
}

async function renew(): Promise<boolean> {
  const answer = await api.refresh();
  if (answer.ok) {
    take(answer.value);
    return true;
  }
  if (answer.problem.status === 401) {
    over(answer.problem, "session");
    return false;
  }
  throw new Error("session service unreachable");
}

/** Codes of an access cookie that ran out between two refreshes. */
const RAN_OUT: ReadonlySet<string> = new Set(["sign_in_required", "token_expired"]);

/** A request that needs a sign-in. Where the cookie had run out it is renewed, and the request is made once more. */
export async function signedIn<T>(request: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await request();
  if (answer.ok || !RAN_OUT.has(answer.problem.code)) return answer;
  const renewed = await refreshSession(true).catch(() => false);
  return renewed ? request() : answer;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}
