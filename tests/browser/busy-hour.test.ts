// Forty calls of a busy hour, worked by two people at once, by keyboard alone, with their conflicts: nothing is left over, nothing is counted twice.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Hand } from "./support/hand.js";
import { STORIES } from "./support/hour.js";
import { hearPointers } from "./support/keyboard.js";
import type { Username } from "./support/people.js";
import { record } from "./support/record.js";
import { figure, sees } from "./support/see.js";
import { Shift, type Final } from "./support/shift.js";
import { adaWorks, bramWorks } from "./support/stories.js";
import { withWorld } from "./support/world.js";

/** So many calls have come before anybody begins. */
const AT_FIRST = 12;
/** All forty rows are drawn on a screen as high as this. */
const HIGH = { width: 1366, height: 2_200 };
const LONG_MS = 300_000;

type Shown = { number: string; place: string; ours: string; points: string; done: boolean; at: string };

/** The list as it stands, without what goes by the second, and with names in place of “You”. */
async function shown(hand: Hand): Promise<Shown[]> {
  await hand.backToList();
  if ((await hand.at("held-chip").count()) > 0) await hand.press("u");
  await hand.at("held-chip").waitFor({ state: "detached" });
  return hand.page.locator("[data-row]").evaluateAll(
    (rows, me) =>
      rows
        .map((each) => ({
          number: each.getAttribute("data-row") ?? "",
          place: each.children[1]?.textContent ?? "",
          ours: (each.children[3]?.textContent ?? "").replace(/^You/, me),
          points: each.querySelector("[data-testid=row-points]")?.textContent ?? "",
          done: each.getAttribute("data-done") === "true",
          at: each.getAttribute("aria-posinset") ?? "",
        }))
        .sort((a, b) => Number(a.at) - Number(b.at)),
    hand.name,
  );
}

async function counts(hand: Hand): Promise<Record<string, number>> {
  const sections = await hand.page.locator('[data-testid^="section-"]').evaluateAll((all) => all.map((each) => [each.getAttribute("data-testid") ?? "", each.querySelector("span")?.textContent ?? ""]));
  return Object.fromEntries(sections.map(([section = "", number = ""]) => [section.replace("section-", ""), Number(number)]));
}

test("nothing in this file, or in what it works with, uses a pointer", () => {
  for (const file of ["busy-hour.test.ts", "support/shift.ts", "support/stories.ts", "support/scenes.ts", "support/hand.ts", "support/keyboard.ts"]) {
    const code = readFileSync(new URL(file, import.meta.url), "utf8");
    expect(code, file).not.toMatch(/\.(click|dblclick|tap|hover|check|uncheck|fill|focus|selectOption|dragTo|dispatchEvent|mouse|touchscreen)\b\s*[.(]/);
  }
});

test(
  "forty calls of a busy hour by two people and their keyboards",
  withWorld(async (world) => {
    const heard: (readonly string[])[] = [];
    const person = async (username: Username, screen = {}): Promise<Page> => {
      const page = await world.page(screen);
      heard.push(await hearPointers(page));
      await world.signInOn(page, username);
      return page;
    };
    const ada = await person("hawthorn");
    const bram = await person("rowan");
    const desk = await person("desk");
    const inspector = await person("inspector");
    const shift = new Shift(world, ada, bram, desk);
    const { count, meet, force } = shift;
    const began = performance.now();
    await force.upTo("tried early", AT_FIRST - 1);
    await Promise.all([meet.guard(adaWorks(shift)), meet.guard(bramWorks(shift))]);
    record("forty calls by two people", `${Math.round((performance.now() - began) / 1_000)} s`);

    // Every one of them is in its end state, as the test saw it…
    expect([...STORIES].filter((story) => !count.finals.has(story))).toEqual([]);
    // …and as both screens show it, the same on each.
    for (const page of [ada, bram]) await page.setViewportSize(HIGH);
    for (const page of [ada, bram]) await expect.poll(() => page.locator("[data-row]").count()).toBe(STORIES.length);
    const [hers, his] = [await shown(shift.ada), await shown(shift.bram)];
    expect(his).toEqual(hers);
    expect(hers.filter(({ done }) => !done)).toEqual([]);
    const final = (wanted: Final): number => [...count.finals.values()].filter((each) => each === wanted).length;
    for (const hand of [shift.ada, shift.bram]) {
      expect(await counts(hand)).toMatchObject({ all: STORIES.length, unreviewed: 0, due: 0, escalated: 0, handed_over: final("handed_over"), done: final("closed") + final("outcome") });
      await sees(hand.at("caseload"), "You hold 0 of 4");
      expect(await hand.page.locator('[data-testid="alarms-all"]').textContent()).toContain("Alarms 0");
    }

    // The inspector's figures are what was counted here.
    const counted = count.counted;
    for (const [tile, value] of [
      ["tile-received", counted.length],
      ["tile-reviewed", counted.length],
      ["tile-waiting", 0],
      ["tile-unanswered", 0],
      ["tile-contacted", counted.filter((story) => count.contacted.has(story)).length],
      ["tile-visited", 0],
      ["tile-referred", count.outcomesWith(({ referral }) => referral === "referred")],
      ["tile-already-supported", count.outcomesWith(({ referral }) => referral === "already_supported")],
      ["tile-declined", count.outcomesWith(({ kind, referral }) => kind === "declined" || referral === "declined")],
      ["tile-could-not-reach", count.outcomesWith(({ kind }) => kind === "could_not_reach")],
      ["tile-refuge-placed", count.outcomesWith(({ refuge }) => refuge !== undefined)],
      ["tile-escalations-regraded", count.regraded],
    ] as const) {
      await figure(inspector, tile, value);
    }
    const claims = new Map<string, number>();
    for (const name of count.claims.values()) claims.set(name, (claims.get(name) ?? 0) + 1);
    const lines = inspector.getByTestId("claims").locator("li");
    await expect.poll(() => lines.evaluateAll((all) => all.map((each) => each.textContent).sort())).toEqual([...claims].map(([name, number]) => `${name}${number}`).sort());

    expect(heard.flat()).toEqual([]);
  }),
  LONG_MS,
);
