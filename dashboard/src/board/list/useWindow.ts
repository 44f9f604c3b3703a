// Draws only the rows in view. Rows are all of one height, so this needs no library: which rows is a division.
import { useCallback, useLayoutEffect, useState, type RefObject } from "react";
import { windowOf, type Window } from "../logic/window";

type ListWindow = {
  /** Places of the rows to draw, in order. */
  drawn: readonly number[];
  /** Scrolls no further than it takes to have the row in view. */
  scrollTo: (index: number) => void;
};

/** `kept`: a row that is drawn wherever it is, so that the focus is not lost with it; -1: none. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number, rowPx: number, kept: number): ListWindow {
  const [view, setView] = useState<Window>({ first: 0, last: 0 });

  useLayoutEffect(() => {
    const list = scroller.current;
    if (list === null) return undefined;
    const look = (): void => {
      const next = windowOf(list.scrollTop, list.clientHeight, rowPx);
      setView((before) => (before.first === next.first && before.last === next.last ? before : next));
    };
    look();
    list.addEventListener("scroll", look, { passive: true });
    const watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(look);
    watcher?.observe(list);
    return () => {
      list.removeEventListener("scroll", look);
      watcher?.disconnect();
    };
  }, [scroller, rowPx]);

  const scrollTo = useCallback(
    (index: number) => {
      const list = scroller.current;
      if (list === null) return;
      const top = index * rowPx;
      if (top < list.scrollTop) list.scrollTop = top;
      else if (top + rowPx > list.scrollTop + list.clientHeight) list.scrollTop = top + rowPx - list.clientHeight;
    },
    [scroller, rowPx],
  );

  const drawn: number[] = [];
  for (let index = view.first; index <= Math.min(view.last, count - 1); index += 1) drawn.push(index);
  if (kept >= 0 && kept < count && !drawn.includes(kept)) {
    drawn.push(kept);
    drawn.sort((a, b) => a - b);
  }
  return { drawn, scrollTo };
}
