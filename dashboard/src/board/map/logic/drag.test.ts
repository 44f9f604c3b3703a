// When a press is a drag, and what goes with what.
import { describe, expect, it } from "vitest";
import { dragAttribute, isDrag, pairOf, readDragged } from "./drag";

describe("isDrag", () => {
  it.each([
    [7, 0, false],
    [8, 0, true],
    [5, 6, false],
    [6, 6, true],
  ])("moved by %d, %d", (x, y, drag) => {
    expect(isDrag({ x: 0, y: 0 }, { x, y })).toBe(drag);
  });
});

describe("pairs", () => {
  it("reads what an element carries", () => {
    expect(readDragged(dragAttribute({ kind: "incident", id: "TP-0412" }))).toEqual({ kind: "incident", id: "TP-0412" });
    expect(readDragged("car:unit:7")).toEqual({ kind: "car", id: "unit:7" });
    expect([readDragged(null), readDragged(""), readDragged("unit:AB12")]).toEqual([null, null, null]);
  });

  it.each([
    [{ kind: "car", id: "c1" }, { kind: "incident", id: "A" }, { car: "c1", incident: "A" }],
    [{ kind: "incident", id: "A" }, { kind: "car", id: "c1" }, { car: "c1", incident: "A" }],
    [{ kind: "car", id: "c1" }, { kind: "car", id: "c2" }, null],
    [{ kind: "incident", id: "A" }, { kind: "incident", id: "A" }, null],
    [{ kind: "car", id: "c1" }, null, null],
  ] as const)("%o on %o", (dragged, onto, pair) => {
    expect(pairOf(dragged, onto)).toEqual(pair);
  });
});
