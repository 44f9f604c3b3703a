// Cars at work: calls that wait for one at places of their own, crews at their tablets, where the cars are, and which of them is sent, by keys alone.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { startShift, type Crew } from "./crew.js";
import { by, openForm, pick, send } from "./keyboard.js";
import { attribute, goToRow, sees } from "./see.js";
import type { Screen, World } from "./world.js";

export const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true } as const satisfies Screen;

export type Place = { street: string; beat: string; lat: number; lon: number };

/** About the base of the cars, which is at 54.5, -1.5. In a straight line to it: 1.1 km, 2.2 km, 3.3 km, 4.4 km. */
export const PLACES = {
  near: { street: "Sallow Street", beat: "FE1", lat: 54.51, lon: -1.5 },
  north: { street: "Alder Row", beat: "FE2", lat: 54.52, lon: -1.5 },
  south: { street: "Bracken Way", beat: "FE3", lat: 54.47, lon: -1.5 },
  far: { street: "Curlew Close", beat: "FE4", lat: 54.46, lon: -1.5 },
} as const satisfies Record<string, Place>;

export const CREWS = {
  crew: { car: "car-1", sign: "FS01", seats: { support_worker: "Tamsin Curlew", officer: "PC Jude Dunlin" } },
  crew2: { car: "car-2", sign: "FS02", seats: { support_worker: "Wren Plover", officer: "PC Kit Godwit" } },
} as const;

/** A crew at its tablet, with its shift begun. */
export async function onDuty(world: World, crew: keyof typeof CREWS, more: Pick<Crew, "languages"> = {}, screen: Screen = {}): Promise<Page> {
  const page = await world.signIn(crew, { ...TABLET, ...screen });
  await startShift(page, { ...CREWS[crew].seats, ...more });
  return page;
}

/** A call about somebody of its own, so that no two of them look like one event. */
export async function called(world: World, incident: string, place: Place): Promise<void> {
  const number = incident.slice(incident.lastIndexOf("-") + 1);
  const { street, beat, lat, lon } = place;
  await world.feed.send({
    incident,
    type: "incident_received",
    data: {
      opening_code: "DOMESTIC - VIOLENCE",
      grade: "2",
      hazards: ["violence"],
      location: { address: `${Number(number)} ${street}`, locality: `${street}, Fellgate`, beat, lat, lon },
      people: [{ role: "victim", name: `Person Number${number}`, phone: `07700 90${number}` }],
    },
  });
}

/** The same with the gate open. */
export async function waiting(world: World, incident: string, place: Place): Promise<void> {
  await called(world, incident, place);
  await world.feed.policeArrive(incident);
  await world.feed.sceneSafe(incident);
}

export type Fix = { car: string; lat: number; lon: number; accuracy_m?: number; agoMs?: number };

/** The board knows where the car is: positions go out once a second. */
export async function seen(page: Page, ...cars: readonly string[]): Promise<void> {
  for (const car of cars) await sees(page.getByTestId(`car-${car}`), /seen \d/);
}

/** What a fleet's own location system posts. */
export async function track(world: World, ...fixes: readonly Fix[]): Promise<void> {
  const token = (await readFile(join(inject("folder"), "tracker.token"), "utf8")).trim();
  const body = fixes.map(({ agoMs = 0, ...fix }) => ({ ...fix, at: new Date(Date.now() - agoMs).toISOString() }));
  const answer = await fetch(`${world.server.url}/feed/v1/positions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(`${answer.status} ${await answer.text()}`).toMatch(/^200 /);
}

export function deployment(page: Page): Locator {
  return page.getByTestId("deployment").first();
}

/** The form for a car, with its ranking come. */
export async function chooseFor(page: Page, incident: string): Promise<void> {
  await goToRow(page, incident);
  await openForm(page, "s", "send-car");
  await attribute(page.getByTestId("car-options"), "data-kind", "ranked");
}

/** Cars of the form that is out, in the order in which they stand there. */
export function order(page: Page, radios = "send-car"): Promise<string[]> {
  return page.locator(`input[data-testid^="${radios}-"]`).evaluateAll((all, prefix) => all.map((each) => (each as HTMLElement).dataset["testid"]?.slice(prefix.length + 1) ?? ""), radios);
}

/** What stands in the list beside a car: whether it can go, when it would be there, and why it stands where it does. */
export function said(page: Page, car: string, radios = "send-car"): Locator {
  return page.locator("label").filter({ has: page.locator(by(`${radios}-${car}`)) });
}

/** Sends or reserves that car, whichever its button says. */
export async function dispatch(page: Page, incident: string, car: string, button: string): Promise<void> {
  await chooseFor(page, incident);
  await pick(page, "send-car", car);
  await expect.poll(() => page.getByTestId("send-car-save").textContent()).toContain(button);
  await send(page, "send-car");
}
