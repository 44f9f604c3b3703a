// Measures the sheet at its printed width, out of sight, and says how its lines fit the page.
import { useLayoutEffect, useState, type RefObject } from "react";
import { fitPage, type PageFit } from "../logic/handover";

const PX_PER_MM = 96 / 25.4;
/** A4 less the margins of the printed page, less a little for printers that round. */
const PAGE_MM = 297 - 2 * 12 - 3;

/** `measured`: a page with every line in full, and one line shortened. `sign` names what it shows: another one is measured anew. */
export function usePageFit(measured: RefObject<HTMLElement | null>, count: number, sign: string): PageFit {
  const [fit, setFit] = useState<PageFit>({ full: count, pages: [count] });
  useLayoutEffect(() => {
    const page = measured.current;
    if (page === null) return;
    const height = (name: string): number => page.querySelector(`[data-part="${name}"]`)?.getBoundingClientRect().height ?? 0;
    const heights = [...page.querySelectorAll('[data-part="line"]')].map((line) => line.getBoundingClientRect().height);
    const room = PAGE_MM * PX_PER_MM - height("columns") - height("foot");
    const next = fitPage(heights, { short: height("short"), notice: height("notice"), first: room - height("head"), further: room - height("continued") });
    setFit((before) => (before.full === next.full && before.pages.join() === next.pages.join() ? before : next));
  }, [measured, sign]);
  return fit;
}
