// Painting hours: a block is drawn from where it began to where it is, with the value that its first hour did not have. By pointer, by touch
// held for a moment (a quick move scrolls the page), and by keys.
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { pointerHour, type Painting } from "../parts/WeekGrid";
import { painted, type Week } from "./week";

const HOLD_MS = 220;

type Stroke = { base: Week; corner: number; value: boolean };

export type Painter = {
  painting: Painting & { ref: (element: HTMLDivElement | null) => (() => void) | undefined };
  onKey: (event: KeyboardEvent, at: number, to: number | null) => boolean;
};

export function usePainting(week: Week, onChange: (week: Week) => void): Painter {
  const latest = useRef({ week, onChange });
  useEffect(() => {
    latest.current = { week, onChange };
  });
  const stroke = useRef<Stroke | null>(null);
  const held = useRef<ReturnType<typeof setTimeout> | null>(null);
  /** Of the keys: the week that they gave last, the block that Shift draws, and what Space did last. */
  const given = useRef<Week | null>(null);
  const block = useRef<Stroke | null>(null);
  const lastSpace = useRef<{ at: number; value: boolean } | null>(null);

  const to = (other: number): void => {
    const { current } = stroke;
    if (current !== null) latest.current.onChange(painted(current.base, current.corner, other, current.value));
  };
  const begin = (hour: number): void => {
    const base = latest.current.week;
    stroke.current = { base, corner: hour, value: base[hour] !== true };
    to(hour);
  };
  const unhold = (): void => {
    if (held.current !== null) clearTimeout(held.current);
    held.current = null;
  };
  const end = (): void => {
    unhold();
    stroke.current = null;
  };

  // While a block is drawn by touch the page must not scroll: React's own listener may not say so.
  const ref = useCallback((element: HTMLDivElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    const hold = (event: TouchEvent): void => {
      if (stroke.current !== null) event.preventDefault();
    };
    element.addEventListener("touchmove", hold, { passive: false });
    return () => element.removeEventListener("touchmove", hold);
  }, []);
  useEffect(() => unhold, []);

  return {
    painting: {
      ref,
      onPointerDown: (event: PointerEvent) => {
        const hour = pointerHour(event);
        if (hour === null || event.button !== 0) return;
        block.current = null;
        if (event.pointerType !== "touch") {
          begin(hour);
          return;
        }
        held.current = setTimeout(() => {
          held.current = null;
          begin(hour);
        }, HOLD_MS);
      },
      onPointerMove: (event: PointerEvent) => {
        if (stroke.current === null) return;
        // Let go outside of the grid.
        if (event.pointerType !== "touch" && event.buttons === 0) end();
        const hour = pointerHour(event);
        if (hour !== null) to(hour);
      },
      onPointerUp: (event: PointerEvent) => {
        const hour = pointerHour(event);
        // A tap that was too short to be held.
        if (held.current !== null && hour !== null) begin(hour);
        end();
      },
      onPointerCancel: end,
    },
    onKey: (event, at, next) => {
      const { week: now } = latest.current;
      const give = (next: Week): void => {
        given.current = next;
        latest.current.onChange(next);
      };
      // Cleared, or drawn by something else: no block goes on over that.
      if (now !== given.current) {
        block.current = null;
        lastSpace.current = null;
      }
      if (event.key === " ") {
        const value = now[at] !== true;
        give(painted(now, at, at, value));
        lastSpace.current = { at, value };
        block.current = null;
        return true;
      }
      if (!event.shiftKey || next === null) {
        if (next !== null) block.current = null;
        return false;
      }
      block.current ??= { base: now, corner: at, value: lastSpace.current?.at === at ? lastSpace.current.value : now[at] !== true };
      give(painted(block.current.base, block.current.corner, next, block.current.value));
      return false;
    },
  };
}
