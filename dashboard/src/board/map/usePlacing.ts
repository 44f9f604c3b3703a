// Sets each marker on its place: anew when the map moves, and spread anew when the zoom or what is shown changes. By hand: React must not draw hundreds of markers for each frame of a drag.
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { serverNow } from "../../live/clock";
import type { MapEngine } from "./engine";
import { isDense, itemsOf, type Item } from "./logic/placing";
import type { Scene } from "./logic/scene";
import { neighbour, spread, type Offset } from "./logic/spread";

const HERE: Offset = { dx: 0, dy: 0, moved: false };
const CENTRED = "translate(-50%, -50%)";
/** Nearer to an edge of the view a marker that takes the focus is brought to the middle. */
const EDGE_PX = { left: 24, top: 24, right: 64, bottom: 36 };
const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] as const;
type Arrow = (typeof ARROWS)[number];

type Held = { items: Item[]; elements: Map<string, HTMLElement>; offsets: Map<string, Offset>; zoom: number; dense: boolean; at: Map<string, { x: number; y: number }>; written: Written };

/** Returns what to call when the map has moved. */
export function usePlacing(engine: MapEngine, scene: Scene, group: RefObject<HTMLDivElement | null>): () => void {
  const held = useRef<Held>({ items: [], elements: new Map(), offsets: new Map(), zoom: NaN, dense: false, at: new Map(), written: new WeakMap() });

  const place = useCallback((): void => {
    const now = held.current;
    const zoom = engine.camera().zoom;
    const placed = now.items.map((item) => ({ ...item, ...engine.project(item.point) }));
    const anew = Number.isNaN(now.zoom) || Math.abs(zoom - now.zoom) > 0.001;
    if (anew) {
      const view = engine.size();
      now.dense = isDense(placed, view);
      group.current?.toggleAttribute("data-dense", now.dense);
      now.offsets = now.dense ? new Map(placed.map(({ key }) => [key, HERE])) : spread(placed, view);
      now.zoom = zoom;
    }
    now.at.clear();
    for (const item of placed) {
      const element = now.elements.get(item.key);
      const offset = now.offsets.get(item.key);
      if (element === undefined || offset === undefined) continue;
      now.at.set(item.key, { x: item.x + offset.dx, y: item.y + offset.dy });
      if (anew) write(now.written, element, "--lead", offset.moved ? `${Math.round(Math.hypot(offset.dx, offset.dy))}px` : "0px");
      if (anew && offset.moved) write(now.written, element, "--angle", `${Math.atan2(-offset.dy, -offset.dx).toFixed(3)}rad`);
      const transform = now.dense ? transformOf("base", 0, item.x, item.y, offset) : transformOf(item.kind, item.height, item.x, item.y, offset);
      write(now.written, element, "transform", transform);
    }
  }, [engine, group]);

  useLayoutEffect(() => {
    const here = group.current;
    if (here === null) return;
    const elements = new Map<string, HTMLElement>();
    for (const element of here.querySelectorAll<HTMLElement>("[data-key]")) elements.set(element.dataset["key"] ?? "", element);
    held.current.items = itemsOf(scene, serverNow());
    held.current.elements = elements;
    held.current.zoom = NaN;
    place();
    // One stop for the Tab key: the marker that had it, else the first.
    if (here.querySelector("[data-key][tabindex='0']") === null) here.querySelector<HTMLElement>("[data-key]")?.setAttribute("tabindex", "0");
  }, [scene, group, place]);

  useEffect(() => {
    const here = group.current;
    if (here === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const from = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
      if (from === undefined || event.altKey || event.ctrlKey || event.metaKey || !isArrow(event.key)) return;
      // These would move the map as well.
      event.preventDefault();
      event.stopPropagation();
      const next = neighbour(held.current.at, from, event.key);
      if (next !== null) held.current.elements.get(next)?.focus({ preventScroll: true });
    };
    const onFocus = (event: FocusEvent): void => {
      const element = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-key]") : null;
      if (element === null) return;
      for (const other of here.querySelectorAll("[data-key][tabindex='0']")) other.setAttribute("tabindex", "-1");
      element.setAttribute("tabindex", "0");
      const item = held.current.items.find(({ key }) => key === element.dataset["key"]);
      const at = held.current.at.get(item?.key ?? "");
      const { width, height } = engine.size();
      // Nor may it lie under the buttons.
      const out = at !== undefined && (at.x < EDGE_PX.left || at.y < EDGE_PX.top || at.x > width - EDGE_PX.right || at.y > height - EDGE_PX.bottom);
      if (item !== undefined && out) engine.goTo(item.point);
    };
    // A press on a marker is no press on the map below it; the wheel is.
    const stop = (event: Event): void => event.stopPropagation();
    const stopped = ["mousedown", "touchstart", "dblclick"] as const;
    here.addEventListener("keydown", onKey);
    here.addEventListener("focusin", onFocus);
    for (const name of stopped) here.addEventListener(name, stop, { passive: true });
    return () => {
      here.removeEventListener("keydown", onKey);
      here.removeEventListener("focusin", onFocus);
      for (const name of stopped) here.removeEventListener(name, stop);
    };
  }, [engine, group]);

  return place;
}

function isArrow(key: string): key is Arrow {
  return (ARROWS as readonly string[]).includes(key);
}

/** Cars are held by their upper edge and police by their lower one: how high they are is known only about. */
function transformOf(kind: Item["kind"], height: number, x: number, y: number, { dx, dy }: Offset): string {
  const [left, middle] = [Math.round(x + dx), y + dy];
  if (kind === "car") return `translate(${left}px, ${Math.round(middle - height / 2)}px) translate(-50%, 0)`;
  if (kind === "unit") return `translate(${left}px, ${Math.round(middle + height / 2)}px) translate(-50%, -100%)`;
  return `translate(${left}px, ${Math.round(middle)}px) ${CENTRED}`;
}

type Written = WeakMap<HTMLElement, Record<string, string>>;

/** Most markers stand still most of the time: what is written already is not written again. */
function write(written: Written, element: HTMLElement, name: string, value: string): void {
  const before = written.get(element);
  if (before?.[name] === value) return;
  if (before === undefined) written.set(element, { [name]: value });
  else before[name] = value;
  element.style.setProperty(name, value);
}
