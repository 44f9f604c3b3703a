import { describe, expect, it } from "vitest";
import { ledger as w } from "../../words/en.ledger";
import type { LedgerEntry } from "../api";
import { doneOf, EMPTY, filterOf, isBackwards, keyOf } from "./filter";
import { filterWords } from "./words";

const ZONE = "Europe/London";
const entry = (part: Partial<LedgerEntry>): LedgerEntry => ({ of: "journal", seq: 7, at: 0, act: "alteration", user: "u-1", ...part });

describe("what is searched", () => {
  it("is only what was typed", () => {
    expect(filterOf(EMPTY, ZONE)).toEqual({});
    expect(filterOf({ incident: " FS-0900 ", user: "  ", act: "consultation", from: "", to: "" }, ZONE)).toEqual({ incident: "FS-0900", act: "consultation" });
  });

  it("reads its times where the board is, on both sides of a clock change", () => {
    expect(filterOf({ ...EMPTY, from: "2026-07-01T14:00", to: "2026-11-27T14:00" }, ZONE)).toEqual({ from: Date.UTC(2026, 6, 1, 13), to: Date.UTC(2026, 10, 27, 14) });
  });

  it("does not begin after it ends", () => {
    expect(isBackwards({ from: 5, to: 5 })).toBe(true);
    expect(isBackwards({ from: 4, to: 5 })).toBe(false);
    expect(isBackwards({ to: 5 })).toBe(false);
  });

  it("is said in one line", () => {
    expect(filterWords({}, ZONE)).toBe(w.printAll);
    expect(filterWords({ incident: "FS-0900", act: "disclosure", from: Date.UTC(2026, 10, 27, 14) }, ZONE)).toBe("Incident FS-0900 · Act: disclosure · From 27 Nov 2026 14:00");
  });
});

describe("an entry", () => {
  it("has its own key, though both records count from one", () => {
    expect(keyOf(entry({}))).not.toBe(keyOf(entry({ of: "ledger" })));
  });

  it("says what was done in plain words, and a word that is new as it is", () => {
    expect(w.done(doneOf(entry({ detail: { what: "file_opened" } })) ?? "")).toBe("opened the file");
    expect(w.done("quarantine_looked_at")).toBe("quarantine looked at");
    expect(doneOf(entry({ detail: { what: 5 } }))).toBeNull();
    expect(doneOf(entry({}))).toBeNull();
  });
});
