// Work by keys alone: found by Tab, chosen by arrows, typed letter by letter; and the ear that proves that nothing else was used.
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What only a pointer, or a script in its place, brings about. */
const BY_POINTER = ["pointerdown", "pointerup", "pointermove", "pointerover", "mousedown", "mouseup", "mousemove", "mouseover", "touchstart", "wheel", "dblclick", "contextmenu"];

/** Runs in the page before its own code. */
function listenForPointers(kinds: readonly string[]): void {
  const tell = (what: string): void => void (window as unknown as { heardPointer: (what: string) => Promise<void> }).heardPointer(what);
  for (const kind of kinds) window.addEventListener(kind, () => tell(kind), { capture: true, passive: true });
  // A key that presses a button is a click too: without a pointer, of no repeat, and made by the browser.
  window.addEventListener(
    "click",
    (event) => {
      const pointer = event instanceof PointerEvent ? event.pointerType : "";
      if (event.detail > 0 || pointer !== "" || !event.isTrusted) tell(`click (${event.isTrusted ? pointer || "mouse" : "by script"})`);
    },
    { capture: true },
  );
}

/** Everything that a pointer does on this page from now on. Before the page is opened. */
export async function hearPointers(page: Page): Promise<readonly string[]> {
  const heard: string[] = [];
  await page.exposeFunction("heardPointer", (what: string) => {
    heard.push(what);
  });
  await page.addInitScript(listenForPointers, BY_POINTER);
  return heard;
}

export const by = (testId: string): string => `[data-testid="${testId}"]`;

/** The focus is on what the selector means, or within it. */
export function hasFocus(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector);
}

/** More than any view has stops. */
const TABS_MOST = 150;

/** Presses Tab, or Shift+Tab where that is behind, until the focus is on the first that the selector means. Says how often. */
export async function tabTo(page: Page, selector: string): Promise<number> {
  const look = (): Promise<"here" | "ahead" | "behind"> =>
    page.evaluate((wanted) => {
      const active = document.activeElement;
      if (active?.matches(wanted) === true) return "here";
      const to = document.querySelector(wanted);
      if (active === null || to === null || active === document.body) return "ahead";
      return (active.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING) === 0 ? "ahead" : "behind";
    }, selector);
  await page.locator(selector).first().waitFor();
  let pressed = 0;
  for (let now = await look(); now !== "here"; now = await look()) {
    if (pressed === TABS_MOST) throw new Error(`no Tab leads to ${selector}; the focus is on ${await whereIs(page)}`);
    await page.keyboard.press(now === "behind" ? "Shift+Tab" : "Tab");
    pressed += 1;
  }
  return pressed;
}

/** For whoever reads a failed run. */
export function whereIs(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    return active instanceof HTMLElement ? (active.dataset["testid"] ?? `${active.tagName.toLowerCase()} “${active.textContent.trim().slice(0, 40)}”`) : "nothing";
  });
}

/** To it by Tab, and pressed by Enter. */
export async function pressOn(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

/** One of a few: into the group by Tab, along it by arrows, taken by Space where nothing is taken yet. */
export async function pick(page: Page, group: string, value: string): Promise<void> {
  const inGroup = `input[type="radio"][data-testid^="${group}-"]`;
  const wanted = page.locator(by(`${group}-${value}`));
  await wanted.waitFor();
  await tabToGroup(page, inGroup);
  const most = await page.locator(inGroup).count();
  for (let pressed = 0; pressed < most && !(await hasFocus(page, by(`${group}-${value}`))); pressed += 1) await page.keyboard.press("ArrowDown");
  if (!(await wanted.isChecked())) await page.keyboard.press("Space");
  expect(await wanted.isChecked(), `${group}: ${value}`).toBe(true);
}

/** A group of radio buttons has one stop, at what is taken, else at its first or last. */
async function tabToGroup(page: Page, inGroup: string): Promise<void> {
  const stop = await page.evaluate((selector) => {
    const all = [...document.querySelectorAll<HTMLInputElement>(selector)];
    return all.find((each) => each.checked)?.dataset["testid"] ?? null;
  }, inGroup);
  await tabTo(page, stop === null ? inGroup : by(stop));
}

/** A box that is to be ticked. */
export async function tick(page: Page, testId: string): Promise<void> {
  await tabTo(page, by(testId));
  await page.keyboard.press("Space");
  expect(await page.getByTestId(testId).isChecked(), testId).toBe(true);
}

/** A list that opens: to its entry by arrows. */
export async function select(page: Page, testId: string, value: string): Promise<void> {
  await tabTo(page, by(testId));
  const steps = await page.getByTestId(testId).evaluate((list, wanted) => {
    const { options, selectedIndex } = list as HTMLSelectElement;
    return [...options].findIndex((option) => option.value === wanted) - selectedIndex;
  }, value);
  for (let pressed = 0; pressed < Math.abs(steps); pressed += 1) await page.keyboard.press(steps < 0 ? "ArrowUp" : "ArrowDown");
  expect(await page.getByTestId(testId).inputValue(), testId).toBe(value);
}

/** Into a field by Tab, in place of what stood there. */
export async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, by(testId));
  if ((await page.getByTestId(testId).inputValue()) !== "") await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  expect(await page.getByTestId(testId).inputValue(), testId).toBe(text);
}

/** Sends the form that is out, and waits until it is gone: what it says has been accepted. */
export async function send(page: Page, form: string): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await page.getByTestId(`form-${form}`).waitFor({ state: "detached" });
}

/** Opens a form by its letter. It may have to be fetched first, and takes the focus when it is there. */
export async function openForm(page: Page, key: string, form: string): Promise<void> {
  await page.keyboard.press(key);
  await page.getByTestId(`form-${form}`).waitFor();
  await expect.poll(() => hasFocus(page, by(`form-${form}`)), { message: `focus in ${form}` }).toBe(true);
}

/** An entry of the command palette: Ctrl+K, a few letters, Enter. */
export async function command(page: Page, letters: string, entry: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette").waitFor();
  await expect.poll(() => hasFocus(page, by("palette-field"))).toBe(true);
  await page.keyboard.type(letters);
  await page.locator(`${by(`palette-${entry}`)}[aria-selected="true"]`).waitFor();
  await page.keyboard.press("Enter");
  await page.getByTestId("palette").waitFor({ state: "detached" });
}
