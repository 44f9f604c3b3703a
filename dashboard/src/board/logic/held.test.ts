import { describe, expect, it } from "vitest";
import { heldBack, isHeld, nextShown } from "./held";

describe("rows held back", () => {
  it("counts new, moved and gone rows", () => {
    expect(heldBack(["a", "b", "c"], ["d", "a", "c"])).toEqual({ added: ["d"], moved: 0, gone: 1 });
    expect(heldBack(["a", "b", "c"], ["c", "a", "b"])).toEqual({ added: [], moved: 1, gone: 0 });
    expect(heldBack(["a", "b", "c", "d"], ["d", "c", "b", "a"]).moved).toBe(3);
  });

  it("says nothing is held when nothing differs", () => {
    expect(isHeld(heldBack(["a", "b"], ["a", "b"]))).toBe(false);
  });

  it("keeps the shown order through a hundred updates while the person is there", () => {
    let shown: readonly string[] = ["a", "b", "c"];
    for (let i = 0; i < 100; i += 1) shown = nextShown(shown, [`new-${i}`, "c", "b", "a"], true);
    expect(shown).toEqual(["a", "b", "c"]);
  });

  it("takes the wanted order as soon as the person is elsewhere", () => {
    expect(nextShown(["a", "b"], ["b", "a"], false)).toEqual(["b", "a"]);
  });

  it("has nothing to hold in an empty list", () => {
    expect(nextShown([], ["a"], true)).toEqual(["a"]);
  });

  it("returns the same array when nothing changed, so that nothing is drawn", () => {
    const shown = ["a", "b"];
    expect(nextShown(shown, ["a", "b"], false)).toBe(shown);
  });
});
