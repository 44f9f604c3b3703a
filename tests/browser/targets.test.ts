// The tablet under a glove: each view, held each way, in each size and at 200 % zoom. What it finds is told all at once.
import { chromium } from "playwright-core";
import { expect, inject, test } from "vitest";
import { Look } from "./support/access.js";
import { record } from "./support/record.js";
import { reach, SIZES } from "./support/targets.js";
import { VIEWS, type Night } from "./support/views.js";
import { withWorld } from "./support/world.js";

const STILL = { reducedMotion: "reduce" } as const;
const UPRIGHT = { width: 768, height: 1024 } as const;
const LONG_MS = 240_000;

/** One of each fault, and one of each that is none. */
const FAULTY = `
  <style>
    * { box-sizing: border-box; margin: 0; font: 16px sans-serif }
    button, label, a { display: block; width: 100px; height: 48px; margin-bottom: 4px }
    .sr { position: absolute; width: 1px; height: 1px; overflow: hidden }
  </style>
  <button>Good</button>
  <button disabled style="height: 20px; font-size: 8px">Asleep</button>
  <button style="height: 47px">Low</button>
  <button style="width: 40px; font-size: 8px">Thin</button>
  <label><input type="radio" style="width: 20px; height: 20px"> Whole label</label>
  <label style="height: 30px"><input type="checkbox"> Low label</label>
  <div style="position: relative"><button>Under</button><div data-testid="lid" style="position: absolute; inset: 0; background: grey"></div></div>
  <button style="white-space: nowrap; width: 60px">Longer than its button</button>
  <p style="width: 60px; overflow: hidden; white-space: nowrap" data-testid="line">Cut in the middle</p>
  <p style="height: 10px; overflow: hidden" data-testid="tall">Cut below</p>
  <p class="sr">Said alone</p>
  <div data-testid="dock"><button data-ready="true" style="height: 50px">Next</button></div>
  <p style="width: 500px; height: 1px"></p>`;

test("the measure finds what it is for, and nothing else", async () => {
  const browser = await chromium.connect(inject("browser"));
  try {
    const page = await browser.newPage();
    await page.setContent(FAULTY);
    const found = await reach(page, "faulty", { width: 360, height: 740 });
    expect(found.map((each) => each.replace("faulty, 360 × 740: ", "").replace(/by \d+/, "by so much")).sort()).toEqual([
      "Longer than its button runs out of Longer than its button",
      "Low is 100 × 47",
      "Low label is 100 × 30",
      "Next, the next act, is 50 high",
      "Thin is 40 × 48",
      "Under is covered by lid",
      "line is cut, or scrolls, by so much sideways",
      "tall is cut by so much below",
      "the page is 140 wider than the screen",
    ]);
  } finally {
    await browser.close();
  }
});

test(
  "every target of every view is large enough, uncovered and whole",
  withWorld(async (world) => {
    const look = new Look();
    // Somebody without a name here is asked for on purpose.
    world.watch.expected.push(/401/, /403/);
    const crew = await world.page({ ...STILL, viewport: UPRIGHT, hasTouch: true });
    const night: Night = { world, crew, worker: await world.signIn("hawthorn", STILL) };
    for (const view of VIEWS) {
      for (const [nth, size] of SIZES.entries()) {
        if (nth === 0 || view.fleeting === true) {
          await crew.setViewportSize(UPRIGHT);
          await view.open(night);
        }
        look.found.push(...(await reach(crew, view.name, size)));
        if (view.fleeting === true) await view.close?.(night);
      }
      await crew.setViewportSize(UPRIGHT);
      if (view.fleeting === true) await view.open(night);
      // Ours is stricter than axe's rule, and does not count what has merely scrolled under the dock.
      await look.at(crew, view.name, ["target-size"]);
      await view.close?.(night);
    }
    record("views of the tablet, each in its sizes", `${VIEWS.length} in ${SIZES.length}`);
    expect(look.found).toEqual([]);
  }),
  LONG_MS,
);
