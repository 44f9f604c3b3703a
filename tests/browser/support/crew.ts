// What the crew does on its tablet.
import type { Page } from "playwright-core";
import { attribute, sees } from "./see.js";
import { claim, sendCar } from "./worker.js";
import type { World } from "./world.js";

export type Crew = { support_worker: string; officer: string; languages?: string };

export async function startShift(page: Page, { support_worker, officer, languages = "" }: Crew = { support_worker: "Tamsin Curlew", officer: "PC Jude Dunlin" }): Promise<void> {
  await page.getByTestId("seat-support_worker").fill(support_worker);
  await page.getByTestId("languages-support_worker").fill(languages);
  await page.getByTestId("seat-officer").fill(officer);
  await press(page, "start-shift");
  await attribute(page.getByTestId("idle"), "data-status", "available");
}

/** The main button does not listen in the first moments after its meaning has changed: gloves press twice. */
export async function press(page: Page, act: string): Promise<void> {
  await page.locator(`[data-testid="${act}"][data-ready="true"]`).click();
}

export async function choose(page: Page, question: string, value: string): Promise<void> {
  await page.getByTestId(question).locator(`[data-value="${value}"]`).click();
}

export async function fillOutcome(page: Page, note: string): Promise<void> {
  await choose(page, "outcome-result", "spoke_safely");
  await choose(page, "outcome-kind", "engaged_by_visit");
  await choose(page, "outcome-referral", "referred");
  await choose(page, "outcome-services", "Rushlight outreach");
  await choose(page, "outcome-safety-plan", "yes");
  await page.getByTestId("outcome-note").fill(note);
}

/** A call comes, police have been there and its gate is open; the worker claims it and offers it to car-1. */
export async function offer(world: World, worker: Page, incident: string): Promise<void> {
  await world.feed.received(incident);
  await world.feed.policeArrive(incident);
  await world.feed.sceneSafe(incident);
  await claim(worker, incident);
  await worker.keyboard.press("Enter");
  await sees(worker.getByTestId("gate"), "Car may go");
  await sendCar(worker, incident, "car-1");
}

/** The board with one call whose gate is open, claimed by the worker, and the car on its way to it. */
export async function carOnItsWay(world: World, incident: string): Promise<{ worker: Page; crew: Page }> {
  const worker = await world.signIn("hawthorn");
  const crew = await world.signIn("crew", { viewport: { width: 768, height: 1024 }, hasTouch: true });
  await startShift(crew);
  await offer(world, worker, incident);
  await press(crew, "ack");
  await attribute(crew.getByTestId("job"), "data-state", "acknowledged");
  await press(crew, "en-route");
  await attribute(worker.getByTestId("deployment"), "data-state", "en_route");
  return { worker, crew };
}
