// Rows stand still under focus and pointer: a hundred updates move nothing, and what is new waits behind the chip.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { someCalls, type Fact } from "./support/feed.js";
import { Hand } from "./support/hand.js";
import { nameOf } from "./support/people.js";
import { focusedRow, goToRow, row, sees } from "./support/see.js";
import { withWorld, type World } from "./support/world.js";

const FIRST = 24;
const ROUNDS = 10;
const NEW_IN_A_ROUND = 3;
/** The list orders by waiting in steps of half a minute, and support/fellside.toml adds points by the hour. */
const STEP_MS = 30_000;
const HOUR_MS = 3_600_000;

type Box = { id: string; x: number; y: number; width: number; height: number };

function boxes(page: Page): Promise<Box[]> {
  return page.locator("[data-row]").evaluateAll((rows) =>
    rows.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return { id: (each as HTMLElement).dataset["row"] ?? "", x, y, width, height };
    }),
  );
}

/** Looks at every frame that is drawn, and keeps what ever differed from the first. */
async function keepWatching(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const look = (): string =>
      [
        document.activeElement?.id ?? "nothing",
        ...[...document.querySelectorAll<HTMLElement>("[data-row]")].map((each) => `${each.dataset["row"] ?? ""}@${each.getBoundingClientRect().y}`),
      ].join(" ");
    const first = look();
    const different: string[] = [];
    Object.assign(window, { differentFrames: different });
    const frame = (): void => {
      const now = look();
      if (now !== first && different.length < 5) different.push(`${first} → ${now}`);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return () => page.evaluate(() => (window as unknown as { differentFrames: string[] }).differentFrames);
}

const numbered = (round: number, step: number): string => `FS-${String(1 + ((round * 7 + step) % FIRST)).padStart(4, "0")}`;

/** Ten facts that would all re-order or re-draw rows: new calls, grades up and down, hazards found and more calls, units, a suspect who is back. */
function updates(round: number): Fact[] {
  const number = (step: number): string => numbered(round, step);
  return [
    ...someCalls(NEW_IN_A_ROUND, 100 + round * NEW_IN_A_ROUND),
    { incident: number(1), type: "grade_changed", data: { grade: String(1 + (round % 4)) } },
    { incident: number(2), type: "grade_changed", data: { grade: String(1 + ((round + 2) % 4)) } },
    { incident: number(3), type: "resource_assigned", data: { call_sign: `FE${round}` } },
    { incident: number(3), type: "resource_at_scene", data: { call_sign: `FE${round}` } },
    { incident: number(4), type: "incident_updated", data: { hazards: round % 2 === 0 ? ["strangulation", "weapon"] : [], children_present: round % 3 } },
    { incident: number(5), type: "new_call", data: { by: "OP12", text: "SECOND CALL, NEIGHBOUR" } },
    { incident: number(6), type: "suspect_whereabouts", data: { whereabouts: round % 2 === 0 ? "returned" : "in_custody", by: "OP11" } },
  ];
}

/** What the colleague does in the same round: pins one, lowers another, finds a hazard on a third. */
async function colleague(hand: Hand, round: number): Promise<void> {
  const number = numbered(round, 9 + (round % 3));
  await hand.jump(number);
  if (round % 3 === 0) await hand.standing("pinned", "Rings back within the hour");
  else if (round % 3 === 1) await hand.standing("lowered", "Is with her solicitor");
  else await hand.hazards("strangulation", "firearm");
}

/** Sends a batch, and waits until all of it is on the page: the last call of it is counted. */
async function batch(world: World, page: Page, round: number): Promise<void> {
  await world.feed.send(...updates(round));
  await expect.poll(() => page.getByTestId("section-all").textContent()).toBe(`All${FIRST + (round + 1) * NEW_IN_A_ROUND}`);
}

/** How many rows would stand elsewhere, as the chip says. */
async function moved(page: Page): Promise<number> {
  return Number(/(\d+) moved/.exec((await page.getByTestId("held-chip").textContent()) ?? "")?.[1] ?? 0);
}

test(
  "focus stays on its row, and no row moves, through a hundred updates and a colleague's pins",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    const other = new Hand(await world.signIn("rowan"), nameOf("rowan"));
    await world.feed.send(...someCalls(FIRST));
    await expect.poll(() => worker.getByTestId("section-all").textContent()).toBe(`All${FIRST}`);
    for (let pressed = 0; pressed < 5; pressed += 1) await worker.keyboard.press("j");
    const focused = (await focusedRow(worker)) ?? "";
    expect(focused).not.toBe("");
    const before = await boxes(worker);
    expect(before.length).toBeGreaterThan(12);
    const different = await keepWatching(worker);

    for (let round = 0; round < ROUNDS; round += 1) {
      await batch(world, worker, round);
      await colleague(other, round);
      expect(await boxes(worker), `after round ${round}`).toEqual(before);
      expect(await focusedRow(worker)).toBe(focused);
    }
    // The one that has the focus is pinned too: it says so where it stands.
    await other.jump(focused);
    await other.standing("pinned", "A colleague asked for it");
    await sees(row(worker, focused).getByTestId("row-points"), "pinned");
    await sees(worker.getByTestId("held-chip"), `${ROUNDS * NEW_IN_A_ROUND} new`);
    expect(await moved(worker)).toBeGreaterThan(5);

    expect(await focusedRow(worker)).toBe(focused);
    expect(await boxes(worker)).toEqual(before);
    expect(await different()).toEqual([]);

    // Let in by one key; the focus stays with its row wherever that goes.
    await worker.keyboard.press("u");
    await worker.getByTestId("held-chip").waitFor({ state: "detached" });
    expect(await focusedRow(worker)).toBe(focused);
    expect(await boxes(worker)).not.toEqual(before);
  }),
);

test(
  "waiting alone moves no row either",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    // Two calls of as many points, of which the one with the graver grade stands first; the other has waited an hour when the list looks again.
    const now = Date.now();
    const looksAt = Math.ceil((now + STEP_MS / 4) / STEP_MS) * STEP_MS;
    const call = (incident: string, grade: string, hazards: string[], at: number): Fact => ({ incident, type: "incident_received", data: { opening_code: "DOMESTIC - VERBAL", grade, hazards, location: { locality: "Sallow Street, Fellgate" } }, at });
    await world.feed.send(call("FS-0101", "2", [], now - HOUR_MS / 2), call("FS-0102", "3", ["children", "mental_health", "drugs"], looksAt - HOUR_MS - 500), ...someCalls(4));
    await expect.poll(() => worker.getByTestId("section-all").textContent()).toBe("All6");
    const points = (incident: string): Promise<string | null> => row(worker, incident).getByTestId("row-points").textContent();
    expect([await points("FS-0101"), await points("FS-0102")]).toEqual(["25 pt", "25 pt"]);
    await goToRow(worker, "FS-0101");
    await worker.keyboard.press("u");
    const place = async (incident: string): Promise<number> => Number(await row(worker, incident).getAttribute("aria-posinset"));
    const [graver, longer] = [await place("FS-0101"), await place("FS-0102")];
    expect(longer).toBe(graver + 1);
    const before = await boxes(worker);
    const different = await keepWatching(worker);
    await sees(worker.getByTestId("held-chip"), "1 moved", 2 * STEP_MS);
    expect(await points("FS-0102")).toBe("26 pt");
    expect(await boxes(worker)).toEqual(before);
    expect(await different()).toEqual([]);
    await worker.keyboard.press("u");
    await expect.poll(() => place("FS-0102")).toBe(graver);
    expect(await focusedRow(worker)).toBe("FS-0101");
  }),
  120_000,
);

test(
  "a row that leaves its section stays where it is until the list is let in",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    const other = new Hand(await world.signIn("rowan"), nameOf("rowan"));
    await world.feed.send(...someCalls(8));
    await worker.getByTestId("section-unreviewed").press("Enter");
    await goToRow(worker, "FS-0003");
    const before = await boxes(worker);
    const different = await keepWatching(worker);
    for (const number of ["FS-0001", "FS-0003", "FS-0005"]) {
      await other.jump(number);
      await other.claim(number);
      await sees(row(worker, number).getByTestId("row-claim"), other.name);
    }
    await sees(worker.getByTestId("held-chip"), "3 gone");
    expect(await boxes(worker)).toEqual(before);
    expect(await focusedRow(worker)).toBe("FS-0003");
    expect(await different()).toEqual([]);

    // Let in: the row that had the focus has gone, and the one in its place has it now.
    const at = before.findIndex(({ id }) => id === "FS-0003");
    const left = before.filter(({ id }) => !["FS-0001", "FS-0003", "FS-0005"].includes(id));
    await worker.keyboard.press("u");
    await expect.poll(() => worker.locator("[data-row]").count()).toBe(5);
    await expect.poll(() => focusedRow(worker)).toBe(left[Math.min(at, left.length - 1)]?.id);

    // Once the focus leaves the list, nothing is held back any more.
    await worker.keyboard.press("/");
    await world.feed.send(...someCalls(1, 50));
    await row(worker, "FS-0050").waitFor();
    expect(await worker.getByTestId("held-chip").count()).toBe(0);

    // The last one goes too: the focus stays in the list, and what comes next is shown at once.
    await worker.keyboard.press("Escape");
    for (let count = 6; count > 0; count -= 1) {
      await worker.keyboard.press("c");
      await sees(worker.getByTestId("held-chip"), "1 gone");
      await worker.keyboard.press("u");
      await expect.poll(() => worker.locator("[data-row]").count()).toBe(count - 1);
    }
    await expect.poll(() => worker.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("listbox");
    await world.feed.send(...someCalls(1, 60));
    await row(worker, "FS-0060").waitFor();
  }),
);

test(
  "no row moves under the pointer",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    const other = new Hand(await world.signIn("rowan"), nameOf("rowan"));
    await world.feed.send(...someCalls(FIRST));
    await row(worker, "FS-0004").hover();
    const before = await boxes(worker);
    const different = await keepWatching(worker);
    for (let round = 0; round < 3; round += 1) {
      await batch(world, worker, round);
      await colleague(other, round);
      expect(await boxes(worker), `after round ${round}`).toEqual(before);
    }
    await sees(worker.getByTestId("held-chip"), `${3 * NEW_IN_A_ROUND} new`);
    expect(await moved(worker)).toBeGreaterThan(0);
    expect(await boxes(worker)).toEqual(before);
    expect(await different()).toEqual([]);

    // The pointer leaves, and the list takes its order.
    await worker.mouse.move(1_200, 740);
    await worker.getByTestId("held-chip").waitFor({ state: "detached" });
  }),
);
