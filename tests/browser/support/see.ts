// What a test waits for. Always a condition, never a length of time.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PERSONAL } from "./people.js";

/** Waits until the element is there and shows the words. */
export async function sees(where: Locator, words: string | RegExp, withinMs?: number): Promise<void> {
  await where.filter({ hasText: words }).first().waitFor(withinMs === undefined ? {} : { timeout: withinMs });
}

export async function attribute(where: Locator, name: string, value: string | RegExp): Promise<void> {
  await expect.poll(() => where.first().getAttribute(name)).toMatch(value instanceof RegExp ? value : new RegExp(`^${value}$`));
}

/** Figures go out when they change, and to whoever joins. */
const FIGURES_WITHIN_MS = 5_000;

/** A figure of the inspector's: the number in a tile. */
export async function figure(page: Page, tile: string, value: number): Promise<void> {
  const now = page.getByTestId(`${tile}-value`).or(page.getByTestId(tile).locator("dd").first());
  await expect.poll(() => now.first().textContent(), { message: tile, timeout: FIGURES_WITHIN_MS }).toBe(String(value));
}

/** Nothing of the file in this element or page, in text, in attributes or in what is typed. */
export async function holdsNothingPersonal(where: Page | Locator): Promise<void> {
  const element = "mainFrame" in where ? where.locator("html") : where;
  const found = await element.evaluate((top) => {
    const typed = [...top.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    return [top.outerHTML, ...typed].join("\n");
  });
  for (const word of PERSONAL) expect(found.includes(word), `“${word}” is in view`).toBe(false);
}

export function framesHoldNothingPersonal(frames: readonly string[]): void {
  expect(frames.length).toBeGreaterThan(0);
  for (const word of PERSONAL) expect(frames.some((frame) => frame.includes(word)), `“${word}” was sent`).toBe(false);
}

export function row(page: Page, incident: string): Locator {
  return page.getByTestId(`row-${incident}`);
}

/** Which row has the focus. */
export function focusedRow(page: Page): Promise<string | null> {
  return page.evaluate(() => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset["row"] ?? null) : null));
}

/** Moves with j and k until the row has the focus, as somebody does who has it in view. */
export async function goToRow(page: Page, incident: string): Promise<void> {
  await row(page, incident).waitFor();
  const place = async (number: string): Promise<number> => Number(await row(page, number).getAttribute("aria-posinset"));
  const most = await page.locator("[data-row]").count();
  for (let pressed = 0; pressed <= most; pressed += 1) {
    const now = await focusedRow(page);
    if (now === incident) return;
    await page.keyboard.press(now !== null && (await place(now)) > (await place(incident)) ? "k" : "j");
  }
  expect(await focusedRow(page)).toBe(incident);
}
