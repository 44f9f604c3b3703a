// What the support worker does at the board, by keyboard where there is a key.
import type { Page } from "playwright-core";
import { goToRow, row, sees } from "./see.js";

export async function claim(page: Page, incident: string): Promise<void> {
  await goToRow(page, incident);
  await page.keyboard.press("c");
  await sees(row(page, incident).getByTestId("row-claim"), "You");
}

/** Types into the form that is out and sends it. */
export async function sendForm(page: Page, form: string): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await page.getByTestId(`form-${form}`).waitFor({ state: "detached" });
}

export async function sendCar(page: Page, incident: string, car: string): Promise<void> {
  await goToRow(page, incident);
  await page.keyboard.press("s");
  await page.getByTestId(`send-car-${car}`).press("Space");
  await sendForm(page, "send-car");
}
