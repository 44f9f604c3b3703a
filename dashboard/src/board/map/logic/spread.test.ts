// Markers that share a place stay apart, and arrow keys go from one to the next.
import { describe, expect, it } from "vitest";
import { neighbour, spread, type Placed } from "./spread";

const VIEW = { width: 800, height: 600 };
const incident = (key: string, x: number, y: number): Placed => ({ key, kind: "incident", x, y, width: 28, height: 28, tail: 36 });
const car = (key: string, x: number, y: number): Placed => ({ key, kind: "car", x, y, width: 84, height: 24, tail: 0 });
const unit = (key: string, x: number, y: number): Placed => ({ key, kind: "unit", x, y, width: 60, height: 24, tail: 0 });

function boxes(items: Placed[]): { key: string; left: number; right: number; top: number; bottom: number }[] {
  const offsets = spread(items, VIEW);
  return items.map(({ key, x, y, width, height, tail }) => {
    const { dx = NaN, dy = NaN } = offsets.get(key) ?? {};
    return { key, left: x + dx - width / 2, right: x + dx + width / 2 + tail, top: y + dy - height / 2, bottom: y + dy + height / 2 };
  });
}

function touching(items: Placed[]): string[] {
  const all = boxes(items);
  return all.flatMap((a, index) => all.slice(index + 1).flatMap((b) => (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom ? [`${a.key} ${b.key}`] : [])));
}

describe("spread", () => {
  it("leaves one alone on its place", () => {
    expect(spread([incident("a", 100, 100)], VIEW).get("a")).toEqual({ dx: 0, dy: 0, moved: false });
  });

  it("puts police above a scene and the car below it, and no line leads to where they stand by themselves", () => {
    const offsets = spread([incident("a", 100, 100), car("c", 100, 100), unit("u", 100, 100)], VIEW);
    expect(offsets.get("c")?.dy).toBeGreaterThan(0);
    expect(offsets.get("u")?.dy).toBeLessThan(0);
    expect([...offsets.values()].some(({ moved }) => moved)).toBe(false);
  });

  it.each([
    ["three incidents at one address", [incident("a", 300, 300), incident("b", 300, 300), incident("c", 300, 300)]],
    ["four cars at the base", ["a", "b", "c", "d"].map((key) => car(key, 300, 300))],
    ["a busy scene", [incident("a", 300, 300), incident("b", 302, 301), car("c", 300, 300), car("d", 299, 300), unit("e", 300, 300), unit("f", 300, 300), unit("g", 300, 300)]],
  ])("keeps %s apart", (_, items) => {
    expect(touching(items)).toEqual([]);
  });

  it("is the same each time, whatever the order of kinds", () => {
    const items = [car("c", 300, 300), incident("a", 300, 300), unit("e", 300, 300), incident("b", 300, 300)];
    expect(spread(items, VIEW)).toEqual(spread([...items].sort((a, b) => (a.kind < b.kind ? -1 : 1)), VIEW));
    // The first of its kind keeps its place.
    expect(spread(items, VIEW).get("a")?.moved).toBe(false);
    expect(spread(items, VIEW).get("b")?.moved).toBe(true);
  });

  it("stays in the view where it can", () => {
    for (const box of boxes([car("a", 400, 595), car("b", 400, 595)])) expect(box.bottom).toBeLessThanOrEqual(VIEW.height);
  });

  it("bears five hundred", () => {
    const items = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? incident(`i${index}`, (index * 37) % 800, (index * 53) % 600) : car(`c${index}`, (index * 31) % 800, (index * 59) % 600)));
    const from = performance.now();
    expect(spread(items, VIEW).size).toBe(500);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe("neighbour", () => {
  const at = new Map([
    ["middle", { x: 100, y: 100 }],
    ["right", { x: 160, y: 110 }],
    ["far right", { x: 300, y: 100 }],
    ["above", { x: 110, y: 20 }],
    ["aslant", { x: 40, y: 170 }],
  ]);
  it.each([
    ["ArrowRight", "right"],
    ["ArrowUp", "above"],
    ["ArrowLeft", null],
    ["ArrowDown", "aslant"],
  ] as const)("%s goes to %s", (key, to) => {
    expect(neighbour(at, "middle", key)).toBe(to);
  });
  it("goes nowhere from what is not there", () => {
    expect(neighbour(at, "gone", "ArrowUp")).toBeNull();
  });
});
