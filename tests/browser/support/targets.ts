// Whether a gloved thumb gets what it sees: in each size of a tablet, no target is too small, covered or cut, and nothing scrolls sideways.
import type { Page } from "playwright-core";

export type Size = { width: number; height: number };

export const SIZES: readonly Size[] = [
  { width: 360, height: 740 },
  { width: 740, height: 360 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
  // 768 × 1024 and 1280 × 800 at 200 % zoom.
  { width: 384, height: 512 },
  { width: 640, height: 400 },
];

/** Any target, and the next act of a job. */
const LEAST_PX = { any: 48, main: 64 };

/** What is wrong in this view as it stands, one line each. Empty is what is wanted. */
export async function reach(page: Page, view: string, size: Size): Promise<string[]> {
  await page.setViewportSize(size);
  const found = await page.evaluate(measure, LEAST_PX);
  return found.map((each) => `${view}, ${size.width} × ${size.height}: ${each}`);
}

/** Runs in the page, and so holds all that it needs. */
async function measure(least: { any: number; main: number }): Promise<string[]> {
  const INTERACTIVE = "button, a[href], input, select, textarea, summary, [role=button], [role=radio], [role=checkbox], [role=tab], [role=switch]";
  const WITHIN_PX = 1;
  const SAID_ONLY = ".sr, [aria-hidden=true]";
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const found: string[] = [];
  // The last one opened lies above the others.
  const top = [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1) ?? document.body;

  const shown = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height, bottom, top: above } = element.getBoundingClientRect();
    // Links for the keyboard alone wait above the page until they have the focus.
    return width > 1 && height > 1 && !(bottom <= 0 && getComputedStyle(element).position === "absolute" && above < 0);
  };
  const nameOf = (element: HTMLElement): string => element.dataset["testid"] ?? (element.getAttribute("aria-label") ?? element.textContent.trim()).slice(0, 40);
  /** Where a press counts: a radio or a tick is pressed by its whole label. */
  const hitOf = (element: HTMLElement): HTMLElement => {
    if (!(element instanceof HTMLInputElement) || !["radio", "checkbox", "file"].includes(element.type)) return element;
    return element.closest("label") ?? element.labels?.[0] ?? element;
  };
  const textBox = (element: Element): DOMRect => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };

  const over = document.documentElement.scrollWidth - window.innerWidth;
  if (over > 0) found.push(`the page is ${over} wider than the screen`);

  for (const element of top.querySelectorAll<HTMLElement>("*")) {
    if (element.matches(SAID_ONLY) || element.closest(SAID_ONLY) !== null || !shown(element)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const [wide, high] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
    if (element.clientWidth > 0 && wide > WITHIN_PX && overflowX !== "visible" && !(element instanceof HTMLInputElement)) found.push(`${nameOf(element)} is cut, or scrolls, by ${wide} sideways`);
    if (element.clientHeight > 0 && high > WITHIN_PX && (overflowY === "hidden" || overflowY === "clip")) found.push(`${nameOf(element)} is cut by ${high} below`);
    const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    if (!ownText || element instanceof HTMLTextAreaElement) continue;
    const box = textBox(element);
    if (box.left < -WITHIN_PX || box.right > window.innerWidth + WITHIN_PX) found.push(`${nameOf(element)} runs off the screen`);
    const target = element.closest<HTMLElement>("button, a[href], summary, label");
    if (target === null) continue;
    const around = target.getBoundingClientRect();
    if (box.left < around.left - WITHIN_PX || box.right > around.right + WITHIN_PX || box.top < around.top - WITHIN_PX || box.bottom > around.bottom + WITHIN_PX) found.push(`${nameOf(element)} runs out of ${nameOf(target)}`);
  }

  for (const main of top.querySelectorAll<HTMLElement>("[data-testid=dock] [data-ready]")) {
    const { height, bottom } = main.getBoundingClientRect();
    if (height < least.main - 0.5) found.push(`${nameOf(main)}, the next act, is ${Math.round(height)} high`);
    if (bottom > window.innerHeight + 0.5) found.push(`${nameOf(main)}, the next act, is below the fold`);
  }

  for (const element of top.querySelectorAll<HTMLElement>(INTERACTIVE)) {
    const hit = hitOf(element);
    if (element.matches(":disabled") || !shown(hit)) continue;
    const { width, height } = hit.getBoundingClientRect();
    if (width < least.any - 0.5 || height < least.any - 0.5) found.push(`${nameOf(hit)} is ${Math.round(width)} × ${Math.round(height)}`);
    hit.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = hit.getBoundingClientRect();
    const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (there === null || !(hit.contains(there) || there.contains(hit))) {
      const above = there instanceof HTMLElement ? nameOf(there.closest<HTMLElement>("[data-testid]") ?? there) : "nothing";
      found.push(`${nameOf(hit)} is covered by ${above}`);
    } else if (!hit.contains(there) && there !== document.body && there !== document.documentElement && there.closest("button, a[href]") === null) {
      found.push(`${nameOf(hit)} is not what lies at its own centre`);
    }
  }
  window.scrollTo(0, 0);
  return [...new Set(found)];
}
