import { describe, expect, it } from "vitest";
import { row } from "../testing/sample";
import { applyFrame, EMPTY, type Documents } from "./documents";
import { withPosition } from "../testing/fakes";

function applied(documents: Documents, frame: Parameters<typeof applyFrame>[1]): Documents {
  const result = applyFrame(documents, frame);
  expect(result.result).toBe("applied");
  return result.documents;
}

describe("the board's documents", () => {
  it("are replaced whole by a snapshot, and what is not in it is gone", () => {
    const first = applied({ ...EMPTY, epoch: "e1" }, { type: "snapshot", seq: 4, docs: [row("A"), row("B")] });
    const result = applyFrame(first, { type: "snapshot", seq: 9, docs: [row("B")] });
    expect([...result.documents.byId.keys()]).toEqual(["incident:B"]);
    expect(result.documents.position).toEqual({ epoch: "e1", seq: 9 });
    expect(result.result === "applied" && [...result.changed].sort()).toEqual(["incident:A", "incident:B"]);
  });

  it("take a delta that continues from here", () => {
    const before = applied({ ...EMPTY, epoch: "e1" }, { type: "snapshot", seq: 4, docs: [row("A"), row("B")] });
    const after = applied(before, { type: "delta", from: 4, seq: 6, up: [row("C"), row("B", { grade: "1" })], down: [{ kind: "incident", id: "A" }] });
    expect([...after.byId.keys()].sort()).toEqual(["incident:B", "incident:C"]);
    expect(after.position?.seq).toBe(6);
    expect(before.byId.size).toBe(2);
  });

  it("keep a document's identity when it did not change", () => {
    const before = applied({ ...EMPTY, epoch: "e1" }, { type: "snapshot", seq: 1, docs: [row("A"), row("B")] });
    const after = applied(before, { type: "delta", from: 1, seq: 2, up: [row("B")], down: [] });
    expect(after.byId.get("incident:A")).toBe(before.byId.get("incident:A"));
  });

  it.each([
    ["a gap", 6, 9],
    ["a repetition", 3, 5],
  ])("refuse %s and forget the position, but stay on screen", (_what, from, seq) => {
    const before = applied({ ...EMPTY, epoch: "e1" }, { type: "snapshot", seq: 5, docs: [row("A")] });
    const result = applyFrame(before, { type: "delta", from, seq, up: [], down: [] });
    expect(result.result).toBe("gap");
    expect(result.documents.position).toBeNull();
    expect(result.documents.byId.size).toBe(1);
  });

  it("refuse a delta before any snapshot", () => {
    expect(applyFrame(EMPTY, { type: "delta", from: 0, seq: 1, up: [], down: [] }).result).toBe("gap");
  });

  it("keep the position through a resumed welcome of the same epoch only", () => {
    const welcome = (epoch: string, resumed: boolean): Parameters<typeof applyFrame>[1] => ({
      type: "welcome",
      you: { user: "u", name: "n", roles: [], sides: ["charity"], audience: "control", car: null },
      scheme: {} as never, map: { tiles: null, attribution: null },
      epoch,
      server_at: 0,
      resumed,
    });
    expect(applyFrame(withPosition(7), welcome("e1", true)).documents.position?.seq).toBe(7);
    expect(applyFrame(withPosition(7), welcome("e2", true)).documents.position).toBeNull();
    expect(applyFrame(withPosition(7), welcome("e1", false)).documents.position).toBeNull();
  });
});
