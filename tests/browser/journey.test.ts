// The main job from end to end: a call arrives, is claimed, phoned, escalated, visited and closed, on four screens at once.
import { expect, test } from "vitest";
import { fillOutcome, press, startShift } from "./support/crew.js";
import { nameOf, VICTIM } from "./support/people.js";
import { attribute, figure, framesHoldNothingPersonal, goToRow, holdsNothingPersonal, row, sees } from "./support/see.js";
import { sendCar, sendForm } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";

test(
  "a call goes from the feed to a closed response, through worker, desk, crew and inspector",
  withWorld(async (world) => {
    const { feed } = world;
    const worker = await world.signIn("hawthorn");
    const crew = await world.signIn("crew", { viewport: { width: 768, height: 1024 }, hasTouch: true });
    const desk = await world.signIn("desk");
    const inspector = await world.page();
    const frames = world.watch.frames(inspector);
    await world.signInOn(inspector, "inspector");
    expect(new URL(worker.url()).pathname).toBe("/board");
    expect(new URL(crew.url()).pathname).toBe("/car");
    expect(new URL(inspector.url()).pathname).toBe("/demand");
    await startShift(crew);

    // It arrives.
    await figure(inspector, "tile-waiting", 0);
    await feed.received(CALL);
    await sees(row(worker, CALL), "Fellgate");
    await sees(row(worker, CALL), "Not reviewed");
    await figure(inspector, "tile-waiting", 1);
    await figure(inspector, "tile-received", 1);

    // Claimed in two keys.
    await worker.keyboard.press("j");
    await worker.keyboard.press("c");
    await sees(row(worker, CALL).getByTestId("row-claim"), "You");
    await sees(row(desk, CALL).getByTestId("row-claim"), nameOf("hawthorn"));
    await figure(inspector, "tile-reviewed", 1);
    await figure(inspector, "tile-waiting", 0);
    await holdsNothingPersonal(worker.getByTestId("list"));

    // The rule before the number: nobody has said that it is safe, so ringing takes a deliberate second step.
    await worker.keyboard.press("Enter");
    await sees(worker.getByTestId("people"), VICTIM.name);
    await attribute(worker.getByTestId("safe-contact"), "data-state", "unconfirmed");
    expect(await worker.content()).not.toContain(VICTIM.phone);
    await worker.keyboard.press("p");
    await worker.getByTestId("call-mode").waitFor();
    expect(await worker.content()).not.toContain(VICTIM.phone);
    await worker.getByTestId("dial-anyway").press("Enter");
    const go = worker.getByTestId("second-step-go");
    expect(await go.isDisabled()).toBe(true);
    await worker.getByTestId("second-step-tick").press("Space");
    await go.press("Enter");
    await sees(worker.getByTestId("number"), VICTIM.phone);
    await sees(worker.getByTestId("call-mode"), "No voicemail");
    await worker.getByTestId("contact-result-spoke_safely").press("Space");
    await worker.getByTestId("contact-note").fill("He is outside. She will whisper if he comes back in.");
    await worker.getByTestId("contact-save").press("Enter");
    await worker.getByTestId("call-mode").waitFor({ state: "detached" });
    await sees(row(worker, CALL), "Spoke safely");
    await figure(inspector, "tile-contacted", 1);

    // What she said about ringing again.
    await worker.keyboard.press("a");
    await worker.getByTestId("safe-to-ring-yes").press("Space");
    await worker.getByTestId("safe-when").fill("until he is back from the shop");
    await worker.getByTestId("safe-code").fill("marmalade");
    await sendForm(worker, "safe-contact");
    await attribute(worker.getByTestId("safe-contact"), "data-state", "safe");

    // More danger than the log showed: the desk is asked, answers, and the force regrades.
    await worker.keyboard.press("e");
    await worker.getByTestId("request-escalation-text").fill("Strangled last week, he has a knife in the car");
    await sendForm(worker, "request-escalation");
    await attribute(worker.getByTestId("escalation"), "data-state", "requested");
    await figure(inspector, "tile-unanswered", 1);
    await desk.getByTestId("strip-open").click();
    await desk.getByTestId("acknowledge-escalation").click();
    await attribute(worker.getByTestId("escalation"), "data-state", "acknowledged");
    await figure(inspector, "tile-unanswered", 0);
    await feed.send({ incident: CALL, type: "grade_changed", data: { grade: "1", reason: "asked by the support worker" } });
    await attribute(worker.getByTestId("escalation"), "data-state", "regraded");
    await sees(worker.getByTestId("escalation"), "2 → 1");
    await figure(inspector, "tile-escalations-regraded", 1);

    // The gate opens in words, condition by condition.
    const gate = worker.getByTestId("gate");
    await attribute(gate, "data-state", "closed");
    await feed.policeArrive(CALL);
    await sees(gate.locator("[data-met=true]"), /police/i);
    await attribute(gate, "data-state", "closed");
    await feed.sceneSafe(CALL);
    await attribute(gate, "data-state", "open");
    await sees(gate, "Car may go");
    expect(await gate.locator("[data-met=false]").count()).toBe(0);

    // The car: offered, taken, on its way, there.
    await sendCar(worker, CALL, "car-1");
    await attribute(crew.getByTestId("job"), "data-state", "offered");
    await sees(crew.getByTestId("job"), "Fellgate");
    await holdsNothingPersonal(crew);
    const deployment = worker.getByTestId("deployment");
    for (const [act, state] of [
      ["ack", "acknowledged"],
      ["en-route", "en_route"],
      ["at-scene", "at_scene"],
    ] as const) {
      await press(crew, act);
      await attribute(crew.getByTestId("job"), "data-state", state);
      await attribute(deployment, "data-state", state);
    }
    await sees(row(worker, CALL), "at scene");
    await figure(inspector, "tile-visited", 1);

    // The file is opened at the door, and its rule is read before the number shows.
    await crew.getByTestId("open-file").click();
    await sees(crew.getByTestId("address"), VICTIM.address);
    await sees(crew.getByTestId("file"), "marmalade");
    expect(await crew.getByTestId("file").textContent()).not.toContain(VICTIM.phone);

    // What came of it.
    await press(crew, "outcome");
    await fillOutcome(crew, "Sister stays over. Locks to be changed on Monday.");
    await press(crew, "outcome-save");
    await crew.getByTestId("resume").waitFor();
    await sees(worker.getByTestId("outcome-summary"), "Engaged by visit");
    await sees(worker.getByTestId("outcome-summary"), "Rushlight outreach");
    await figure(inspector, "tile-referred", 1);
    await press(crew, "resume");
    await attribute(crew.getByTestId("idle"), "data-status", "available");
    await attribute(deployment, "data-state", "resumed");
    // A job that the crew ended itself is not announced as one that was taken away.
    expect(await crew.getByTestId("ended").count()).toBe(0);

    // Closed by the worker, and marked as done on both boards.
    await goToRow(worker, CALL);
    await worker.getByTestId("close-response").click();
    await attribute(row(worker, CALL), "data-done", "true");
    await attribute(row(desk, CALL), "data-done", "true");

    // The inspector has seen all of it and never whom it was about; nor did a list.
    for (const [tile, value] of [
      ["tile-received", 1],
      ["tile-reviewed", 1],
      ["tile-contacted", 1],
      ["tile-visited", 1],
      ["tile-referred", 1],
    ] as const) {
      await figure(inspector, tile, value);
    }
    await holdsNothingPersonal(inspector);
    framesHoldNothingPersonal(frames);
    await holdsNothingPersonal(worker.getByTestId("list"));
    await holdsNothingPersonal(desk.getByTestId("list"));
  }),
);
