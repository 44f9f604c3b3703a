// @vitest-environment jsdom
// Signing out where the server cannot be reached, and who comes after.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isLeaving } from "../held/device";
import { answers, DONE, refusal } from "../testing/answers";
import { signIn, signOut, startSession } from "./store";

const PATH = "/api/v1/session";
const SESSION = { user: { user: "u-2", name: "B", roles: ["crew"], car: "car-1" }, boards: [], expires_at_ms: 9e15, must_enrol: false };
const methods = (asked: readonly { method: string; path: string }[]): string[] => asked.map(({ method, path }) => `${method} ${path.slice("/api/v1/".length)}`);

beforeEach(() => window.localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

async function leaveOutOfReach(): Promise<void> {
  answers({});
  await signOut();
  expect(isLeaving()).toBe(true);
}

describe("signing out where nobody answers", () => {
  it("is told before the next person signs in, and never after", async () => {
    await leaveOutOfReach();
    const asked = answers({ [`DELETE ${PATH}`]: DONE, [`POST ${PATH}`]: { body: SESSION } });
    expect(await signIn("b", "a long one")).toBeNull();
    window.dispatchEvent(new Event("online"));
    await Promise.resolve();
    expect(methods(asked)).toEqual(["DELETE session", "POST session"]);
    expect(isLeaving()).toBe(false);
  });

  it("is not forgotten by a sign-in that fails", async () => {
    await leaveOutOfReach();
    answers({ [`POST ${PATH}`]: refusal(401, "sign_in_failed") });
    expect(await signIn("b", "wrong")).not.toBeNull();
    expect(isLeaving()).toBe(true);
  });

  it("is not taken for told when the cookie has run out and nobody renews it", async () => {
    await leaveOutOfReach();
    const asked = answers({ [`DELETE ${PATH}`]: refusal(401, "token_expired") });
    await startSession();
    expect(methods(asked)).toEqual(["DELETE session", "POST session/refresh"]);
    expect(isLeaving()).toBe(true);
  });

  it("signs nobody in at the next start, whatever the cookies say", async () => {
    await leaveOutOfReach();
    const asked = answers({ [`DELETE ${PATH}`]: DONE, [`GET ${PATH}`]: { body: SESSION } });
    await startSession();
    expect(methods(asked)).toEqual(["DELETE session"]);
    expect(isLeaving()).toBe(false);
  });
});
