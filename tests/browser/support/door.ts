// What a crew writes down at a door: every form once, each with words of its own to look for afterwards.
import type { Page } from "playwright-core";
import { choose, press } from "./crew.js";

export const WROTE = {
  contact: "Spoke in the kitchen, calm",
  risk: "She says it is worse since spring",
  plan: "Key is with the neighbour",
  consent: "Said yes, aloud, twice",
  referral: "Mornings are best for a call",
  welfare: "Both children asleep upstairs",
  hazards: "Dog in the yard, chained",
  note: "Second bell rings, first does not",
  outcome: "Would like us to come again",
} as const;

async function form(page: Page, name: string, fill: () => Promise<void>): Promise<void> {
  await page.getByTestId(`door-line-${name}`).click();
  await page.getByTestId(`door-${name}`).waitFor();
  await fill();
  await press(page, "door-save");
  const back = page.getByTestId("door-back");
  // The consent form stays for the next one.
  if (name === "consent") await back.click();
  await page.getByTestId("door").waitFor();
}

const typed = (page: Page, words: string): Promise<void> => page.getByTestId("door-note").fill(words);

/** Every form but the outcome, in the order of the list. */
export async function fillDoor(page: Page): Promise<void> {
  await form(page, "contact", async () => {
    await choose(page, "door-result", "spoke_safely");
    await typed(page, WROTE.contact);
  });
  await form(page, "risk", async () => {
    await page.locator('[data-testid^="risk-"] [data-value="yes"]').first().click();
    await typed(page, WROTE.risk);
  });
  await form(page, "plan", async () => {
    await choose(page, "door-topics", "code_word");
    await choose(page, "door-agreed", "yes");
    await typed(page, WROTE.plan);
  });
  await form(page, "consent", async () => {
    await choose(page, "door-purpose", "referral");
    await page.getByTestId("door-recipient").locator("[data-value]").first().click();
    await choose(page, "door-decision", "given");
    await typed(page, WROTE.consent);
  });
  await form(page, "referral", async () => {
    await page.getByTestId("door-service").locator("[data-value]").first().click();
    await typed(page, WROTE.referral);
  });
  await form(page, "welfare", async () => {
    await page.getByTestId("door-concerns").locator("[data-value]").first().click();
    await typed(page, WROTE.welfare);
  });
  await form(page, "hazards", async () => {
    await page.getByTestId("door-hazards").locator("[data-value]").first().click();
    await typed(page, WROTE.hazards);
  });
}
