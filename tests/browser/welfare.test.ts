// How crews are: a call for help with two taps reaches the board and the inspector, and a crew that says nothing at a scene is missed.
import { expect, test } from "vitest";
import { Look } from "./support/access.js";
import { carOnItsWay, press } from "./support/crew.js";
import { fellside } from "./support/fellside.js";
import { by, hasFocus, hearPointers } from "./support/keyboard.js";
import { nameOf } from "./support/people.js";
import { record } from "./support/record.js";
import { attribute, holdsNothingPersonal, sees } from "./support/see.js";
import { reach, SIZES } from "./support/targets.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
/** The least that a scheme can set is a minute. */
const MISSED_WITHIN_MS = 80_000;
const LONG_MS = 180_000;

test(
  "two taps tell the desk and the inspector, who answers; and a crew that gives no word at a scene is missed",
  withWorld(
    async (world) => {
      const inspector = await world.signIn("inspector");
      const desk = await world.page();
      const heard = await hearPointers(desk);
      await world.signInOn(desk, "desk");
      const { worker, crew } = await carOnItsWay(world, CALL);
      await press(crew, "at-scene");
      await attribute(crew.getByTestId("job"), "data-state", "at_scene");
      const arrivedAt = performance.now();

      // The timer runs on the tablet and on the board.
      await attribute(crew.getByTestId("check-in"), "data-stage", "soon");
      await attribute(worker.getByTestId("deployment").getByTestId("check-in"), "data-missed", "false");

      // One tap asks, the next one sends.
      await crew.getByTestId("sos").click();
      await crew.getByTestId("sos-armed").waitFor();
      expect(await worker.getByTestId("welfare").count()).toBe(0);
      await crew.getByTestId("sos-back").waitFor();
      const sentAt = performance.now();
      // The second one is not listened to at once, so that it is not a slip.
      await expect
        .poll(async () => {
          if ((await crew.getByTestId("sos-send").count()) > 0) await crew.getByTestId("sos-send").click({ timeout: 1_000 }).catch(() => undefined);
          return crew.getByTestId("sos-state").count();
        })
        .toBe(1);
      const banner = worker.getByTestId("welfare");
      const item = inspector.getByTestId("welfare-item");
      await Promise.all([banner.waitFor(), item.waitFor()]);
      record("from the second tap to the SOS on the board and at the inspector, no more than", `${Math.round(performance.now() - sentAt)} ms`);
      await attribute(crew.getByTestId("sos-state"), "data-state", "sent");
      for (const shown of [banner, desk.getByTestId("welfare"), item]) {
        await attribute(shown, "data-kind", "sos");
        await attribute(shown, "data-car", "car-1");
        await attribute(shown, "data-answered", "false");
        await sees(shown, "FS01");
      }
      await sees(banner, "Fellgate");
      await sees(worker.getByTestId("car-car-1").getByTestId("car-sos"), "nobody has answered");
      // The inspector sees no place finer than the beat.
      await sees(item, "beat FE1");
      await holdsNothingPersonal(inspector);
      expect(await item.textContent()).not.toContain("Fellgate");

      // Answered by the inspector: everybody sees by whom, the crew first of all.
      await item.locator(`${by("welfare-answer")}[data-ready="true"]`).click();
      await attribute(crew.getByTestId("sos-state"), "data-state", "answered");
      await sees(crew.getByTestId("sos-state"), nameOf("inspector"));
      for (const shown of [banner, desk.getByTestId("welfare")]) {
        await attribute(shown, "data-answered", "true");
        await sees(shown, `${nameOf("inspector")} has it`);
      }
      await sees(item, "you have it");

      // Ended by the crew.
      await press(crew, "sos-seen");
      await crew.getByTestId("sos-end").click();
      await crew.getByTestId("sos-end-crew_safe").click();
      await crew.getByTestId("sos-state").waitFor({ state: "detached" });
      await Promise.all([banner.waitFor({ state: "detached" }), item.waitFor({ state: "detached" })]);
      await crew.getByTestId("sos").waitFor();

      // A minute without a word: the tablet asks, then the desk is told.
      const missing = desk.getByTestId("welfare");
      await missing.waitFor({ timeout: MISSED_WITHIN_MS });
      record("from the arrival to the missed check-in on the board, of 60 s", `${Math.round((performance.now() - arrivedAt) / 1_000)} s`);
      await attribute(missing, "data-kind", "check_in");
      await attribute(missing, "data-climb", "1");
      await sees(missing, "No word from FS01");
      await sees(item, "No word from FS01");
      await attribute(crew.getByTestId("check-in-alert"), "data-kind", "desk");
      await attribute(worker.getByTestId("deployment").getByTestId("check-in"), "data-missed", "true");
      const look = new Look();
      for (const [page, state, leaveOut] of [
        [desk, "desk, a missed check-in", []],
        [inspector, "demand, a missed check-in", []],
        [crew, "car, a missed check-in", ["target-size"]],
      ] as const) {
        await page.emulateMedia({ reducedMotion: "reduce" });
        await look.at(page, state, leaveOut);
      }
      for (const size of SIZES) look.found.push(...(await reach(crew, "car, a missed check-in", size)));
      await crew.setViewportSize({ width: 768, height: 1024 });
      look.nothing();

      // The desk hears by radio that they are well, and says so: two keys from anywhere.
      await desk.locator(`${by("welfare-well")}[data-ready="true"]`).waitFor();
      await desk.keyboard.press("F7");
      await expect.poll(() => hasFocus(desk, by("welfare-well"))).toBe(true);
      await desk.keyboard.press("Enter");
      await missing.waitFor({ state: "detached" });
      await sees(desk.getByTestId("toast"), "FS01 is well");
      await crew.getByTestId("check-in-alert").waitFor({ state: "detached" });
      await attribute(crew.getByTestId("check-in"), "data-stage", "soon");
      await item.waitFor({ state: "detached" });
      expect(heard).toEqual([]);

      // And the crew can say it itself, on one large button.
      await crew.getByTestId("check-in-well").click();
      await expect.poll(() => worker.getByTestId("timeline").locator("li").filter({ hasText: "crew is well" }).count()).toBe(2);
    },
    () => fellside({ "check_in_every_min = 20": "check_in_every_min = 1" }),
  ),
  LONG_MS,
);
