// What WCAG 2.2 A and AA ask, in both themes, and how large a target is for a gloved thumb.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const RULES: RunOptions = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] };

type AxeWindow = { axe?: { run: (where: Document, options: RunOptions) => Promise<AxeResults> } };

/** Violations of this page as it stands, one line each. Empty is what is wanted. */
export async function violations(page: Page, state: string, leaveOut: readonly string[] = []): Promise<string[]> {
  if (await page.evaluate(() => (window as unknown as AxeWindow).axe === undefined)) await page.evaluate(SOURCE);
  const before = await page.evaluate(() => document.documentElement.dataset["theme"] ?? "");
  const found: string[] = [];
  for (const theme of ["dark", "light"]) {
    await paint(page, theme);
    const results = await page.evaluate((options) => (window as unknown as Required<AxeWindow>).axe.run(document, options), RULES);
    for (const { id, nodes } of results.violations) {
      if (leaveOut.includes(id)) continue;
      for (const node of nodes) found.push(`${state}, ${theme}: ${id} at ${node.target.join(" ")}: ${(node.failureSummary ?? "").replace(/\s+/g, " ")}`);
    }
  }
  await paint(page, before);
  return found;
}

/** Sets the colours, and waits until they are drawn. */
async function paint(page: Page, theme: string): Promise<void> {
  await page.evaluate(async (name) => {
    document.documentElement.dataset["theme"] = name;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  }, theme);
}

/** Targets that are smaller than they must be, and a page that scrolls sideways. */
export async function tooSmall(page: Page, state: string, least: number): Promise<string[]> {
  const size = page.viewportSize();
  const found = await page.evaluate((px) => {
    const top = document.querySelector("dialog[open]") ?? document.body;
    const small = [...top.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary, [role=button], [role=link]")].flatMap((element) => {
      // A radio or a tick is pressed by its whole label.
      const target = element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type) ? (element.closest("label") ?? element) : element;
      if (!target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
      const { width, height, bottom } = target.getBoundingClientRect();
      // Links for the keyboard alone stay out of the page until they have the focus.
      if (width <= 1 || height <= 1 || bottom <= 0) return [];
      const name = target.dataset["testid"] ?? target.textContent.trim().slice(0, 30);
      return width < px - 0.5 || height < px - 0.5 ? [`${name} is ${Math.round(width)} × ${Math.round(height)}`] : [];
    });
    const over = document.documentElement.scrollWidth - window.innerWidth;
    return over > 0 ? [...small, `the page is ${over} wider than the screen`] : small;
  }, least);
  return found.map((each) => `${state}, ${size?.width ?? 0} × ${size?.height ?? 0}: ${each}`);
}

/** Fields and buttons that the keyboard reaches while something else lies wholly over them (WCAG 2.4.11). */
export async function hiddenFocus(page: Page, state: string, presses: number): Promise<string[]> {
  const found = new Set<string>();
  for (let pressed = 0; pressed < presses; pressed += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const target = element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type) ? (element.closest("label") ?? element) : element;
      const { left, right, top, bottom } = target.getBoundingClientRect();
      const seen = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => {
        const over = document.elementFromPoint((left + right) / 2, y);
        return over !== null && (target.contains(over) || over.contains(target));
      });
      return seen ? null : (element.dataset["testid"] ?? target.textContent.trim().slice(0, 40));
    });
    if (hidden !== null) found.add(`${state}: ${hidden} has the focus and cannot be seen`);
  }
  return [...found];
}

/** Gathers what is found in all states, so that one run tells all of it. */
export class Look {
  readonly found: string[] = [];

  async at(page: Page, state: string, leaveOut: readonly string[] = []): Promise<void> {
    this.found.push(...(await violations(page, state, leaveOut)));
  }

  nothing(): void {
    expect(this.found).toEqual([]);
  }
}
