import { describe, expect, it } from "vitest";
import type { ConsentDecision, ConsentView } from "../live/protocol.gen";
import { allows, isWithdrawable, isWithdrawn, mayShareWith, standing, standingOf } from "./consent";

let at = 0;
function line(recipient: string, purpose: string, decision: ConsentDecision): ConsentView {
  return { entry: { recipient, purpose, decision, note: "" }, at: (at += 1), by: "A. Hawthorn" };
}

const words = (entries: ConsentView[]): string[] => standing(entries).map(({ recipient, purpose, view }) => `${recipient}/${purpose} ${view.entry.decision}`);

describe("what stands in the consent ledger", () => {
  it("is nothing while nobody has been asked", () => {
    expect(standing([])).toEqual([]);
  });

  it("is the latest line of each recipient and purpose, the ledger's order deciding and not the clock", () => {
    const late = { ...line("Idva", "support", "refused"), at: 0 };
    expect(words([line("Idva", "support", "given"), line("Idva", "research", "given"), late])).toEqual(["Idva/support refused", "Idva/research given"]);
  });

  it("puts a withdrawal first, and lets consent that is given again stand", () => {
    const ledger = [line("Refuge", "support", "given"), line("Refuge", "support", "withdrawn"), line("Idva", "support", "given")];
    expect(words(ledger)).toEqual(["Refuge/support withdrawn", "Idva/support given"]);
    expect(words([...ledger, line("Refuge", "support", "given")])).toEqual(["Refuge/support given", "Idva/support given"]);
    expect(standing(ledger).filter(isWithdrawn)).toHaveLength(1);
  });

  it("tells names apart that run together", () => {
    expect(standing([line("A B", "C", "given"), line("A", "B C", "refused")])).toHaveLength(2);
  });

  it.each<[ConsentDecision, boolean]>([
    ["given", true],
    ["without_consent", true],
    ["refused", false],
    ["withdrawn", false],
  ])("%s allows sharing: %s", (decision, may) => {
    const ledger = [line("Idva", "support", decision)];
    expect(standing(ledger).every(allows)).toBe(may);
    expect(mayShareWith(ledger, "Idva", "support")).toBe(may);
    expect(mayShareWith(ledger, "Idva", "marac"), "another purpose").toBe(false);
    expect(mayShareWith(ledger, "Refuge", "support")).toBe(false);
  });

  it.each<[ConsentDecision, boolean]>([
    ["given", true],
    ["without_consent", false],
    ["refused", false],
    ["withdrawn", false],
  ])("%s can be withdrawn: %s", (decision, can) => {
    expect(isWithdrawable(standingOf([line("Idva", "support", decision)], "Idva", "support"))).toBe(can);
    expect(isWithdrawable(null)).toBe(false);
  });

  it("finds what is said of one pair", () => {
    const ledger = [line("Idva", "support", "given")];
    expect(standingOf(ledger, "Idva", "support")?.view.entry.decision).toBe("given");
    expect(standingOf(ledger, "Idva", null)).toBeNull();
  });
});
