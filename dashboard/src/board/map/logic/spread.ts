// Where markers stand when several share a place: each kind has its own side of it, and gives way to what matters more, so that all can be seen and pressed. Pure: pixels in, pixels out.

export type Kind = "incident" | "base" | "car" | "unit";

/** `x`, `y`: the place itself, pixels. `tail`: what reaches beyond the right edge, its name. */
export type Placed = { key: string; kind: Kind; x: number; y: number; width: number; height: number; tail: number };

/** How far the middle of a marker stands from its place. `moved`: not where its kind stands by itself, so a line leads back. */
export type Offset = { dx: number; dy: number; moved: boolean };

/** From the place to the edge of a label that hangs beside it: half a sign, and a little air. */
const CLEAR_PX = 15;
/** Air between two. */
const GAP_PX = 3;
/** What a pixel away from the place weighs against square pixels that are covered: a corner under another is better than a long way off. */
const AWAY_COST = 2;
/** Cells of the net in which neighbours are looked for; wider than any marker. */
const CELL_PX = 128;

/** Who stays: what is to be seen first is placed first. */
const ORDER: Record<Kind, number> = { incident: 0, car: 1, unit: 2, base: 3 };

/** Where each kind would stand, best first, in steps of [its width, its height]. The first is where it stands by itself. */
const WISHES: Record<Kind, readonly (readonly [number, number])[]> = {
  // On the place. Several at one place stand in a column, so that their numbers can be read.
  incident: [[0, 0], [0, 1], [0, -1], [0, 2], [1, 0], [-1, 0], [0, -2], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 3]],
  // Cars hang below it and police stand above it, so that the three at one scene never meet.
  car: [[0, 1], [0.8, 0.5], [-0.8, 0.5], [0, 2], [0.8, 1.5], [-0.8, 1.5], [0, -1], [0.8, -0.5], [-0.8, -0.5], [0, 3], [1.1, 2], [-1.1, 2]],
  unit: [[0, -1], [0.8, -0.6], [-0.8, -0.6], [0, -2], [0.8, -1.7], [-0.8, -1.7], [0, -3], [0, 1], [0.8, 1], [-0.8, 1]],
  base: [[0, 0], [0, -1.2], [0, 1.2], [-1.4, 0]],
};

type Box = { left: number; top: number; right: number; bottom: number };

/** By key. The order of what is given decides who gives way: what comes first stays. Where there is no room, they lie over each other. What would stand beyond the edge of the view stands elsewhere if it can. */
export function spread(items: readonly Placed[], view: { width: number; height: number }): Map<string, Offset> {
  const offsets = new Map<string, Offset>();
  const net = new Map<string, Box[]>();
  const sorted = items.map((item, index) => ({ item, index })).sort((a, b) => ORDER[a.item.kind] - ORDER[b.item.kind] || a.index - b.index);
  for (const { item } of sorted) {
    let best: { offset: Offset; box: Box; cost: number } | null = null;
    for (const wish of WISHES[item.kind]) {
      const offset = offsetOf(item, wish, best !== null);
      const box = boxOf(item, offset);
      const covered = overlap(net, box) + beyond(item, box, view);
      const cost: number = covered + (best === null ? 0 : AWAY_COST * Math.hypot(offset.dx, offset.dy));
      if (best === null || cost < best.cost) best = { offset, box, cost };
      if (covered === 0 && !offset.moved) break;
    }
    if (best === null) continue;
    put(net, best.box);
    offsets.set(item.key, best.offset);
  }
  return offsets;
}

function offsetOf({ kind, width, height, tail }: Placed, [across, down]: readonly [number, number], moved: boolean): Offset {
  const dx = across * (width + tail + GAP_PX);
  if (kind === "incident" || kind === "base") return { dx, dy: down * (height + GAP_PX), moved };
  // Labels keep clear of the sign that stands on the place.
  const rest = height / 2 + CLEAR_PX;
  const dy = Math.abs(down) < 1 ? down * rest : Math.sign(down) * (rest + (Math.abs(down) - 1) * (height + GAP_PX));
  return { dx: dx === 0 ? 0 : dx + Math.sign(dx) * CLEAR_PX, dy, moved };
}

function boxOf({ x, y, width, height, tail }: Placed, { dx, dy }: Offset): Box {
  return { left: x + dx - width / 2, right: x + dx + width / 2 + tail, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

function cells(box: Box): string[] {
  const found: string[] = [];
  for (let column = Math.floor(box.left / CELL_PX); column <= Math.floor(box.right / CELL_PX); column += 1) {
    for (let line = Math.floor(box.top / CELL_PX); line <= Math.floor(box.bottom / CELL_PX); line += 1) found.push(`${column} ${line}`);
  }
  return found;
}

/** The area that is covered twice. */
function overlap(net: ReadonlyMap<string, readonly Box[]>, box: Box): number {
  const met = new Set<Box>();
  for (const cell of cells(box)) for (const other of net.get(cell) ?? []) met.add(other);
  let sum = 0;
  for (const other of met) {
    const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    if (width > 0 && height > 0) sum += width * height;
  }
  return sum;
}

/** The area outside the view; nothing where its place is outside already. */
function beyond({ x, y }: Placed, box: Box, { width, height }: { width: number; height: number }): number {
  if (x < 0 || y < 0 || x > width || y > height) return 0;
  const inside = Math.max(0, Math.min(box.right, width) - Math.max(box.left, 0)) * Math.max(0, Math.min(box.bottom, height) - Math.max(box.top, 0));
  return (box.right - box.left) * (box.bottom - box.top) - inside;
}

function put(net: Map<string, Box[]>, box: Box): void {
  for (const cell of cells(box)) {
    const there = net.get(cell);
    if (there === undefined) net.set(cell, [box]);
    else there.push(box);
  }
}

/** The marker that one comes to from `from` by an arrow key: the nearest within a quarter turn of that direction. */
export function neighbour(at: ReadonlyMap<string, { x: number; y: number }>, from: string, key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"): string | null {
  const start = at.get(from);
  if (start === undefined) return null;
  let best: { key: string; cost: number } | null = null;
  for (const [other, { x, y }] of at) {
    if (other === from) continue;
    const [dx, dy] = [x - start.x, y - start.y];
    const [along, across] = key === "ArrowUp" ? [-dy, dx] : key === "ArrowDown" ? [dy, dx] : key === "ArrowLeft" ? [-dx, dy] : [dx, dy];
    if (along <= 0 || Math.abs(across) > along) continue;
    // Straight ahead is nearer than aslant.
    const cost = along + 2 * Math.abs(across);
    if (best === null || cost < best.cost) best = { key: other, cost };
  }
  return best?.key ?? null;
}
