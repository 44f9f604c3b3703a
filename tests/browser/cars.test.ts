// Cars from end to end: the best one is sent and recalled, queued behind its job, swapped, declined, and taken by a colleague first.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { called, chooseFor, deployment, dispatch, onDuty, order, PLACES, said, seen, track, waiting } from "./support/cars.js";
import { press } from "./support/crew.js";
import { by, hasFocus, hearPointers, pick, pressOn, send, tabTo, tick, typeInto, whereIs } from "./support/keyboard.js";
import { nameOf } from "./support/people.js";
import { record } from "./support/record.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { claim } from "./support/worker.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0001";
const SECOND = "FS-0002";
const THIRD = "FS-0003";
/** The promise is a second; asserted with room for a machine that does other work at the same time. */
const RECALL_WITHIN_MS = 5_000;

/** A worker whose every use of a pointer is heard. */
async function byKeys(world: World): Promise<{ worker: Page; heard: readonly string[] }> {
  const worker = await world.page();
  const heard = await hearPointers(worker);
  await world.signInOn(worker, "hawthorn");
  return { worker, heard };
}

/** From here until all of them are to be seen, ms each. Looked for before `act` begins, so that looking takes no time of theirs. */
async function timed(act: () => Promise<void>, ...shown: readonly (() => Promise<void>)[]): Promise<number[]> {
  const from = performance.now();
  const times = shown.map(async (wait) => {
    await wait();
    return Math.round(performance.now() - from);
  });
  await act();
  return Promise.all(times);
}

test(
  "gate opens, the recommended car is offered and taken, the suspect returns, and both screens say recalled",
  withWorld(async (world) => {
    const { worker, heard } = await byKeys(world);
    const first = await onDuty(world, "crew");
    const crew = await onDuty(world, "crew2");
    await called(world, CALL, PLACES.north);
    await track(world, { car: "car-1", lat: 54.48, lon: -1.5 }, { car: "car-2", lat: 54.51, lon: -1.5, accuracy_m: 12 });
    await seen(worker, "car-1", "car-2");
    await claim(worker, CALL);
    await worker.keyboard.press("Enter");

    // Why not, and then why, in one sentence.
    const gate = worker.getByTestId("gate");
    await attribute(gate, "data-state", "closed");
    const shut = (await worker.getByTestId("gate-sentence").textContent()) ?? "";
    expect(shut.length).toBeGreaterThan(20);
    await world.feed.policeArrive(CALL);
    await world.feed.sceneSafe(CALL);
    await attribute(gate, "data-state", "open");
    await expect.poll(() => worker.getByTestId("gate-sentence").textContent()).not.toBe(shut);

    // The nearest is first, is chosen, and says by which reckoning; the other says why it ranks lower.
    await chooseFor(worker, CALL);
    expect(await order(worker)).toEqual(["car-2", "car-1"]);
    await expect.poll(() => whereIs(worker)).toBe("send-car-car-2");
    expect(await worker.getByTestId("send-car-car-2").isChecked()).toBe(true);
    await sees(said(worker, "car-2"), /Can go now.*about \d\d:\d\d, 3 min, straight line/);
    await sees(said(worker, "car-1"), /Ranks lower: \d+ min later than FS02/);
    await sees(worker.getByTestId("car-options"), "no roads are known");
    await sees(worker.getByTestId("send-car-save"), "Send FS02");
    await send(worker, "send-car");

    await attribute(deployment(worker), "data-state", "offered");
    await attribute(crew.getByTestId("job"), "data-state", "offered");
    await sees(crew.getByTestId("job"), PLACES.north.street);
    await sees(crew.getByTestId("sent-by"), nameOf("hawthorn"));
    // The car says why it may go in the board's own words.
    await sees(crew.getByTestId("gate"), (await worker.getByTestId("gate-sentence").textContent()) ?? "?");
    expect(await first.getByTestId("job").count()).toBe(0);
    await press(crew, "ack");
    await attribute(deployment(worker), "data-state", "acknowledged");
    await attribute(deployment(worker).getByTestId("eta"), "data-source", "straight_line");
    await press(crew, "en-route");
    await attribute(deployment(worker), "data-state", "en_route");

    // He is back.
    const alert = crew.getByTestId("recall-alert");
    const recalled = worker.locator(`${by("deployment")}[data-state="recalled"]`);
    const shown = { timeout: RECALL_WITHIN_MS };
    const [tablet, board] = await timed(
      () => world.feed.suspectReturns(CALL),
      () => alert.waitFor(shown),
      () => recalled.waitFor(shown),
    );
    record("from the fact to the recall on the tablet and on the board", `${tablet ?? NaN} ms, ${board ?? NaN} ms`);
    await attribute(alert, "data-kind", "recalled");
    await attribute(gate, "data-state", "revoked");
    await sees(alert, "suspect");
    await sees(recalled, "The crew has not confirmed that it is clear");
    await attribute(worker.getByTestId("car-car-2"), "data-status", "recalled");
    // Until it is clear nothing else can be asked of it, and the gate lets nobody go.
    await chooseFor(worker, CALL);
    await attribute(worker.getByTestId("gate-words"), "data-state", "revoked");
    await worker.keyboard.press("Escape");
    await press(crew, "recall-confirm");
    await alert.waitFor({ state: "detached" });
    await attribute(worker.getByTestId("car-car-2"), "data-status", "available");
    expect(heard).toEqual([]);
  }),
);

test(
  "jobs wait behind a busy car in an order that keys change, and the next is offered once it is free",
  withWorld(async (world) => {
    const { worker, heard } = await byKeys(world);
    const crew = await onDuty(world, "crew");
    await waiting(world, CALL, PLACES.near);
    await waiting(world, SECOND, PLACES.south);
    await waiting(world, THIRD, PLACES.far);
    await dispatch(worker, CALL, "car-1", "Send FS01");
    await press(crew, "ack");
    await attribute(worker.getByTestId("car-car-1"), "data-status", "committed");

    // Busy: it has a job until then, and can only be reserved.
    await chooseFor(worker, SECOND);
    await sees(said(worker, "car-1"), /In turn.*has a job until about/);
    await worker.keyboard.press("Escape");
    await dispatch(worker, SECOND, "car-1", "Reserve FS01");
    await sees(deployment(worker), "Next in the queue of FS01");
    await dispatch(worker, THIRD, "car-1", "Reserve FS01");
    await sees(deployment(worker), "Number 2 in the queue of FS01");
    const queued = (incident: string): string => `${incident}#1.1`;
    const queue = (): Promise<(string | null)[]> => worker.getByTestId("queue-car-1").locator("li").evaluateAll((all) => all.map((each) => each.getAttribute("data-job")));
    expect(await queue()).toEqual([queued(SECOND), queued(THIRD)]);
    await expect.poll(() => crew.getByTestId("queued").allTextContents()).toEqual([expect.stringContaining(PLACES.south.street), expect.stringContaining(PLACES.far.street)]);

    // Up by Alt and the arrow, down and up again by their buttons. The focus goes along.
    await tabTo(worker, `${by(`queued-${queued(THIRD)}`)} [data-what="open"]`);
    await worker.keyboard.press("Alt+ArrowUp");
    await expect.poll(queue).toEqual([queued(THIRD), queued(SECOND)]);
    await sees(worker.getByTestId("toast"), "Queue of FS01 reordered");
    await expect.poll(() => hasFocus(worker, by(`queued-${queued(THIRD)}`))).toBe(true);
    await pressOn(worker, by(`down-${queued(THIRD)}`));
    await expect.poll(queue).toEqual([queued(SECOND), queued(THIRD)]);
    await pressOn(worker, by(`up-${queued(THIRD)}`));
    await expect.poll(queue).toEqual([queued(THIRD), queued(SECOND)]);
    await expect.poll(() => crew.getByTestId("queued").allTextContents()).toEqual([expect.stringContaining(PLACES.far.street), expect.stringContaining(PLACES.south.street)]);
    expect(await worker.getByTestId("offer-next-car-1").count()).toBe(0);

    // It is free: nothing is offered by itself, one press offers the first.
    await press(crew, "en-route");
    await press(crew, "at-scene");
    await crew.getByTestId("resume-early").click();
    await crew.getByTestId("resume-early-confirm").click();
    await attribute(worker.getByTestId("car-car-1"), "data-status", "available");
    await attribute(crew.getByTestId("idle"), "data-status", "available");
    await pressOn(worker, by("offer-next-car-1"));
    await attribute(crew.getByTestId("job"), "data-state", "offered");
    await sees(crew.getByTestId("job"), PLACES.far.street);
    await expect.poll(queue).toEqual([queued(SECOND)]);
    expect(heard).toEqual([]);
  }),
);

test(
  "a declined job goes to the next best car where that was agreed, is swapped on its way, and says when no car is left",
  withWorld(async (world) => {
    const { worker, heard } = await byKeys(world);
    const crew = await onDuty(world, "crew");
    const second = await onDuty(world, "crew2");
    await waiting(world, CALL, PLACES.north);
    await chooseFor(worker, CALL);
    await pick(worker, "send-car", "car-1");
    await tick(worker, "next-best");
    await send(worker, "send-car");
    await worker.getByTestId("next-best-on").waitFor();
    await attribute(deployment(worker), "data-car", "car-1");

    const decline = async (tablet: Page): Promise<void> => {
      await attribute(tablet.getByTestId("job"), "data-state", "offered");
      await tablet.getByTestId("decline").click();
      await tablet.getByTestId("decline-dialog").getByText("Crew needs a break").click();
      await tablet.getByTestId("decline-send").click();
    };
    await decline(crew);
    await attribute(second.getByTestId("job"), "data-state", "offered");
    await sees(second.getByTestId("sent-by"), "next best car");
    await attribute(deployment(worker), "data-car", "car-2");
    await sees(deployment(worker), "sent by the system, as the next best");
    await attribute(crew.getByTestId("idle"), "data-status", "available");

    // Halfway there: another car in one act, so that nobody is left without.
    await press(second, "ack");
    await press(second, "en-route");
    await attribute(deployment(worker), "data-state", "en_route");
    await goToRow(worker, CALL);
    await pressOn(worker, by("swap-car"));
    await worker.getByTestId("form-swap-car").waitFor();
    await attribute(worker.getByTestId("car-options"), "data-kind", "ranked");
    expect(await order(worker, "swap-to")).toEqual(["car-1"]);
    await sees(said(worker, "car-1", "swap-to"), /did not take this job/);
    await pick(worker, "swap-to", "car-1");
    await typeInto(worker, "swap-reason", "FS02 has a flat tyre");
    await send(worker, "swap-car");
    await attribute(deployment(worker), "data-car", "car-1");
    await attribute(deployment(worker), "data-state", "offered");
    await attribute(crew.getByTestId("job"), "data-state", "offered");
    await second.getByTestId("ended").waitFor();
    await attribute(second.getByTestId("idle"), "data-status", "available");
    await attribute(worker.getByTestId("car-car-2"), "data-status", "available");

    // Nobody agreed to a next best this time.
    await decline(crew);
    await worker.getByTestId("car-wanted").waitFor();
    await sees(worker.getByTestId("car-wanted"), "FS01");
    await pressOn(worker, by("choose-car"));
    await worker.getByTestId("form-send-car").waitFor();
    await worker.keyboard.press("Escape");
    expect(heard).toEqual([]);
  }),
);

test(
  "what a person needs changes the ranking, and what no free car brings is said",
  withWorld(async (world) => {
    const { worker, heard } = await byKeys(world);
    await onDuty(world, "crew");
    await onDuty(world, "crew2", { languages: "Polish" });
    await waiting(world, CALL, PLACES.north);
    await track(world, { car: "car-1", lat: 54.51, lon: -1.5 }, { car: "car-2", lat: 54.48, lon: -1.5 });
    await seen(worker, "car-1", "car-2");
    await chooseFor(worker, CALL);
    expect(await order(worker)).toEqual(["car-1", "car-2"]);
    expect(await worker.getByTestId("missing").count()).toBe(0);

    await pressOn(worker, by("change-needs"));
    await worker.getByTestId("form-needs").waitFor();
    await typeInto(worker, "needs-language", "Polish");
    await sees(worker.getByTestId("form-needs"), "Polish is spoken in FS02");
    await send(worker, "needs");
    await sees(worker.getByTestId("car-needs"), "Polish speaker");
    await chooseFor(worker, CALL);
    expect(await order(worker)).toEqual(["car-2", "car-1"]);
    await sees(said(worker, "car-2"), "speaks Polish");
    await sees(said(worker, "car-1"), "does not speak Polish");
    await worker.keyboard.press("Escape");

    await goToRow(worker, CALL);
    await pressOn(worker, by("change-needs"));
    await worker.getByTestId("form-needs").waitFor();
    await pick(worker, "needs-seats", "2");
    await tick(worker, "needs-wheelchair");
    await send(worker, "needs");
    await sees(worker.getByTestId("car-needs"), /2 child seats, wheelchair/);
    await chooseFor(worker, CALL);
    await sees(worker.getByTestId("missing"), "No car that is free has 2 child seats");
    await sees(worker.getByTestId("missing"), "No car that is free takes a wheelchair");
    expect(await worker.getByTestId("missing").textContent()).not.toContain("Polish");
    await worker.keyboard.press("Escape");
    expect(heard).toEqual([]);
  }),
);

test(
  "of two workers who send the same car one is told who was first and when, and sends the next best instead",
  withWorld(async (world) => {
    const people = ["hawthorn", "rowan"] as const;
    const pages = { hawthorn: await world.signIn("hawthorn"), rowan: await world.signIn("rowan") };
    const tablets = { "car-1": await onDuty(world, "crew"), "car-2": await onDuty(world, "crew2") };
    const calls = { hawthorn: CALL, rowan: SECOND };
    await waiting(world, CALL, PLACES.near);
    await waiting(world, SECOND, PLACES.north);
    for (const person of people) {
      await chooseFor(pages[person], calls[person]);
      await pick(pages[person], "send-car", "car-1");
    }
    // The server answers both only after both have pressed, so that neither screen knows of the other.
    world.server.freeze();
    for (const person of people) await pages[person].keyboard.press("Control+Enter");
    world.server.thaw();
    const refusal = (person: (typeof people)[number]) => pages[person].getByTestId("form-send-car").locator('[data-testid="refusal"][data-code="car_busy"]');
    await expect.poll(async () => (await refusal("hawthorn").count()) + (await refusal("rowan").count())).toBe(1);
    const [winner, loser] = (await refusal("rowan").count()) === 1 ? people : ([people[1], people[0]] as const);
    await attribute(deployment(pages[winner]), "data-car", "car-1");
    await sees(refusal(loser), nameOf(winner));
    await sees(refusal(loser), /\d+ s ago|\d\d:\d\d/);
    const instead = pages[loser].getByTestId("send-instead");
    await sees(instead, /Send FS02 instead, \d+ min/);
    await pressOn(pages[loser], by("send-instead"));
    await pages[loser].getByTestId("form-send-car").waitFor({ state: "detached" });
    await attribute(deployment(pages[loser]), "data-car", "car-2");
    await attribute(tablets["car-1"].getByTestId("job"), "data-state", "offered");
    await attribute(tablets["car-2"].getByTestId("job"), "data-state", "offered");
    await sees(row(pages[winner], calls[loser]), "FS02");
  }),
);
