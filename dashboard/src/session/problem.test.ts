import { describe, expect, it } from "vitest";
import { session as w } from "../words/en.session";
import type { Problem } from "./http";
import { elsewhereOf, problemWords, secondsLeft } from "./problem";

const problem = (part: Partial<Problem>): Problem => ({ status: 401, code: "sign_in_failed", detail: "", retryAfterS: null, forget: false, ...part });

describe("why a sign-in did not work", () => {
  it("says the same of a wrong name and a wrong password, and something else of a wrong code", () => {
    expect(problemWords(problem({}))).toBe(w.failed);
    expect(problemWords(problem({}), true)).toBe(w.code.wrong);
  });

  it("says until when an account is locked", () => {
    const when = Date.now() + 12 * 60_000;
    expect(problemWords(problem({ code: "account_locked", when }))).toContain("12 min from now");
    expect(problemWords(problem({ code: "account_locked", retryAfterS: 120 }))).toContain("2 min from now");
    expect(problemWords(problem({ code: "account_locked" }))).toBe(w.locked);
  });

  it("says how long too many tries must wait, however the server says it", () => {
    expect(secondsLeft(problem({ when: Date.now() - 5_000 }))).toBe(1);
    expect(problemWords(problem({ code: "rate_limited", when: Date.now() + 7_500 }))).toBe(w.limited(8));
    expect(problemWords(problem({ code: "rate_limited" }))).toBe(w.limited(null));
  });
});

describe("a sign-in elsewhere that brought nobody in", () => {
  it("is told by fixed words alone", () => {
    expect(elsewhereOf("?sign-in=no_board")).toBe("no_board");
    expect(elsewhereOf("?sign-in=away")).toBe("away");
    expect(elsewhereOf("?sign-in=constructor")).toBe("refused");
    expect(elsewhereOf("")).toBeNull();
    expect(elsewhereOf("?sign-in=<b>you</b>")).toBeNull();
    expect(elsewhereOf("?next=/board&sign-in=away")).toBeNull();
  });
});
