// The plan for the cars: a proposal beside what is arranged, done line by line or all at once, and only by a person.
import { expect, test } from "vitest";
import { onDuty, PLACES, waiting } from "./support/cars.js";
import { fellside } from "./support/fellside.js";
import { by, hasFocus, hearPointers, pressOn, whereIs } from "./support/keyboard.js";
import { record } from "./support/record.js";
import { attribute, sees } from "./support/see.js";
import { claim } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const CALLS = { "FS-0001": PLACES.near, "FS-0002": PLACES.north, "FS-0003": PLACES.south, "FS-0004": PLACES.far, "FS-0005": { ...PLACES.near, street: "Ember Terrace", lon: -1.53 } } as const;
const CARS = ["car-1", "car-2"] as const;
/** It is made anew within a second or two of a change, and a busy machine takes its time. */
const PLANNED_WITHIN_MS = 20_000;

test(
  "the plan changes nothing until a person applies a line of it, or all: both cars are asked, and the rest is reserved",
  withWorld(
    async (world) => {
      const worker = await world.page();
      const heard = await hearPointers(worker);
      await world.signInOn(worker, "hawthorn");
      const tablets = { "car-1": await onDuty(world, "crew"), "car-2": await onDuty(world, "crew2") };
      for (const [incident, place] of Object.entries(CALLS)) await waiting(world, incident, place);
      // A plan is made of calls that somebody has looked at.
      for (const incident of Object.keys(CALLS)) await claim(worker, incident);
      await worker.keyboard.press("g");
      await worker.keyboard.press("p");
      const from = performance.now();
      const all = worker.getByTestId("apply-all");
      await sees(all, "Apply all 5", PLANNED_WITHIN_MS);
      record("from opening the plan to five jobs in it", `${Math.round(performance.now() - from)} ms`);
      await sees(worker.getByTestId("plan-made"), "Times by straight line");
      await sees(worker.getByTestId("plan-figures"), "5 of 5");
      await worker.getByTestId("plan-gain").waitFor();
      const proposed = (car: string) => worker.getByTestId(`proposed-${car}`).locator("li");
      const arranged = (car: string) => worker.getByTestId(`arranged-${car}`).locator("li");
      expect((await proposed("car-1").count()) + (await proposed("car-2").count())).toBe(5);
      for (const car of CARS) {
        expect(await proposed(car).count()).toBeGreaterThan(0);
        expect(await arranged(car).count()).toBe(0);
        await sees(proposed(car).first(), /about \d\d:\d\d/);
        // Of each free car the first would be asked; what comes after it waits.
        expect(await proposed(car).locator("[data-way]").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-way")))).toEqual(["send", ...Array<string>((await proposed(car).count()) - 1).fill("reserve")]);
        await attribute(worker.getByTestId(`car-${car}`), "data-status", "available");
        expect(await tablets[car].getByTestId("job").count()).toBe(0);
      }

      // One line.
      const one = (await proposed("car-1").first().getAttribute("data-testid")) ?? "";
      const job = one.replace("plan-line-", "");
      await pressOn(worker, by(`apply-${job}`));
      await sees(worker.getByTestId(`did-${job}`), "Sent");
      await attribute(tablets["car-1"].getByTestId("job"), "data-state", "offered");
      await attribute(worker.getByTestId("car-car-1"), "data-status", "offered");
      await attribute(worker.getByTestId("car-car-2"), "data-status", "available");

      // A newer plan waits while somebody is in this one. What was arranged is in it, and stays as it is.
      await worker.getByTestId("new-plan").waitFor({ timeout: PLANNED_WITHIN_MS });
      expect(await worker.getByTestId(one).count()).toBe(1);
      await pressOn(worker, by("new-plan"));
      await worker.getByTestId("arranged-car-1").getByTestId(one).waitFor();
      expect(await worker.getByTestId(one).getAttribute("data-fixed")).toBe("true");

      // All that is left.
      await sees(all, "Apply all 4");
      await pressOn(worker, by("apply-all"));
      const dialog = worker.getByTestId("apply-dialog");
      await sees(dialog, "All of it or nothing");
      expect(await dialog.locator("ol li").count()).toBe(4);
      expect(await dialog.locator("ol li").filter({ hasText: "is asked to" }).count()).toBe(1);
      await pressOn(worker, by("apply-go"));
      await sees(worker.getByTestId("toast"), "Plan applied: 4 jobs");
      await dialog.waitFor({ state: "detached" });
      for (const car of CARS) {
        await attribute(tablets[car].getByTestId("job"), "data-state", "offered");
        await attribute(worker.getByTestId(`car-${car}`), "data-status", "offered");
      }
      await expect.poll(async () => (await tablets["car-1"].getByTestId("queued").count()) + (await tablets["car-2"].getByTestId("queued").count())).toBe(3);
      await expect.poll(() => worker.locator('[data-testid^="queued-FS-"]').count()).toBe(3);

      // Nothing is left to propose, and Escape leads back to the row.
      const letIn = async (): Promise<number> => {
        if ((await worker.getByTestId("new-plan").count()) > 0) await pressOn(worker, by("new-plan"));
        return (await arranged("car-1").count()) + (await arranged("car-2").count());
      };
      await expect.poll(letIn, { timeout: PLANNED_WITHIN_MS }).toBe(5);
      expect(await all.count()).toBe(0);
      await sees(worker.getByTestId("plan"), "Nobody waits for a car");
      expect(await hasFocus(worker, by("plan")), await whereIs(worker)).toBe(true);
      await worker.keyboard.press("Escape");
      await expect.poll(() => hasFocus(worker, "[data-row]")).toBe(true);
      expect(heard).toEqual([]);
    },
    // Hours that overlap: no shift ends within the day, whenever this runs.
    () => fellside({ "[[grades]]": '[[hours]]\ndays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\nfrom = "12:00"\nuntil = "12:00"\n\n[[grades]]' }),
  ),
);
