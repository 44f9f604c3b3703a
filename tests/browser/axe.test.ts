// Every view in every state that a person meets: no violation of WCAG 2.2 A and AA in either theme, and targets for gloves on the tablet.
import { test } from "vitest";
import { hiddenFocus, Look, tooSmall } from "./support/access.js";
import { fillOutcome, press, startShift } from "./support/crew.js";
import { someCalls } from "./support/feed.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { claim, sendCar, sendForm } from "./support/worker.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0900";
const BUSY = 30;
const STILL = { reducedMotion: "reduce" } as const;
const LONG_MS = 180_000;

/** A board with something of everything: clocks over and running, units, repeats, a revoked gate, a closed call. */
async function busy(world: World): Promise<void> {
  await world.feed.send(...someCalls(BUSY));
  await world.feed.received(CALL);
  for (const incident of ["FS-0004", "FS-0008", CALL]) {
    await world.feed.policeArrive(incident);
    await world.feed.sceneSafe(incident);
  }
  await world.feed.suspectReturns("FS-0008");
  await world.feed.send(
    { incident: "FS-0005", type: "resource_assigned", data: { call_sign: "FE22" } },
    { incident: "FS-0005", type: "resource_en_route", data: { call_sign: "FE22", eta_minutes: 4 } },
    { incident: "FS-0006", type: "new_call", data: { by: "OP12", text: "SECOND CALL, NEIGHBOUR" } },
    { incident: "FS-0007", type: "incident_closed", data: { by: "OP12" } },
  );
}

test(
  "sign-in",
  withWorld(async (world) => {
    const look = new Look();
    const page = await world.page(STILL);
    await page.goto("/");
    await page.getByTestId("sign-in").waitFor();
    await look.at(page, "sign-in");
    await page.getByTestId("sign-in").click();
    await page.getByText("Enter your user name.").waitFor();
    await look.at(page, "sign-in, nothing typed");
    await page.getByLabel("User name").fill("nobody-here");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByTestId("sign-in-error").waitFor();
    await look.at(page, "sign-in refused");
    look.nothing();
  }),
);

test(
  "the board",
  withWorld(async (world) => {
    const look = new Look();
    const worker = await world.signIn("hawthorn", STILL);
    const desk = await world.signIn("desk", STILL);
    await worker.getByTestId("empty").first().waitFor();
    await look.at(worker, "board, empty");

    await busy(world);
    await row(worker, CALL).waitFor();
    await look.at(worker, "board, busy");
    await worker.getByTestId("section-escalated").click();
    await look.at(worker, "board, a section with nothing in it");
    await worker.getByTestId("section-all").click();
    await worker.getByTestId("search").fill("no such street");
    await look.at(worker, "board, search without a match");
    await worker.getByTestId("search").fill("");
    await worker.getByTestId("settings").click();
    await look.at(worker, "board, settings");
    await worker.getByTestId("settings").click();
    await worker.getByTestId("trust").click();
    await look.at(worker, "board, trust");
    await worker.getByTestId("trust").click();

    await claim(worker, CALL);
    await worker.keyboard.press("Enter");
    await sees(worker.getByTestId("people"), "Quartzwell");
    await look.at(worker, "incident open");
    for (const [key, form] of [
      ["a", "safe-contact"],
      ["e", "request-escalation"],
      ["s", "send-car"],
      ["o", "outcome"],
      ["n", "note"],
    ] as const) {
      await worker.keyboard.press(key);
      await worker.getByTestId(`form-${form}`).waitFor();
      await look.at(worker, `form ${form}`);
      if (form === "outcome") {
        await worker.getByTestId("outcome-referral-referred").press("Space");
        await worker.getByTestId("outcome-save").press("Enter");
        await look.at(worker, "form outcome, with what is missing");
      }
      await worker.keyboard.press("Escape");
      await worker.getByTestId(`form-${form}`).waitFor({ state: "detached" });
    }
    await worker.getByTestId("record-contact").click();
    await look.at(worker, "form contact");
    await worker.getByTestId("contact-cancel").click();
    await worker.getByTestId("more-acts").click();
    await worker.getByTestId("hand-over").click();
    await worker.getByTestId("form-hand-over").waitFor();
    await look.at(worker, "form hand-over");
    await worker.getByTestId("hand-over-cancel").click();

    await goToRow(worker, CALL);
    await worker.keyboard.press("p");
    await worker.getByTestId("call-mode").waitFor();
    await look.at(worker, "call, number hidden");
    await worker.getByTestId("dial-anyway").click();
    await look.at(worker, "dialog second step");
    await worker.getByTestId("second-step-tick").check();
    await worker.getByTestId("second-step-go").click();
    await worker.getByTestId("number").waitFor();
    await look.at(worker, "call");
    await worker.getByTestId("call-line-cut").click();
    await attribute(worker.getByTestId("escalation"), "data-state", "requested");
    await look.at(worker, "call, line cut");
    await worker.getByTestId("contact-cancel").click();

    await desk.getByTestId("strip-open").waitFor();
    await look.at(desk, "desk, escalation unanswered");
    await desk.getByTestId("strip-open").click();
    await look.at(desk, "desk, escalation open");
    await desk.getByTestId("decline-escalation").click();
    await look.at(desk, "form decline");
    await desk.getByTestId("decline-cancel").click();
    await goToRow(desk, "FS-0012");
    await desk.keyboard.press("s");
    await desk.getByTestId("send-car-car-1").waitFor();
    await look.at(desk, "form send-car against the gate");
    await desk.keyboard.press("Escape");
    await goToRow(desk, "FS-0008");
    await desk.keyboard.press("Enter");
    await attribute(desk.getByTestId("gate"), "data-state", "revoked");
    await look.at(desk, "incident with a revoked gate");

    await worker.getByTestId("start-shift-car-2").click();
    await worker.getByTestId("seat-support_worker").fill("Wren Plover");
    await look.at(worker, "dialog start of shift");
    await worker.getByTestId("seat-officer").fill("PC Kit Godwit");
    await worker.getByTestId("start-shift-go").click();
    await worker.getByTestId("end-shift-car-2").click();
    await worker.getByTestId("end-shift-go").waitFor();
    await look.at(worker, "dialog end of shift");
    await worker.keyboard.press("Escape");
    await sendCar(worker, CALL, "car-2");
    await look.at(worker, "incident with a car");
    await worker.getByTestId("stand-down").click();
    await look.at(worker, "form stand-down");
    await worker.getByTestId("stand-down-form-text").fill("Sent to the wrong call");
    await sendForm(worker, "stand-down-form");

    await goToRow(worker, "FS-0004");
    await worker.keyboard.press("c");
    await worker.getByTestId("toast").first().waitFor();
    await look.at(worker, "notice with undo");
    await worker.keyboard.press("?");
    await worker.getByTestId("keys-dialog").waitFor();
    await look.at(worker, "dialog keys");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("F8");
    await worker.getByTestId("privacy").waitFor();
    await look.at(worker, "privacy screen");
    look.nothing();
  }),
  LONG_MS,
);

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const;
const TARGET_PX = 48;
const MAIN_PX = 64;

test(
  "the crew's tablet",
  withWorld(async (world) => {
    const look = new Look();
    const worker = await world.signIn("hawthorn", STILL);
    const crew = await world.signIn("crew", { ...STILL, viewport: SIZES[1], hasTouch: true });
    const at = async (state: string): Promise<void> => {
      // Ours below is stricter, and does not count what has merely scrolled under the dock.
      await look.at(crew, `car, ${state}`, ["target-size"]);
      for (const size of SIZES) {
        await crew.setViewportSize(size);
        look.found.push(...(await tooSmall(crew, `car, ${state}`, TARGET_PX)));
        const main = await crew.locator("[data-testid=dock] [data-ready]").first().boundingBox({ timeout: 1 }).catch(() => null);
        if (main !== null && main.height < MAIN_PX) look.found.push(`car, ${state}, ${size.width}: the main button is ${main.height} high`);
        if (main !== null && main.y + main.height > size.height) look.found.push(`car, ${state}, ${size.width}: the main button is below the fold`);
      }
      await crew.setViewportSize(SIZES[1]);
    };

    await at("shift start");
    await startShift(crew);
    await at("quiet");
    await world.feed.received(CALL);
    await world.feed.policeArrive(CALL);
    await world.feed.sceneSafe(CALL);
    await claim(worker, CALL);
    await worker.keyboard.press("a");
    await worker.getByTestId("safe-to-ring-yes").check();
    await worker.getByTestId("safe-code").fill("marmalade");
    await sendForm(worker, "safe-contact");
    await sendCar(worker, CALL, "car-1");
    await attribute(crew.getByTestId("job"), "data-state", "offered");
    await at("offered");
    await crew.getByTestId("decline").click();
    await at("dialog decline");
    await crew.keyboard.press("Escape");
    await press(crew, "ack");
    await attribute(crew.getByTestId("job"), "data-state", "acknowledged");
    await at("taken");
    await crew.getByTestId("police-now").click();
    await at("dialog police");
    await crew.keyboard.press("Escape");
    await crew.getByTestId("more").click();
    await at("dialog more");
    await crew.getByTestId("mine").click();
    await crew.getByTestId("my-sign-ins").getByRole("listitem").first().waitFor();
    await at("dialog of one's own sign-ins");
    await crew.getByTestId("password-change").click();
    await at("dialog of one's own sign-ins, password");
    await crew.keyboard.press("Escape");
    await crew.getByTestId("mine-dialog").waitFor({ state: "detached" });
    await crew.keyboard.press("Escape");
    await press(crew, "en-route");
    await attribute(crew.getByTestId("job"), "data-state", "en_route");
    await press(crew, "at-scene");
    await attribute(crew.getByTestId("job"), "data-state", "at_scene");
    await crew.getByTestId("open-file").click();
    await crew.getByTestId("address").waitFor();
    await at("at scene, file open");
    await crew.getByTestId("note").click();
    await at("dialog note");
    await crew.keyboard.press("Escape");
    await crew.getByTestId("rule-read").click();
    await crew.getByTestId("number").first().waitFor();
    await at("at scene, numbers shown");
    await press(crew, "outcome");
    await at("outcome form");
    await press(crew, "outcome-save");
    await crew.getByTestId("outcome-missing").waitFor();
    await at("outcome form, with what is missing");
    await fillOutcome(crew, "Sister stays over.");
    await at("outcome form, filled");
    for (const size of [SIZES[0], SIZES[1]]) {
      await crew.setViewportSize(size);
      look.found.push(...(await hiddenFocus(crew, `car, outcome form, ${size.width}`, 24)));
    }
    await world.feed.suspectReturns(CALL);
    await crew.getByTestId("recall-alert").waitFor();
    await at("recalled");
    await press(crew, "recall-confirm");
    await crew.getByTestId("recall-alert").waitFor({ state: "detached" });
    await at("after the recall");
    await crew.getByTestId("hide").click();
    await at("privacy screen");
    look.nothing();
  }),
  LONG_MS,
);

test(
  "the demand view",
  withWorld(async (world) => {
    const look = new Look();
    const inspector = await world.signIn("inspector", STILL);
    const at = async (state: string): Promise<void> => {
      for (const size of [
        { width: 1366, height: 768 },
        { width: 390, height: 844 },
      ]) {
        await inspector.setViewportSize(size);
        await look.at(inspector, `demand, ${state}, ${size.width}`);
        look.found.push(...(await tooSmall(inspector, `demand, ${state}`, 24)));
      }
    };
    await inspector.getByTestId("tile-waiting").waitFor();
    await at("empty");
    const worker = await world.signIn("hawthorn", STILL);
    await busy(world);
    await claim(worker, CALL);
    await worker.keyboard.press("l");
    await inspector.getByTestId("escalation").waitFor();
    await inspector.getByTestId("waiting-row").first().waitFor();
    await at("busy");
    await inspector.setViewportSize({ width: 1366, height: 768 });
    await inspector.keyboard.press("t");
    await inspector.getByTestId("by-age-table").waitFor();
    await at("tables");
    await inspector.setViewportSize({ width: 1920, height: 1080 });
    await inspector.keyboard.press("w");
    await inspector.locator("[data-wall=true]").waitFor();
    await look.at(inspector, "demand, wall");
    await inspector.keyboard.press("Escape");
    await inspector.keyboard.press("h");
    await inspector.getByTestId("privacy").waitFor();
    await look.at(inspector, "demand, privacy screen");
    look.nothing();
  }),
  LONG_MS,
);
