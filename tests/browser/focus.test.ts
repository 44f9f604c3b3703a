// Rows stand still under focus and pointer: a hundred updates move nothing, and what is new waits behind the chip.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { someCalls, type Fact } from "./support/feed.js";
import { focusedRow, row, sees } from "./support/see.js";
import { withWorld } from "./support/world.js";

const FIRST = 24;
const ROUNDS = 10;
const NEW_IN_A_ROUND = 3;

type Seen = { id: string; y: number };

function rowsInView(page: Page): Promise<Seen[]> {
  return page.locator("[data-row]").evaluateAll((rows) =>
    rows.map((each) => ({ id: (each as HTMLElement).dataset["row"] ?? "", y: each.getBoundingClientRect().y })),
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

/** Ten facts: new calls, new grades, units and remarks, which would all re-order or re-draw rows. */
function updates(round: number): Fact[] {
  const number = (step: number): string => `FS-${String(1 + ((round * 7 + step) % FIRST)).padStart(4, "0")}`;
  return [
    ...someCalls(NEW_IN_A_ROUND, 100 + round * NEW_IN_A_ROUND),
    { incident: number(1), type: "grade_changed", data: { grade: String(1 + (round % 4)) } },
    { incident: number(2), type: "grade_changed", data: { grade: String(1 + ((round + 2) % 4)) } },
    { incident: number(3), type: "resource_assigned", data: { call_sign: `FE${round}` } },
    { incident: number(3), type: "resource_at_scene", data: { call_sign: `FE${round}` } },
    { incident: number(4), type: "remark_added", data: { by: "OP11", text: "SHE HAS LOCKED THE DOOR" } },
    { incident: number(5), type: "new_call", data: { by: "OP12", text: "SECOND CALL, NEIGHBOUR" } },
    { incident: number(6), type: "suspect_whereabouts", data: { whereabouts: "unknown", by: "OP11" } },
  ];
}

test(
  "focus stays on its row, and no row moves, through a hundred updates",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    await world.feed.send(...someCalls(FIRST));
    await expect.poll(() => worker.getByTestId("section-all").textContent()).toBe(`All${FIRST}`);
    for (let pressed = 0; pressed < 5; pressed += 1) await worker.keyboard.press("j");
    const focused = await focusedRow(worker);
    expect(focused).not.toBeNull();
    const before = await rowsInView(worker);
    const different = await keepWatching(worker);

    for (let round = 0; round < ROUNDS; round += 1) await world.feed.send(...updates(round));
    const news = ROUNDS * NEW_IN_A_ROUND;
    await expect.poll(() => worker.getByTestId("section-all").textContent()).toBe(`All${FIRST + news}`);
    await sees(worker.getByTestId("held-chip"), `${news} new`);

    expect(await focusedRow(worker)).toBe(focused);
    expect(await rowsInView(worker)).toEqual(before);
    expect(await different()).toEqual([]);

    // Let in by one key; the focus stays with its row wherever that goes.
    await worker.keyboard.press("u");
    await worker.getByTestId("held-chip").waitFor({ state: "detached" });
    expect(await focusedRow(worker)).toBe(focused);
    expect(await rowsInView(worker)).not.toEqual(before);
  }),
);

test(
  "no row moves under the pointer",
  withWorld(async (world) => {
    const worker = await world.signIn("hawthorn");
    await world.feed.send(...someCalls(FIRST));
    await row(worker, "FS-0004").hover();
    const before = await rowsInView(worker);
    const different = await keepWatching(worker);
    for (let round = 0; round < 3; round += 1) await world.feed.send(...updates(round));
    await sees(worker.getByTestId("held-chip"), `${3 * NEW_IN_A_ROUND} new`);
    expect(await rowsInView(worker)).toEqual(before);
    expect(await different()).toEqual([]);

    // The pointer leaves, and the list takes its order.
    await worker.mouse.move(1_200, 740);
    await worker.getByTestId("held-chip").waitFor({ state: "detached" });
  }),
);
