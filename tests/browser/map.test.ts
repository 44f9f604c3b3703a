// The map and its twin as a list: fetched when it is wanted, drawn without a third party, the same things in both, and a pair opens a form and sends nothing.
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { onDuty, PLACES, seen, track, waiting } from "./support/cars.js";
import { by, hearPointers, pressOn, tabTo, whereIs } from "./support/keyboard.js";
import { record } from "./support/record.js";
import { attribute, goToRow, holdsNothingPersonal, row, sees } from "./support/see.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0001";
const SECOND = "FS-0002";
const NOWHERE = "FS-0003";
const MINUTE_MS = 60_000;
const DRAWN_WITHIN_MS = 30_000;
/** More steps than there are markers. */
const STEPS_MOST = 12;

/** Paths that this page fetches from now on. */
function fetched(page: Page): string[] {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

const DRAWING = /MapDrawing|maplibre|\/beats$/;

/** Two calls at places of their own and one without, police at two of them, and two cars of which one was last seen three minutes ago. */
async function scene(world: World): Promise<void> {
  await onDuty(world, "crew");
  await onDuty(world, "crew2");
  await waiting(world, CALL, PLACES.far);
  await waiting(world, SECOND, PLACES.north);
  await world.feed.send({ incident: NOWHERE, type: "incident_received", data: { opening_code: "DOMESTIC - VERBAL", grade: "3", location: { locality: "Overbeck Lane, Fellgate" } } });
  await track(world, { car: "car-1", lat: 54.5, lon: -1.46, accuracy_m: 15 }, { car: "car-2", lat: 54.48, lon: -1.54, accuracy_m: 900, agoMs: 3 * MINUTE_MS });
}

/** What is in it by its test ids, without their beginning. */
async function ids(where: Locator, begins: string): Promise<string[]> {
  const all = await where.locator(`[data-testid^="${begins}"]`).evaluateAll((found, prefix) => found.map((each) => ((each as HTMLElement).dataset["testid"] ?? "").slice(prefix.length)), begins);
  return all.sort();
}

async function openMap(page: Page): Promise<Locator> {
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  const map = page.getByTestId("map");
  await map.waitFor();
  return map;
}

/** By arrows from marker to marker, along the longer way first. */
async function arrowsTo(page: Page, testId: string): Promise<void> {
  const middle = async (where: Locator): Promise<{ x: number; y: number }> => {
    const box = await where.boundingBox();
    if (box === null) throw new Error("not drawn");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  for (let step = 0; (await whereIs(page)) !== testId; step += 1) {
    if (step === STEPS_MOST) throw new Error(`no arrows lead to ${testId}; the focus is on ${await whereIs(page)}`);
    const before = await whereIs(page);
    const [from, to] = [await middle(page.locator(":focus")), await middle(page.getByTestId(testId))];
    const across = to.x > from.x ? "ArrowRight" : "ArrowLeft";
    const along = to.y > from.y ? "ArrowDown" : "ArrowUp";
    const first = Math.abs(to.x - from.x) > Math.abs(to.y - from.y) ? [across, along] : [along, across];
    for (const key of first) if ((await whereIs(page)) === before) await page.keyboard.press(key);
  }
}

/** The form is out with that car chosen, and nobody has been sent. */
async function formWith(page: Page, incident: string, car: string): Promise<void> {
  await page.getByTestId("form-send-car").waitFor();
  await expect.poll(() => page.getByTestId("incident-number").textContent()).toBe(incident);
  await attribute(page.getByTestId("car-options"), "data-kind", "ranked");
  await expect.poll(() => page.getByTestId(`send-car-${car}`).isChecked()).toBe(true);
  expect(await page.getByTestId("deployment").count()).toBe(0);
  await attribute(page.getByTestId(`car-${car}`), "data-status", "available");
}

test(
  "the map comes when it is asked for, with beats of this server, cars by their age, and a twin that holds the same",
  withWorld(async (world) => {
    const page = await world.page();
    const paths = fetched(page);
    const heard = await hearPointers(page);
    await world.signInOn(page, "hawthorn");
    await scene(world);
    await seen(page, "car-1", "car-2");
    // What comes by itself soon after the start holds no map yet.
    await expect.poll(() => paths.some((path) => path.includes("MapPanel"))).toBe(true);
    expect(paths.filter((path) => DRAWING.test(path))).toEqual([]);

    const from = performance.now();
    const map = await openMap(page);
    await attribute(map, "data-as", "map");
    await page.getByTestId(`map-incident-${CALL}`).waitFor({ timeout: DRAWN_WITHIN_MS });
    record("from the key to the first marker on the map", `${Math.round(performance.now() - from)} ms`);
    await page.getByTestId("map-drawing").locator("canvas").waitFor();
    // Beats are named in the middle of their areas; bases, police and the area without a tile of anybody else's.
    await sees(page.getByTestId("map-drawing"), "FE1");
    expect(paths).toContain("/api/v1/boards/fellside/beats");
    expect(await page.getByTestId("attribution").count()).toBe(0);
    expect(await page.getByTestId("beats-failed").count()).toBe(0);
    await page.getByTestId("map-base-fellside").waitFor();

    // The car that was seen three minutes ago is faded, and says so.
    const [fresh, old] = [page.getByTestId("map-car-car-1"), page.getByTestId("map-car-car-2")];
    await attribute(old, "data-faded", "true");
    await sees(old, /seen 3 min ago/);
    expect(await fresh.getAttribute("data-faded")).toBeNull();
    await holdsNothingPersonal(map);

    // The same in both; what has no place is in the list alone, and the map says how many.
    const onMap = { incidents: await ids(map, "map-incident-"), cars: await ids(map, "map-car-") };
    expect(onMap).toEqual({ incidents: [CALL, SECOND], cars: ["car-1", "car-2"] });
    await sees(page.getByTestId("map-without-place"), "1 incident without a known place");
    await pressOn(page, by("map-as-list"));
    await attribute(map, "data-as", "list");
    expect(await ids(map, "map-list-incident-")).toEqual([CALL, SECOND, NOWHERE]);
    expect(await ids(map, "map-list-car-")).toEqual(onMap.cars);
    await sees(page.getByTestId("map-list-car-car-1"), "within 20 m");
    await sees(page.getByTestId("map-list-car-car-2"), /seen 3 min ago, within 900 m/);
    await sees(page.getByTestId("map-list-units"), "FE21");
    await sees(page.getByTestId("map-list-bases"), "Fellside");

    // In the list: an incident, then a car for it.
    await pressOn(page, `${by(`map-list-incident-${CALL}`)} [data-act="select"]`);
    await attribute(page.getByTestId("map-selected"), "data-number", CALL);
    await sees(page.getByTestId("map-list-car-car-2"), "of 0001");
    await pressOn(page, by("map-list-choose-car-2"));
    await formWith(page, CALL, "car-2");
    await page.keyboard.press("Escape");

    // On the map: the row that has the focus is selected already; arrows go from marker to marker.
    await goToRow(page, SECOND);
    await openMap(page);
    await pressOn(page, by("map-as-map"));
    await attribute(page.getByTestId("map-selected"), "data-number", SECOND);
    await fresh.waitFor({ timeout: DRAWN_WITHIN_MS });
    await tabTo(page, `${by("map-markers")} [data-key][tabindex="0"]`);
    await arrowsTo(page, "map-car-car-1");
    await page.keyboard.press("Enter");
    await formWith(page, SECOND, "car-1");
    expect(heard).toEqual([]);
  }),
);

test(
  "a car is dragged onto an incident, and its form comes out",
  withWorld(async (world) => {
    const page = await world.signIn("hawthorn");
    await scene(world);
    await row(page, CALL).waitFor();
    await openMap(page);
    const [car, incident] = [page.getByTestId("map-car-car-2"), page.getByTestId(`map-incident-${CALL}`)];
    await car.waitFor({ timeout: DRAWN_WITHIN_MS });
    const from = await car.boundingBox();
    const to = await incident.boundingBox();
    if (from === null || to === null) throw new Error("not drawn");
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2 + 20, from.y + from.height / 2 + 20, { steps: 4 });
    await sees(page.getByTestId("map-ghost"), "Drop on an incident");
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await sees(page.getByTestId("map-ghost"), "FS02 for 0001");
    await page.mouse.up();
    await formWith(page, CALL, "car-2");
  }),
);

test(
  "where nothing can be drawn the list is there with its reason",
  withWorld(async (world) => {
    const page = await world.page();
    const paths = fetched(page);
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await world.signInOn(page, "hawthorn");
    await scene(world);
    await row(page, CALL).waitFor();
    const map = await openMap(page);
    await attribute(map, "data-as", "list");
    await sees(page.getByTestId("map-without"), "no WebGL");
    expect(await page.getByTestId("map-as-map").isDisabled()).toBe(true);
    await expect.poll(() => ids(map, "map-list-incident-")).toEqual([CALL, SECOND, NOWHERE]);
    expect(paths.filter((path) => DRAWING.test(path))).toEqual([]);
    await page.getByTestId("map-close").press("Enter");
    await map.waitFor({ state: "detached" });
    await expect.poll(() => whereIs(page)).toMatch(/^row-/);
  }),
);
