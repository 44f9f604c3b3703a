import { describe, expect, it } from "vitest";
import type { ReferralLine } from "../../live/protocol.gen";
import { countsOf, linesShown } from "./list";

const line = (incident: string, part: Partial<ReferralLine> = {}): ReferralLine => ({ response: `${incident}#1`, incident, service: "Harbour outreach", referred_at: 0, referred_by: "Asha Wren", working_days: 0, answer: null, reason: "", answered_at: null, answered_by: null, ...part });
const LINES = [line("FS-1"), line("FS-2", { answer: "acknowledged" }), line("FS-3", { answer: "accepted", service: "Idva service", answered_by: "Cora Finch" }), line("FS-4", { answer: "rejected" })];
const shown = (...asked: [Parameters<typeof linesShown>[1], string]): string[] => linesShown(LINES, ...asked).map(({ incident }) => incident);

describe("the list of referrals", () => {
  it("counts what has come in as waiting still", () => {
    expect(countsOf(LINES)).toEqual({ waiting: 2, accepted: 1, rejected: 1, all: 4 });
    expect(shown("waiting", "")).toEqual(["FS-1", "FS-2"]);
    expect(shown("rejected", "")).toEqual(["FS-4"]);
  });

  it("holds in view what was answered there, until something else is asked for", () => {
    const held = new Set(["FS-3#1 Idva service"]);
    expect(linesShown(LINES, "waiting", "", held).map(({ incident }) => incident)).toEqual(["FS-1", "FS-2", "FS-3"]);
    expect(linesShown(LINES, "waiting", "fs-1", held).map(({ incident }) => incident)).toEqual(["FS-1"]);
  });

  it("finds by number, service, or a colleague's name", () => {
    expect(shown("all", "fs-2")).toEqual(["FS-2"]);
    expect(shown("all", "idva  finch")).toEqual(["FS-3"]);
    expect(shown("waiting", "idva")).toEqual([]);
    expect(shown("all", "wren")).toEqual(["FS-1", "FS-2", "FS-3", "FS-4"]);
  });
});
