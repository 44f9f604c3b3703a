// Cars, map, plan and welfare in every state that a person meets: no violation of WCAG 2.2 A and AA in either theme, and targets for gloves on the tablet.
import type { Page } from "playwright-core";
import { test } from "vitest";
import { Look, tooSmall } from "./support/access.js";
import { chooseFor, deployment, dispatch, onDuty, PLACES, seen, track, waiting } from "./support/cars.js";
import { press } from "./support/crew.js";
import { fellside } from "./support/fellside.js";
import { by, pick, pressOn, send, tick, typeInto } from "./support/keyboard.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { claim } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const STILL = { reducedMotion: "reduce" } as const;
const LONG_MS = 240_000;
const [CALL, SECOND, THIRD, FOURTH] = ["FS-0001", "FS-0002", "FS-0003", "FS-0004"] as const;
const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const;
const TARGET_PX = 48;
const DRAWN_WITHIN_MS = 30_000;

/** The tablet in each of its sizes; its targets are measured here, more strictly than by axe. */
async function tablet(look: Look, page: Page, state: string): Promise<void> {
  await look.at(page, `car, ${state}`, ["target-size"]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    look.found.push(...(await tooSmall(page, `car, ${state}`, TARGET_PX)));
  }
  await page.setViewportSize(SIZES[1]);
}

test(
  "ranking, needs, queue, swap, map, list and plan",
  withWorld(
    async (world) => {
      const look = new Look();
      const page = await world.signIn("hawthorn", STILL);
      const crew = await onDuty(world, "crew", {}, STILL);
      await onDuty(world, "crew2", { languages: "Polish" }, STILL);
      for (const [incident, place] of [
        [CALL, PLACES.near],
        [SECOND, PLACES.north],
        [THIRD, PLACES.south],
        [FOURTH, PLACES.far],
      ] as const) {
        await waiting(world, incident, place);
      }
      await track(world, { car: "car-1", lat: 54.5, lon: -1.46, accuracy_m: 15 }, { car: "car-2", lat: 54.48, lon: -1.54, accuracy_m: 900, agoMs: 180_000 });
      await row(page, FOURTH).waitFor();
      for (const incident of [CALL, SECOND, THIRD, FOURTH]) await claim(page, incident);
      await seen(page, "car-1", "car-2");

      // The plan with nothing arranged.
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await sees(page.getByTestId("apply-all"), "Apply all 4", DRAWN_WITHIN_MS);
      await look.at(page, "plan");
      await page.getByTestId("plan-how").press("Enter");
      await page.getByTestId("apply-all").press("Enter");
      await page.getByTestId("apply-dialog").waitFor();
      await look.at(page, "plan, apply all");
      await page.keyboard.press("Escape");

      // Needs, and a ranking that says what is missing.
      await goToRow(page, CALL);
      await page.keyboard.press("Enter");
      await page.getByTestId("change-needs").press("Enter");
      await page.getByTestId("form-needs").waitFor();
      await look.at(page, "needs, none");
      await typeInto(page, "needs-language", "Polish");
      await pick(page, "needs-gender", "woman");
      await pick(page, "needs-seats", "3");
      await tick(page, "needs-only");
      await look.at(page, "needs, filled");
      await send(page, "needs");
      await chooseFor(page, CALL);
      await page.getByTestId("missing").waitFor();
      await look.at(page, "send form, ranked, with what is missing");
      await page.keyboard.press("Escape");

      // On its way, with a queue behind it.
      await dispatch(page, CALL, "car-1", "Send FS01");
      await look.at(page, "a job that is offered");
      await press(crew, "ack");
      await press(crew, "en-route");
      await attribute(deployment(page), "data-state", "en_route");
      await deployment(page).getByTestId("eta").waitFor();
      await look.at(page, "a car on its way");
      await dispatch(page, SECOND, "car-1", "Reserve FS01");
      await chooseFor(page, THIRD);
      await pick(page, "send-car", "car-1");
      await page.getByTestId("queue-place").waitFor();
      await look.at(page, "send form, a busy car and its queue");
      await send(page, "send-car");
      await look.at(page, "cars with a queue");
      await tablet(look, crew, "on its way, with a queue");
      await goToRow(page, CALL);
      await pressOn(page, by("swap-car"));
      await page.getByTestId("form-swap-car").waitFor();
      await pick(page, "swap-to", "car-2");
      await page.getByTestId("swap-car-save").press("Enter");
      await look.at(page, "swap, without a reason");
      await page.keyboard.press("Escape");

      // The plan beside what is arranged, and the map with all of it, both ways.
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await page.getByTestId("arranged-car-1").waitFor({ timeout: DRAWN_WITHIN_MS });
      await look.at(page, "plan, beside what is arranged");
      await page.keyboard.press("g");
      await page.keyboard.press("m");
      await page.getByTestId("map-car-car-1").waitFor({ timeout: DRAWN_WITHIN_MS });
      await look.at(page, "map, an incident selected");
      await page.getByTestId("map-clear").press("Enter");
      await page.getByTestId("map-car-car-2").press("Enter");
      await page.getByTestId("map-picked").waitFor();
      await look.at(page, "map, a car picked");
      await page.getByTestId("map-as-list").press("Enter");
      await page.getByTestId("map-list").waitFor();
      await look.at(page, "list twin, a car picked");
      await page.getByTestId("map-unpick").press("Enter");
      await page.getByTestId(`map-list-incident-${FOURTH}`).locator('[data-act="select"]').press("Enter");
      await page.getByTestId("map-selected").waitFor();
      await look.at(page, "list twin, an incident selected");
      await page.getByTestId("map-close").press("Enter");

      await page.getByTestId("crew-help-car-2").press("Enter");
      await page.getByTestId("crew-help-car-2-go").waitFor();
      await look.at(page, "a call for help by radio, asked");
      await page.getByTestId("crew-help-car-2-back").press("Enter");

      // Who is in the car, at the desk and on the tablet.
      await page.getByTestId("crew-car-2").press("Enter");
      await page.getByTestId("shift-dialog").waitFor();
      await look.at(page, "dialog crew");
      await page.keyboard.press("Escape");
      await crew.getByTestId("more").click();
      await crew.getByTestId("change-crew").click();
      await crew.getByTestId("crew-dialog").waitFor();
      await tablet(look, crew, "dialog crew");
      await crew.getByTestId("seat-officer").fill("");
      await crew.getByTestId("languages-officer").fill("Polish");
      await crew.getByTestId("crew-save").click();
      await tablet(look, crew, "dialog crew, with what is wrong");
      look.nothing();
    },
    () => fellside({ "[[grades]]": '[[hours]]\ndays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\nfrom = "12:00"\nuntil = "12:00"\n\n[[grades]]' }),
  ),
  LONG_MS,
);

test(
  "a call for help, a check-in, and a car that nobody has",
  withWorld(
    async (world) => {
      const look = new Look();
      const worker = await world.signIn("hawthorn", STILL);
      const inspector = await world.signIn("inspector", STILL);
      const demand = async (state: string): Promise<void> => {
        for (const size of [
          { width: 1366, height: 768 },
          { width: 390, height: 844 },
        ]) {
          await inspector.setViewportSize(size);
          await look.at(inspector, `demand, ${state}, ${size.width}`);
          look.found.push(...(await tooSmall(inspector, `demand, ${state}`, 24)));
        }
      };
      const crew = await onDuty(world, "crew", {}, STILL);
      await waiting(world, CALL, PLACES.near);
      await dispatch(worker, CALL, "car-1", "Send FS01");
      await attribute(crew.getByTestId("job"), "data-state", "offered");
      await crew.getByTestId("decline").click();
      await crew.getByTestId("decline-dialog").getByText("Vehicle fault").click();
      await crew.getByTestId("decline-send").click();
      await worker.getByTestId("car-wanted").waitFor();
      await look.at(worker, "no car is coming");
      await dispatch(worker, CALL, "car-1", "Send FS01");
      for (const act of ["ack", "en-route", "at-scene"]) await press(crew, act);
      await attribute(crew.getByTestId("check-in"), "data-stage", "soon");
      await tablet(look, crew, "check-in nearly due");

      await crew.getByTestId("sos").click();
      await crew.getByTestId("sos-armed").waitFor();
      await look.at(crew, "car, SOS armed", ["target-size"]);
      await crew.keyboard.press("Escape");
      await crew.getByTestId("sos-armed").waitFor({ state: "detached" });
      // Armed for five seconds only, and so in one size at a time.
      for (const size of SIZES) {
        await crew.setViewportSize(size);
        await crew.getByTestId("sos").click();
        await crew.getByTestId("sos-armed").waitFor();
        look.found.push(...(await tooSmall(crew, "car, SOS armed", TARGET_PX)));
        await crew.keyboard.press("Escape");
        await crew.getByTestId("sos-armed").waitFor({ state: "detached" });
      }
      await crew.setViewportSize(SIZES[1]);
      await raise(crew);
      await tablet(look, crew, "SOS sent, the whole screen");
      await press(crew, "sos-seen");
      await tablet(look, crew, "SOS sent");
      const banner = worker.getByTestId("welfare");
      await attribute(banner, "data-answered", "false");
      await look.at(worker, "SOS that nobody has");
      await inspector.getByTestId("welfare-item").waitFor();
      await demand("SOS that nobody has");
      await inspector.keyboard.press("w");
      await inspector.locator("[data-wall=true]").waitFor();
      await look.at(inspector, "demand, wall, SOS that nobody has");
      await inspector.keyboard.press("Escape");
      await banner.locator(`${by("welfare-answer")}[data-ready="true"]`).press("Enter");
      await attribute(crew.getByTestId("sos-state"), "data-state", "answered");
      await tablet(look, crew, "SOS answered, the whole screen");
      await press(crew, "sos-seen");
      await tablet(look, crew, "SOS answered");
      await crew.getByTestId("sos-end").click();
      await crew.getByTestId("sos-end-crew_safe").waitFor();
      await tablet(look, crew, "SOS, how it ended");
      await look.at(worker, "SOS that is answered");
      await demand("SOS that is answered");
      await banner.locator(`${by("welfare-end")}[data-ready="true"]`).press("Enter");
      await worker.getByTestId("end-sos").waitFor();
      await look.at(worker, "dialog end of an SOS");
      await worker.getByTestId("end-sos-help_came").press("Enter");
      await banner.waitFor({ state: "detached" });
      // What a minute without a word looks like is looked at in welfare.test.ts, which waits for it anyway.
      look.nothing();
    },
    () => fellside({ "check_in_every_min = 20": "check_in_every_min = 1" }),
  ),
  LONG_MS,
);

/** The second tap is listened to after a moment. */
async function raise(crew: Page): Promise<void> {
  await crew.getByTestId("sos").click();
  const send_ = crew.getByTestId("sos-send");
  for (let tries = 0; tries < 50 && (await crew.getByTestId("sos-state").count()) === 0; tries += 1) {
    if ((await send_.count()) > 0) await send_.click({ timeout: 1_000 }).catch(() => undefined);
  }
  await attribute(crew.getByTestId("sos-state"), "data-state", "sent");
}
