// Markup in anything that comes from outside is text on every screen: nothing of it runs, nothing of it becomes an element.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { press } from "./support/crew.js";
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
