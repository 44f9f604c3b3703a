import { describe, expect, it } from "vitest";
import { movedTo } from "./week-keys";

const at = (day: number, hour: number): number => day * 24 + hour;

describe("keys over a week", () => {
  it("go along the hours and on over midnight, and down the days", () => {
    expect(movedTo(at(5, 14), "ArrowRight", false)).toBe(at(5, 15));
    expect(movedTo(at(5, 23), "ArrowRight", false)).toBe(at(6, 0));
    expect(movedTo(at(5, 14), "ArrowDown", false)).toBe(at(6, 14));
    expect(movedTo(at(5, 14), "ArrowUp", false)).toBe(at(4, 14));
  });

  it("go the other way round where the days stand side by side", () => {
    expect(movedTo(at(5, 14), "ArrowDown", true)).toBe(at(5, 15));
    expect(movedTo(at(5, 14), "ArrowRight", true)).toBe(at(6, 14));
    expect(movedTo(at(5, 14), "Home", true)).toBe(at(0, 14));
    expect(movedTo(at(5, 14), "PageDown", true)).toBe(at(5, 23));
  });

  it("stop at the ends of the week", () => {
    expect(movedTo(at(6, 23), "ArrowRight", false)).toBe(at(6, 23));
    expect(movedTo(at(0, 0), "ArrowLeft", false)).toBe(0);
    expect(movedTo(at(6, 3), "ArrowDown", false)).toBe(at(6, 3));
    expect(movedTo(at(3, 3), "Home", false, true)).toBe(0);
    expect(movedTo(at(3, 3), "End", false, true)).toBe(167);
    expect(movedTo(at(3, 3), "Home", false)).toBe(at(3, 0));
    expect(movedTo(at(3, 3), "a", false)).toBeNull();
  });
});
