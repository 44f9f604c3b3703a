// Markup in anything that comes from outside is text on every screen: nothing of it runs, nothing of it becomes an element.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { press } from "./support/crew.js";
import { Hand } from "./support/hand.js";
import type { Feed } from "./support/feed.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { sendCar, sendForm } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
const PAYLOADS = {
  image: `<img src=x onerror="window.ran=1">`,
  script: `"><script>window.ran=2</script>`,
  vector: `'><svg onload=window.ran=3>`,
  link: `<a href="javascript:window.ran=4">x</a>`,
  frame: `<iframe srcdoc="<script>parent.ran=5</script>">`,
} as const;

async function isInert(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: (window as unknown as { ran?: number }).ran ?? null,
    elements: document.querySelectorAll("img, iframe, object, embed, [onerror], [onload], [srcdoc], a[href^='javascript:' i], #root script").length,
  }));
  expect(found, where).toEqual({ ran: null, elements: 0 });
}

/** Payloads in every field that the force fills. */
async function tell(feed: Feed): Promise<void> {
  await feed.received(CALL, {
    opening_code: `DOMESTIC ${PAYLOADS.image}`,
    qualifiers: [PAYLOADS.script],
    thrive: PAYLOADS.frame,
    location: { address: PAYLOADS.script, locality: PAYLOADS.image, beat: PAYLOADS.vector, lat: 54.5, lon: -1.5 },
    people: [
      { role: "victim", name: PAYLOADS.script, age: 30, phone: "07700 900457", language: PAYLOADS.vector, note: PAYLOADS.image },
      { role: "suspect", name: PAYLOADS.frame, note: PAYLOADS.link },
      { role: "caller", name: PAYLOADS.image, phone: `07700 ${PAYLOADS.vector}` },
    ],
  });
  await feed.send(
    { incident: CALL, type: "remark_added", data: { by: PAYLOADS.vector, text: Object.values(PAYLOADS).join(" ") } },
    { incident: CALL, type: "new_call", data: { by: PAYLOADS.link, text: PAYLOADS.frame } },
    { incident: CALL, type: "resource_assigned", data: { call_sign: PAYLOADS.image } },
    { incident: CALL, type: "resource_at_scene", data: { call_sign: PAYLOADS.image } },
    { incident: CALL, type: "grade_changed", data: { grade: "1", reason: PAYLOADS.frame } },
    { incident: CALL, type: "scene_declared_safe", data: { by: PAYLOADS.script } },
    { incident: CALL, type: "suspect_whereabouts", data: { whereabouts: "left", by: PAYLOADS.script } },
    { incident: `FS-${PAYLOADS.image}`, type: "incident_received", data: { opening_code: "DOMESTIC", grade: "2" } },
  );
}

test(
  "script in remarks, names, call signs and places stays text",
  withWorld(async (world) => {
    const { feed } = world;
    const worker = await world.signIn("hawthorn");
    const crew = await world.signIn("crew", { viewport: { width: 768, height: 1024 }, hasTouch: true });
    const inspector = await world.signIn("inspector");

    // Staff type too.
    await crew.getByTestId("seat-support_worker").fill(PAYLOADS.image);
    await crew.getByTestId("seat-officer").fill(PAYLOADS.script);
    await press(crew, "start-shift");
    await attribute(crew.getByTestId("idle"), "data-status", "available");

    await tell(feed);

    // The board: list, incident, forms.
    await sees(row(worker, CALL), PAYLOADS.image);
    await isInert(worker, "list");
    await goToRow(worker, CALL);
    await worker.keyboard.press("c");
    await worker.keyboard.press("Enter");
    await sees(worker.getByTestId("people"), PAYLOADS.script);
    await sees(worker.getByTestId("timeline"), PAYLOADS.frame);
    await sees(worker.getByTestId("police-units"), PAYLOADS.image);
    await sees(worker.getByTestId("cars"), PAYLOADS.script);
    await isInert(worker, "incident");
    await worker.keyboard.press("n");
    await worker.getByTestId("note-text").fill(PAYLOADS.frame);
    await sendForm(worker, "note");
    await worker.keyboard.press("a");
    await worker.getByTestId("safe-to-ring-yes").check();
    await worker.getByTestId("safe-number").fill("07700 900457");
    await worker.getByTestId("safe-when").fill(PAYLOADS.vector);
    await worker.getByTestId("safe-code").fill(PAYLOADS.image);
    await sendForm(worker, "safe-contact");
    await worker.keyboard.press("p");
    await sees(worker.getByTestId("code-word"), PAYLOADS.image);
    await isInert(worker, "call");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("/");
    await worker.keyboard.type(PAYLOADS.image);
    await isInert(worker, "search");
    await worker.getByTestId("search").fill("");
    await worker.keyboard.press("Escape");

    // The tablet, with its file.
    await sendCar(worker, CALL, "car-1");
    await sees(crew.getByTestId("job"), PAYLOADS.image);
    await press(crew, "ack");
    await crew.getByTestId("open-file").click();
    await sees(crew.getByTestId("address"), PAYLOADS.script);
    await sees(crew.getByTestId("file"), PAYLOADS.frame);
    await crew.getByTestId("rule-read").click();
    await isInert(crew, "file on the tablet");
    await feed.send({ incident: CALL, type: "resource_recalled", data: { call_sign: PAYLOADS.image } });
    await crew.getByTestId("recall-alert").waitFor();
    await isInert(crew, "recall");

    // The demand view.
    await sees(inspector.getByTestId("waiting"), PAYLOADS.image);
    await isInert(inspector, "demand");
    await inspector.keyboard.press("t");
    await isInert(inspector, "demand as tables");
    await isInert(worker, "board at the end");
  }),
);

test(
  "and in every other pane, and on paper",
  withWorld(async (world) => {
    const { feed } = world;
    const worker = await world.signIn("hawthorn");
    const inspector = await world.signIn("inspector");
    await tell(feed);
    const hand = new Hand(worker, "hawthorn");
    await hand.jump(CALL);
    await hand.claim(CALL);

    await hand.alarms();
    await isInert(worker, "alarms");
    await hand.away("alarm-panel");
    await worker.keyboard.press("Control+k");
    await worker.getByTestId("palette-field").fill(PAYLOADS.image);
    await isInert(worker, "palette");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("g");
    await worker.keyboard.press("p");
    await worker.getByTestId("plan").waitFor();
    await isInert(worker, "plan");
    await worker.keyboard.press("g");
    await worker.keyboard.press("m");
    await worker.getByTestId("map").waitFor();
    await sees(worker.getByTestId("map"), PAYLOADS.image);
    await isInert(worker, "map");
    await worker.keyboard.press("g");
    await worker.keyboard.press("b");

    // The handover sheet with names, as it would be printed.
    await worker.keyboard.press("g");
    await worker.keyboard.press("h");
    await worker.getByTestId("handover").waitFor();
    await worker.getByTestId("handover-level-names").check();
    await sees(worker.getByTestId("handover"), PAYLOADS.script);
    for (const [page, where, shown] of [[worker, "handover", PAYLOADS.script], [inspector, "waiting", PAYLOADS.image]] as const) {
      await page.emulateMedia({ media: "print" });
      await sees(page.getByTestId(where), shown);
      await isInert(page, `${where} on paper`);
      expect((await page.pdf()).byteLength, `${where} can be printed`).toBeGreaterThan(1_000);
      await page.emulateMedia({ media: "screen" });
    }
  }),
);

test(
  "even our own script could not make markup or script of a text",
  withWorld(async (world) => {
    const page = await world.signIn("hawthorn");
    const tries = await page.evaluate((text) => {
      const refused = (attempt: () => unknown): boolean => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      };
      return {
        markup: refused(() => (document.createElement("div").innerHTML = text)),
        parsed: refused(() => new DOMParser().parseFromString(text, "text/html")),
        script: refused(() => (document.createElement("script").text = "window.ran = 1")),
        address: refused(() => (document.createElement("script").src = "/assets/any.js")),
        worker: refused(() => new Worker("/assets/any.js")),
        another: refused(() => (globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }).trustedTypes.createPolicy("any", {})),
      };
    }, PAYLOADS.image);
    expect(tries).toEqual({ markup: true, parsed: true, script: true, address: true, worker: true, another: true });
    // The reports come: what every other test listens for is heard.
    await expect.poll(() => world.watch.faults.filter((fault) => fault.startsWith("policy: ")).length).toBeGreaterThanOrEqual(6);
    world.watch.faults.length = 0;
  }),
);
