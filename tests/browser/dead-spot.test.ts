// A crew loses its signal on the way to a door, writes everything down, and its tablet dies and starts again before there is signal (fault 17).
// $ALONGSIDE_DEAD_SPOT_MIN: how long it is out of signal, in minutes; `make dead-spot` takes twenty.
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { TimelineEntry } from "../../dashboard/src/live/protocol.gen.js";
import { Look } from "./support/access.js";
import { choose, offer, press, startShift } from "./support/crew.js";
import { fillDoor, WROTE } from "./support/door.js";
import { hasKept } from "./support/kept.js";
import { Line } from "./support/line.js";
import { VICTIM } from "./support/people.js";
import { record } from "./support/record.js";
import { attribute, goToRow, sees } from "./support/see.js";
import { reach, SIZES } from "./support/targets.js";
import { Tablet } from "./support/tablet.js";
import { sendForm } from "./support/worker.js";
import { signInBy, withWorld, type World } from "./support/world.js";

const CALL = "FS-0001";
/** Longer than the minute from which a late act is shown with both times. */
const SHORT_MIN = 1.1;
const AWAY_MS = Number(process.env["ALONGSIDE_DEAD_SPOT_MIN"] ?? SHORT_MIN) * 60_000;
const LONG_MS = AWAY_MS + 240_000;
const BACK_WITHIN_MS = 60_000;

/** In the order in which they were done, each with a word that only it has on the incident's timeline. */
const DONE: readonly (readonly [act: string, word: string])[] = [
  ["arrive_at_scene", "at scene"],
  ["record_contact", WROTE.contact],
  ["record_risk", "Risk taken"],
  ["record_safety_plan", WROTE.plan],
  ["record_consent", WROTE.consent],
  ["draft_referral", WROTE.referral],
  ["record_welfare", WROTE.welfare],
  ["record_hazards", WROTE.hazards],
  ["add_note", WROTE.note],
  ["record_outcome", WROTE.outcome],
];

function says(entry: TimelineEntry, word: string): boolean {
  return entry.words.includes(word) || (entry.text ?? "").includes(word);
}

/** The newest file that a page was sent. */
function timeline(frames: readonly string[]): TimelineEntry[] {
  const last = frames.filter((frame) => frame.startsWith('{"type":"file"')).at(-1);
  return last === undefined ? [] : (JSON.parse(last) as { file: { timeline: TimelineEntry[] } }).file.timeline;
}

type Scene = { line: Line; tablet: Tablet; crew: Page; worker: Page; frames: string[] };

async function onItsWay(world: World): Promise<Scene> {
  world.watch.expected.push(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INTERNET|WebSocket connection to|Failed to load resource/);
  const line = await Line.to(world.server.url);
  world.watch.also(line.url);
  const tablet = await Tablet.make(line.url, (context) => world.watch.context(context));
  const crew = await tablet.open();
  await signInBy(crew, "crew", "beck-and-fell-2026");
  await startShift(crew);
  await hasKept(crew);
  const worker = await world.page();
  const frames = world.watch.frames(worker);
  await world.signInOn(worker, "hawthorn");
  await offer(world, worker, CALL);
  await press(crew, "ack");
  await press(crew, "en-route");
  await attribute(worker.getByTestId("deployment"), "data-state", "en_route");
  await crew.getByTestId("open-file").click();
  await sees(crew.locator("body"), VICTIM.name);
  return { line, tablet, crew, worker, frames };
}

/** The whole visit, written down without a link; one form begun and left. */
async function visit(crew: Page): Promise<void> {
  await press(crew, "at-scene");
  await attribute(crew.getByTestId("job"), "data-state", "at_scene");
  await fillDoor(crew);
  await crew.getByTestId("note").click();
  await crew.getByTestId("note-text").fill(WROTE.note);
  await crew.getByTestId("note-save").click();
  await crew.getByTestId("note-dialog").waitFor({ state: "detached" });
  await press(crew, "outcome");
  await choose(crew, "outcome-kind", "engaged_by_visit");
  await crew.getByTestId("outcome-note").fill(WROTE.outcome);
  await press(crew, "outcome-save");
  await crew.getByTestId("door").waitFor();
  await crew.getByTestId("door-line-welfare").click();
  await crew.getByTestId("door-note").fill("Half a sent");
  await crew.getByTestId("door-back").click();
  await attribute(crew.getByTestId("outbox"), "data-count", String(DONE.length));
}

/** Killed, and started again where there is still no signal. */
async function restart({ tablet }: Scene): Promise<Page> {
  // What was typed last is written within a fraction of a second, as a person needs to put the tablet down.
  await pause(500);
  await tablet.signInIsWritten();
  await tablet.kill();
  const crew = await tablet.open();
  const from = performance.now();
  await crew.goto("/car");
  await crew.getByTestId("job").waitFor();
  record("from the address to the job on a tablet started without a link", `${Math.round(performance.now() - from)} ms`);
  return crew;
}

test(
  "out of signal for a whole visit, and the tablet dies: every act arrives once, in order, with when it was done and when it came",
  withWorld(async (world) => {
    const scene = await onItsWay(world);
    const { line, tablet, worker, frames } = scene;
    try {
      line.cut();
      const cutAt = Date.now();
      await attribute(scene.crew.getByTestId("trust"), "data-link", /delayed|offline/);
      await visit(scene.crew);
      // A record shows both times where they lie a minute apart: from the last act on.
      const doneAt = Date.now();
      const crew = await restart(scene);

      // As it was: the job with its steps, the file, the outbox, the form that was begun.
      await attribute(crew.getByTestId("job"), "data-state", "at_scene");
      await attribute(crew.getByTestId("trust"), "data-link", "offline");
      await attribute(crew.getByTestId("outbox"), "data-count", String(DONE.length));
      await crew.getByTestId("open-file").click();
      await sees(crew.locator("body"), VICTIM.name);
      await attribute(crew.getByTestId("door-line-contact"), "data-state", "waiting");
      await crew.getByTestId("outbox").click();
      expect(await crew.getByTestId("outbox-pending").evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["type"]))).toEqual(DONE.map(([act]) => act));
      await crew.keyboard.press("Escape");
      expect(await crew.getByTestId("door-line-welfare").textContent()).toMatch(/Begun|Waiting/);

      await pause(Math.max(0, AWAY_MS - (Date.now() - doneAt)));
      line.mend();
      const mendedAt = Date.now();
      await crew.getByTestId("outbox").waitFor({ state: "detached", timeout: BACK_WITHIN_MS });
      record("from the signal to the last of the acts", `${Date.now() - mendedAt} ms`);
      await attribute(crew.getByTestId("trust"), "data-link", "live");

      // On the record: once, in this order, done then and come now.
      await goToRow(worker, CALL);
      await worker.keyboard.press("Enter");
      await sees(worker.getByTestId("timeline"), WROTE.outcome);
      const entries = timeline(frames);
      const found = DONE.map(([, word]) => entries.filter((entry) => entry.origin === "ours" && says(entry, word)));
      expect(found.map((each) => each.length)).toEqual(DONE.map(() => 1));
      const ours = found.flat();
      expect(ours.map(({ seq }) => seq)).toEqual(ours.map(({ seq }) => seq).sort((one, other) => one - other));
      for (const { at, arrived_at: arrived } of ours) {
        expect(at).toBeGreaterThan(cutAt - 5_000);
        expect(at).toBeLessThan(mendedAt - 30_000);
        expect(arrived).toBeGreaterThan(mendedAt - 5_000);
      }
      // After twenty minutes at a scene the crew owes a word of itself, and the whole screen asks for it.
      const alert = crew.getByTestId("check-in-alert");
      if (await alert.isVisible()) {
        await press(crew, "check-in-well");
        await alert.waitFor({ state: "detached" });
      }
      // What was begun is still there to go on with.
      await crew.getByTestId("door-line-welfare").click();
      expect(await crew.getByTestId("door-note").inputValue()).toBe("Half a sent");
    } finally {
      await tablet.end();
      await line.end();
    }
  }),
  LONG_MS,
);

test(
  "the job goes to another car meanwhile: what was seen is taken, what was decided is refused with who and why, and no word is lost",
  withWorld(async (world) => {
    const scene = await onItsWay(world);
    const { line, tablet, worker, frames } = scene;
    try {
      const other = await world.signIn("crew2", { viewport: { width: 768, height: 1024 }, hasTouch: true });
      await startShift(other, { support_worker: "Robin Plover", officer: "PC Lee Godwit" });
      line.cut();
      await visit(scene.crew);
      // Nothing is heard of them, and the desk sends the other car.
      await goToRow(worker, CALL);
      await worker.getByTestId("swap-car").click();
      await worker.getByTestId("swap-to-car-2").press("Space");
      await worker.getByTestId("swap-reason").fill("No word from FS01");
      await sendForm(worker, "swap-car");
      await press(other, "ack");

      const crew = await restart(scene);
      line.mend();
      await crew.getByTestId("ended").waitFor({ timeout: BACK_WITHIN_MS });
      await crew.getByTestId("refused-open").click();
      await expect.poll(() => crew.getByTestId("outbox-pending").count(), { timeout: BACK_WITHIN_MS }).toBe(0);
      const refused = crew.getByTestId("outbox-refused");
      expect(await refused.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["type"]))).toEqual(["arrive_at_scene", "record_outcome"]);
      await sees(refused.last(), "FS02");
      await refused.last().locator("summary").click();
      await sees(refused.last().getByTestId("outbox-said"), WROTE.outcome);
      const look = new Look();
      await look.at(crew, "outbox, with what was not taken", ["target-size"]);
      for (const size of SIZES) look.found.push(...(await reach(crew, "outbox, with what was not taken", size)));
      await crew.setViewportSize({ width: 768, height: 1024 });
      expect(look.found).toEqual([]);

      // What was written goes to the desk as a note, and only then leaves the tablet.
      await refused.last().getByTestId("outbox-as-note").click();
      await expect.poll(() => refused.count()).toBe(1);
      await goToRow(worker, CALL);
      await worker.keyboard.press("Enter");
      await sees(worker.getByTestId("timeline"), WROTE.outcome);
      const entries = timeline(frames);
      for (const words of [WROTE.contact, WROTE.plan, WROTE.consent, WROTE.referral, WROTE.welfare, WROTE.hazards, WROTE.note, WROTE.outcome]) {
        expect(entries.filter((entry) => says(entry, words)).length, words).toBe(1);
      }
      // The other car has the job, and its screen is its own.
      await attribute(other.getByTestId("job"), "data-state", "acknowledged");
    } finally {
      await tablet.end();
      await line.end();
    }
  }),
  LONG_MS,
);
