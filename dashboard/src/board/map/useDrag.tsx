// Drags a car onto an incident, or an incident onto a car: by pointer, from eight pixels on, with a ghost; Escape gives up. Sends nothing.
import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from "react";
import { map as w } from "../../words/en.map";
import { isDrag, pairOf, readDragged, type Dragged, type Pair } from "./logic/drag";
import styles from "./Drag.module.css";

/** Elements that can be dragged or dropped on carry `data-drag`, and their short name `data-name`. */
const SOURCE = "[data-drag]";
/** Of the ghost from the pointer, so that what lies under it is seen. */
const GHOST_PX = 14;

type Press = { dragged: Dragged; name: string; element: HTMLElement; x: number; y: number; pointer: number };
type Drag = { dragged: Dragged; name: string; onto: string | null };

export function useDrag(root: RefObject<HTMLElement | null>, onPair: (pair: Pair) => void): ReactNode {
  const [drag, setDrag] = useState<Drag | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const at = useRef({ x: 0, y: 0 });
  const paired = useEffectEvent(onPair);

  useEffect(() => {
    const here = root.current;
    if (here === null) return undefined;
    let press: Press | null = null;
    let target: HTMLElement | null = null;
    let dragging = false;

    const moveGhost = (x: number, y: number): void => {
      at.current = { x, y };
      ghost.current?.style.setProperty("transform", `translate(${x + GHOST_PX}px, ${y + GHOST_PX}px)`);
    };
    const aim = (next: HTMLElement | null): void => {
      if (next === target) return;
      target?.removeAttribute("data-drop");
      next?.setAttribute("data-drop", "");
      target = next;
      if (press !== null) setDrag({ dragged: press.dragged, name: press.name, onto: next?.dataset["name"] ?? null });
    };
    const end = (): void => {
      aim(null);
      press?.element.removeAttribute("data-dragging");
      here.removeAttribute("data-drag-kind");
      press = null;
      dragging = false;
      setDrag(null);
    };
    const under = (x: number, y: number): HTMLElement | null => {
      const found = document.elementFromPoint(x, y)?.closest<HTMLElement>(SOURCE) ?? null;
      const inside = found !== null && here.contains(found) && press !== null && pairOf(press.dragged, readDragged(found.dataset["drag"])) !== null;
      return inside ? found : null;
    };

    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return;
      const element = event.target.closest<HTMLElement>(SOURCE);
      const dragged = readDragged(element?.dataset["drag"]);
      // A finger that moves over a list scrolls it.
      const scrolls = event.pointerType === "touch" && element?.dataset["scrolls"] !== undefined;
      if (element === null || dragged === null || scrolls) return;
      press = { dragged, name: element.dataset["name"] ?? "", element, x: event.clientX, y: event.clientY, pointer: event.pointerId };
    };
    const move = (event: PointerEvent): void => {
      if (press === null) return;
      if (press.pointer !== event.pointerId) return;
      const to = { x: event.clientX, y: event.clientY };
      if (!dragging) {
        if (!isDrag(press, to)) return;
        dragging = true;
        press.element.setAttribute("data-dragging", "");
        here.setAttribute("data-drag-kind", press.dragged.kind);
        setDrag({ dragged: press.dragged, name: press.name, onto: null });
      }
      event.preventDefault();
      moveGhost(to.x, to.y);
      aim(under(to.x, to.y));
    };
    const up = (event: PointerEvent): void => {
      if (press === null) return;
      if (press.pointer !== event.pointerId) return;
      const pair = dragging ? pairOf(press.dragged, readDragged(under(event.clientX, event.clientY)?.dataset["drag"])) : null;
      // What began as a drag must not end as a press on what it began on.
      if (dragging) swallowClick(false);
      end();
      if (pair !== null) paired(pair);
    };
    const cancel = (event: PointerEvent): void => {
      if (press?.pointer === event.pointerId) end();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !dragging) return;
      event.preventDefault();
      event.stopPropagation();
      swallowClick(true);
      end();
    };
    here.addEventListener("pointerdown", down);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", key, { capture: true });
    return () => {
      here.removeEventListener("pointerdown", down);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", key, { capture: true });
      end();
    };
  }, [root]);

  if (drag === null) return null;
  const { x, y } = at.current;
  return (
    <div
      ref={(element) => {
        ghost.current = element;
        element?.style.setProperty("transform", `translate(${x + GHOST_PX}px, ${y + GHOST_PX}px)`);
      }}
      className={styles["ghost"]}
      aria-hidden="true"
      data-testid="map-ghost"
    >
      {drag.onto === null ? (
        <>
          <strong className="mono">{drag.name}</strong>
          <span>{w.dragOnto[drag.dragged.kind]}</span>
        </>
      ) : (
        <strong>{drag.dragged.kind === "car" ? w.dragging(drag.name, drag.onto) : w.dragging(drag.onto, drag.name)}</strong>
      )}
    </div>
  );
}

/** The click that follows the end of the pointer's press. `pressed`: the button is still down, and its click comes later. */
function swallowClick(pressed: boolean): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  const stop = (): void => {
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  };
  if (pressed) window.addEventListener("pointerup", stop, { once: true });
  else stop();
}
