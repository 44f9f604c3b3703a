// The board's forms, records, alarms, palette and sheet, in every state that a worker meets: no violation of WCAG 2.2 A and AA in either theme.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Look } from "./support/access.js";
import { someCalls } from "./support/feed.js";
import { Hand } from "./support/hand.js";
import { by, openForm } from "./support/keyboard.js";
import { nameOf } from "./support/people.js";
import { callOf, programme, WORKER } from "./support/programme.js";
import { attribute, goToRow, row, sees } from "./support/see.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0900";
const REPEAT = "FS-0901";
const TWIN = "FS-0902";
const OVERDUE = "FS-0903";
const THEIRS = "FS-0904";
const STILL = { reducedMotion: "reduce" } as const;
const LONG_MS = 300_000;
const OVERDUE_MS = 17 * 60_000;

/** Two pages of workers and one of the desk. */
async function board(world: World): Promise<{ look: Look; page: Page; hand: Hand; other: Hand }> {
  const page = await world.signIn("hawthorn", STILL);
  const other = await world.signIn("rowan", STILL);
  return { look: new Look(), page, hand: new Hand(page, nameOf("hawthorn")), other: new Hand(other, nameOf("rowan")) };
}

/** Presses the form's main button with nothing, or something wrong, in it. */
async function saveWrong(page: Page, form: string, says: string | RegExp): Promise<void> {
  await page.getByTestId(`${form}-save`).press("Enter");
  await sees(page.getByTestId(`form-${form}`), says);
}

async function cancel(page: Page, form: string): Promise<void> {
  await page.getByTestId(`${form}-cancel`).press("Enter");
  await page.getByTestId(`form-${form}`).waitFor({ state: "detached" });
}

test(
  "safe contact, contact and the call",
  withWorld(async (world) => {
    const { look, page, hand } = await board(world);
    await world.feed.received(CALL);
    await world.feed.policeArrive(CALL);
    await hand.jump(CALL);
    await hand.claim(CALL);

    await openForm(page, "a", "safe-contact");
    await page.getByTestId("safe-number").fill("nobody's");
    await page.getByTestId("safe-more").press("Enter");
    await page.getByTestId("safe-email-allowed").check();
    await page.getByTestId("safe-preset-evening").press("Enter");
    await page.getByTestId("safe-add-window").press("Enter");
    await page.getByTestId("safe-add-other").press("Enter");
    await page.getByTestId("safe-other-1").fill("12");
    await look.at(page, "safe contact with hours and another number");
    await saveWrong(page, "safe-contact", "Choose at least one day");
    await sees(page.getByTestId("form-safe-contact"), "Enter a telephone number");
    await look.at(page, "safe contact, all of it wrong");
    await page.getByTestId("safe-number").fill("07700 900457");
    await page.getByTestId("safe-to-ring-yes").check();
    await page.getByTestId("safe-code").fill("marmalade");
    await page.getByTestId("safe-email").fill("quartz@example.org");
    await page.locator('[data-testid="safe-windows"] [data-row]').nth(1).getByTestId("day-mon").check();
    await page.getByTestId("safe-from-2").fill("22:00");
    await page.getByTestId("safe-until-2").fill("06:00");
    await page.getByTestId("safe-other-1").fill("07700 900458");
    await page.getByTestId("safe-whose-1").fill("her sister");
    await page.getByTestId("safe-other-ring-1").check();
    await page.getByTestId("safe-add-other").press("Enter");
    await page.getByTestId("safe-other-2").fill("07700 900459");
    await page.getByTestId("safe-whose-2").fill("his mother's house");
    await look.at(page, "safe contact, filled");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-safe-contact").waitFor({ state: "detached" });
    await sees(page.getByTestId("safe-contact"), "her sister");
    await look.at(page, "safe contact, with hours, an address and several numbers");

    await page.getByTestId("dial-anyway-3").or(page.getByTestId("dial-anyway-2")).first().press("Enter");
    await page.getByTestId("second-step").waitFor();
    await look.at(page, "second step for another number");
    await page.keyboard.press("Escape");
    await page.getByTestId("email").press("Enter");
    await page.getByTestId("second-step").or(page.getByTestId("form-contact")).first().waitFor();
    await look.at(page, "an email instead");
    await page.keyboard.press("Escape");
    await hand.backToList();

    await openForm(page, "v", "contact");
    await saveWrong(page, "contact", "Choose what happened");
    await look.at(page, "contact, nothing chosen");
    await page.getByTestId("contact-result-no_answer").check();
    await attribute(page.getByTestId("contact-next"), "class", /./);
    await look.at(page, "contact, with the next try proposed");
    await page.getByTestId("contact-next").selectOption("at");
    await page.getByTestId("contact-next-at").fill("2020-01-01T10:00");
    await saveWrong(page, "contact", "This time has passed");
    await look.at(page, "contact, planned in the past");
    await cancel(page, "contact");

    // The call: as the hours of now have it, at once or behind the second step.
    await goToRow(page, CALL);
    await page.keyboard.press("p");
    await page.getByTestId("call-mode").waitFor();
    if ((await page.getByTestId("code-word").count()) === 0) {
      await page.getByTestId("dial-anyway").press("Enter");
      await page.getByTestId("second-step-tick").check();
      await look.at(page, "second step outside the safe hours");
      await page.getByTestId("second-step-go").press("Enter");
    }
    await page.getByTestId("code-word").waitFor();
    await page.getByTestId("other-numbers").press("Enter");
    await page.getByTestId("ring-instead-2").waitFor();
    await look.at(page, "call with several numbers");
    await page.getByTestId("more-acts").press("Enter");
    await page.getByTestId("more-risk").waitFor();
    await look.at(page, "call with the menu out");
    await page.keyboard.press("Escape");
    await page.getByTestId("call-escalate").press("Enter");
    await page.getByTestId("form-request-escalation").waitFor();
    await look.at(page, "call with a form beside it");
    await saveWrong(page, "request-escalation", "Say why");
    await look.at(page, "call, escalation without a reason");
    await cancel(page, "request-escalation");
    await world.feed.suspectReturns(CALL);
    await sees(page.getByTestId("call-changed"), "the suspect came back");
    await look.at(page, "call during which the suspect came back");
    look.nothing();
  }),
  LONG_MS,
);

test(
  "risk, plan, consent, referral and outcome",
  withWorld(async (world) => {
    const { look, page, hand } = await board(world);
    await world.feed.received(CALL);
    await hand.jump(CALL);
    await hand.claim(CALL);

    await openForm(page, "d", "risk");
    await look.at(page, "risk, nothing answered");
    await saveWrong(page, "risk", "Answer at least one question");
    await look.at(page, "risk, saved with nothing");
    await page.locator("[data-question] input").first().press("y");
    await page.keyboard.type("ynnddxyyyyyy");
    await look.at(page, "risk, half filled");
    await page.getByTestId("risk-source-received").check();
    await page.getByTestId("risk-judgement-standard").check();
    await saveWrong(page, "risk", "Say who took it");
    await page.getByTestId("risk-reason").waitFor();
    await look.at(page, "risk, judged otherwise without a reason");
    await page.getByTestId("risk-judgement-counted").check();
    await page.getByTestId("risk-from").fill("The hospital's Idva");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-risk").waitFor({ state: "detached" });
    await openForm(page, "d", "risk");
    await page.getByTestId("risk-revisit").waitFor();
    await look.at(page, "risk, revisited");
    await page.getByTestId("risk-set").selectOption("dara.v1");
    await saveWrong(page, "risk", "Choose the band");
    await look.at(page, "risk, a set without a count");
    await page.locator("[data-question] input").first().press("n");
    await page.getByTestId("risk-judgement-standard").check();
    await page.getByTestId("risk-lowered").waitFor();
    await saveWrong(page, "risk", "Give the reason");
    await look.at(page, "risk, lowered without a reason");
    await page.getByTestId("risk-reason").fill("They have moved in with family");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-risk").waitFor({ state: "detached" });

    await openForm(page, "y", "plan");
    await saveWrong(page, "plan", "Choose at least one topic");
    await look.at(page, "plan, nothing chosen");
    await page.getByTestId("plan-topic-safe_place").check();
    await page.getByTestId("plan-text-safe_place").fill("The sister's house");
    await look.at(page, "plan, half written");
    await page.getByTestId("plan-agreed").check();
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-plan").waitFor({ state: "detached" });
    await openForm(page, "y", "plan");
    await look.at(page, "plan, changed");
    await cancel(page, "plan");

    await openForm(page, "i", "consent");
    await saveWrong(page, "consent", "Choose with whom");
    await look.at(page, "consent, nothing chosen");
    await page.getByTestId("consent-purpose-referral").check();
    await page.getByTestId("consent-decision-given").check();
    await saveWrong(page, "consent", "Say how it was said");
    await look.at(page, "consent, without how it was said");
    await page.getByTestId("consent-decision-without_consent").check();
    await saveWrong(page, "consent", "Choose the legal basis");
    await look.at(page, "consent, without a basis");
    await page.getByTestId("consent-decision-withdrawn").check();
    await saveWrong(page, "consent", "No consent stands here");
    await look.at(page, "consent, nothing to withdraw");
    await cancel(page, "consent");
    for (const recipient of ["Rushlight outreach", "Marac"]) await hand.consent("referral", recipient, recipient === "Marac" ? "refused" : "given", "spoken");
    await page.getByTestId("consent-withdraw").first().press("Enter");
    await sees(page.getByTestId("consent-line"), "Share nothing more");
    await page.getByTestId("consent-ledger").press("Enter");
    await look.at(page, "consent, the ledger open and an undo");

    await goToRow(page, CALL);
    await openForm(page, "f", "referral");
    await saveWrong(page, "referral", "Choose a service");
    await look.at(page, "referral, nothing chosen");
    await page.getByTestId("referral-need-housing").check();
    await page.getByTestId("referral-service-rushlight-outreach").check();
    await look.at(page, "referral, chosen");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("referral").waitFor();
    await page.getByTestId("risk-earlier").press("Enter");
    await look.at(page, "incident with all its records");

    await goToRow(page, CALL);
    await openForm(page, "o", "outcome");
    await page.getByTestId("outcome-referral-referred").check();
    await page.getByTestId("outcome-service-rushlight-outreach").uncheck();
    await page.getByTestId("outcome-refuge").check();
    await page.getByTestId("outcome-children").fill("many");
    await page.getByTestId("outcome-question-police_minutes_freed").fill("some");
    await saveWrong(page, "outcome", "Enter a whole number");
    await look.at(page, "outcome, all of it wrong");
    await page.getByTestId("outcome-kind-engaged_by_phone").check();
    await page.getByTestId("outcome-service-rushlight-outreach").check();
    await page.getByTestId("outcome-children").fill("2");
    await page.getByTestId("outcome-question-police_minutes_freed").fill("30");
    await page.getByTestId("outcome-hints").waitFor();
    await look.at(page, "outcome with what is worth a look");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-outcome").waitFor({ state: "detached" });
    await page.getByTestId("close-response").press("Enter");
    await page.getByTestId("undo").first().waitFor();
    await look.at(page, "closed, with its undo");
    await page.getByTestId("reopen-response").press("Enter");
    await page.getByTestId("form-reopen").waitFor();
    await saveWrong(page, "reopen", "Say why");
    await look.at(page, "reopen without a reason");
    look.nothing();
  }),
  LONG_MS,
);

test(
  "claims, hazards, standing, repeats, duplicates, the log and the menu",
  withWorld(async (world) => {
    const { look, page, hand, other } = await board(world);
    for (const incident of [CALL, REPEAT, TWIN]) await world.feed.received(incident);
    await world.feed.send(...someCalls(6));
    await hand.jump(REPEAT);
    await hand.backToList();
    // The factors of the row that has the focus, after a moment.
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.getByTestId("why").waitFor();
    await look.at(page, "why a row stands where it does");
    await hand.jump(TWIN);
    await page.getByTestId("duplicates").waitFor();
    await page.getByTestId("repeats").waitFor();
    await look.at(page, "repeats and duplicates as proposed");
    await page.getByTestId(`repeat-confirm-${CALL}`).press("Enter");
    await page.getByTestId(`repeat-dismiss-${REPEAT}`).press("Enter");
    await attribute(page.getByTestId(`repeat-${REPEAT}`), "data-verdict", "dismissed");
    await attribute(page.getByTestId(`repeat-${CALL}`), "data-verdict", "confirmed");
    await look.at(page, "repeats judged, with their undo");
    await page.getByTestId(`link-${CALL}`).press("Enter");
    await page.getByTestId("duplicate-of").waitFor();
    await look.at(page, "a duplicate that is linked");
    await hand.jump(CALL);
    await sees(page.getByTestId("duplicates"), TWIN);
    await look.at(page, "an incident to which another is linked");

    await hand.claim(CALL);
    await page.getByTestId("more-acts").press("Enter");
    await page.getByTestId("hand-over").waitFor();
    await look.at(page, "the menu");
    await page.getByTestId("hand-over").press("Enter");
    await page.getByTestId("form-hand-over").waitFor();
    await look.at(page, "hand over to a colleague");
    await cancel(page, "hand-over");

    for (const [key, form, says] of [
      ["h", "pass-on", "Say who goes on with it"],
      ["m", "standing", "Choose"],
      ["n", "note", "Write the note first"],
      ["b", "hazards", "Nothing has changed yet"],
    ] as const) {
      await goToRow(page, CALL);
      await openForm(page, key, form);
      await saveWrong(page, form, says);
      await look.at(page, `${form}, with what is missing`);
      await cancel(page, form);
    }
    await goToRow(page, CALL);
    await openForm(page, "m", "standing");
    await page.getByTestId("standing-pinned").check();
    await saveWrong(page, "standing", "reason");
    await look.at(page, "pinned without a reason");
    await page.getByTestId("standing-reason").fill("Rings back within the hour");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("standing-now").waitFor();
    await hand.hazards("strangulation", "dog");
    await openForm(page, "b", "hazards");
    await page.getByTestId("hazard-dog").uncheck();
    await saveWrong(page, "hazards", "Say why this is not so");
    await look.at(page, "a hazard ruled out without a reason");
    await cancel(page, "hazards");
    await look.at(page, "pinned, with hazards of our own");
    await page.getByTestId("end-trying").press("Enter");
    await page.getByTestId("form-end-trying").waitFor();
    await saveWrong(page, "end-trying", "reason");
    await look.at(page, "end trying without a reason");
    await page.getByTestId("end-trying-text").fill("Has asked not to be rung");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("trying-ended").waitFor();
    await look.at(page, "trying has ended");

    await hand.escalate("More danger than the log shows");
    await page.getByTestId("withdraw-escalation").press("Enter");
    await page.getByTestId("form-withdraw").waitFor();
    await saveWrong(page, "withdraw", "Say why");
    await look.at(page, "withdraw without a reason");
    await cancel(page, "withdraw");

    // Two people: taking over, being refused, and having lost it.
    await hand.jump("FS-0003");
    await other.jump("FS-0003");
    await other.claim("FS-0003");
    await openForm(page, "t", "take-over");
    await saveWrong(page, "take-over", "Give the reason");
    await look.at(page, "take over without a reason");
    await cancel(page, "take-over");
    await goToRow(page, "FS-0003");
    await page.keyboard.press("c");
    await page.getByTestId("refusal-take-over").waitFor();
    await look.at(page, "a claim that came second, with the next step");
    await openForm(page, "h", "pass-on");
    await page.getByTestId("pass-on-to").fill("Rushlight");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("form-pass-on").getByTestId("refusal").waitFor();
    await look.at(page, "a form that is refused, with what was typed kept");
    await cancel(page, "pass-on");
    await other.passOn("Rushlight", "After nine");
    await sees(page.getByTestId("passed-on"), "Rushlight");
    await look.at(page, "passed on by a colleague");

    // The log: filtered, searched, corrected.
    await hand.jump(CALL);
    await hand.note("Two children");
    await page.locator('[data-testid="timeline"] li[data-topic="note"]').getByTestId("timeline-correct").press("Enter");
    await page.getByTestId("form-correct").waitFor();
    await saveWrong(page, "correct", "Write what is right");
    await look.at(page, "a correction without words");
    await page.getByTestId("correct-text").fill("Three children");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("timeline-corrected").waitFor();
    await page.getByTestId("timeline-origin-ours").press("Enter");
    await page.getByTestId("timeline-topic-note").press("Enter");
    await look.at(page, "the log, filtered, with a correction");
    await page.getByTestId("timeline-search").fill("nothing of the kind");
    await page.getByTestId("timeline-clear").waitFor();
    await look.at(page, "the log, searched for what is not in it");
    look.nothing();
  }),
  LONG_MS,
);

test(
  "alarms, palette and handover sheet",
  withWorld(async (world) => {
    const { look, page, hand, other } = await board(world);
    await hand.alarms();
    await look.at(page, "alarms, none");
    await hand.away("alarm-panel");
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByTestId("handover").waitFor();
    await sees(page.getByTestId("handover"), "Nothing is open");
    await look.at(page, "handover, empty");
    await hand.away("handover");

    await world.feed.send(...someCalls(8));
    await world.feed.received(CALL);
    await world.feed.received(THEIRS, { location: { address: "2 Alder Row", locality: "Alder Row", beat: "FE2" }, people: [{ role: "victim", name: "Una Uldale", age: 51, phone: "07700 900811" }] });
    await world.feed.send({ incident: OVERDUE, type: "incident_received", data: { opening_code: "DOMESTIC - VIOLENCE", grade: "1", location: { locality: "Bracken Way" } }, at: Date.now() - OVERDUE_MS });
    await other.jump(THEIRS);
    await other.claim(THEIRS);
    await other.escalate("Sounds afraid");
    await hand.jump(CALL);
    await hand.claim(CALL);
    await hand.press("l");
    await page.getByTestId("escalation-strip").waitFor();
    await look.at(page, "the strip with a cut line");
    await hand.alarms();
    await look.at(page, "alarms, for oneself and for others");
    const overdue = page.getByTestId(`alarm-grade_overdue-${OVERDUE}`);
    await overdue.getByTestId("alarm-shelve").press("Enter");
    await page.getByTestId("form-shelve").waitFor();
    await page.getByTestId("shelve-save").press("Enter");
    await sees(page.getByTestId("form-shelve"), "Say why it can wait");
    await look.at(page, "shelving without a reason");
    await page.getByTestId("shelve-reason").fill("The unit is at the corner");
    await page.getByTestId("shelve-save").press("Enter");
    await overdue.getByTestId("alarm-unshelve").waitFor();
    await look.at(page, "alarms, one shelved, with its undo");
    await hand.away("alarm-panel");
    await look.at(page, "the strip with a shelved alarm");

    await page.keyboard.press("Control+k");
    await page.getByTestId("palette").waitFor();
    await look.at(page, "palette");
    await page.getByTestId("palette-field").fill("re");
    await look.at(page, "palette, a few letters");
    await page.getByTestId("palette-field").fill("no such command");
    await sees(page.getByTestId("palette"), "No command and no incident");
    await look.at(page, "palette, nothing found");
    await page.keyboard.press("Escape");

    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.locator(by(`handover-${CALL}#1`)).waitFor();
    await look.at(page, "handover, without names");
    await page.locator(by(`handover-${CALL}#1`)).getByTestId("handover-to").fill("Rushlight");
    await page.getByTestId("handover-pass-on").waitFor();
    await look.at(page, "handover, a name typed");
    await page.getByTestId("handover-level-names").check();
    await sees(page.getByTestId("handover"), "Quartzwell");
    await sees(page.getByTestId("handover"), "Una Uldale");
    await expect.poll(() => page.getByTestId("handover-print").isEnabled()).toBe(true);
    await look.at(page, "handover, with names");
    await page.locator(by(`handover-${THEIRS}#1`)).getByTestId("handover-to").fill("Nobody");
    await page.keyboard.press("Enter");
    await sees(page.getByTestId("handover").getByRole("alert"), nameOf("rowan"));
    await look.at(page, "handover, a refusal in its line");
    await page.locator(by(`handover-${CALL}#1`)).getByTestId("handover-to").press("Enter");
    await sees(page.locator(by(`handover-${CALL}#1`)), "passed on");
    await look.at(page, "handover, passed on, with its undo");
    look.nothing();
  }),
  LONG_MS,
);

test("for whom the scheme is, and the cover that comes by itself", async () => {
  const { kind, file } = await programme("gwent-assertive-outreach");
  await withWorld(
    async (world) => {
      const look = new Look();
      const page = await world.page(STILL);
      // A clock that can be put forward: nobody waits ten minutes here.
      await page.addInitScript(() => {
        const real = performance.now.bind(performance);
        Object.assign(window, { aheadMs: 0 });
        performance.now = () => real() + (window as unknown as { aheadMs: number }).aheadMs;
      });
      await world.signInOn(page, WORKER.username);
      const hand = new Hand(page, WORKER.name);
      await world.feed.send(
        callOf(file, "GWP-1", { calls_in_12_months: 2, location: { locality: "Sallow Street", beat: "NE3" } }),
        callOf(file, "GWP-2", { calls_in_12_months: 2, people: [{ role: "victim", name: "Beryl Birch", age: 15 }] }),
        callOf(file, "GWP-3", { people: [{ role: "victim", name: "Clova Cragside" }] }),
      );
      for (const incident of ["GWP-1", "GWP-2", "GWP-3"]) {
        await row(page, incident).waitFor();
        await hand.jump(incident);
        await page.getByTestId("eligibility").waitFor();
        await look.at(page, `eligibility of ${incident}`);
      }
      await openForm(page, "n", "note");
      await hand.type("Half a sentence");
      await page.evaluate(() => Object.assign(window, { aheadMs: 11 * 60_000 }));
      await page.getByTestId("privacy").waitFor();
      await sees(page.getByTestId("privacy"), "Covered after 10 min");
      await look.at(page, "covered after ten minutes");
      await page.keyboard.press("Enter");
      await page.getByTestId("privacy").waitFor({ state: "detached" });
      expect(await page.getByTestId("note-text").inputValue()).toBe("Half a sentence");
      look.nothing();
    },
    async () => kind,
  )();
});
