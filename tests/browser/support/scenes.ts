// Scenes of the busy hour that take more than a few keys: races, a cut line, the whole record of one response, and the sheet at the end.
import { expect } from "vitest";
import { short, type Hand, type Outcome } from "./hand.js";
import { numberOf, phoneOf, type Story } from "./hour.js";
import { by, command, hasFocus, openForm, pick, pressOn, send, typeInto } from "./keyboard.js";
import { record } from "./record.js";
import { attribute, focusedRow, holdsNothingPersonal, row, sees } from "./see.js";
import { PLAIN, SPOKE, UNCONFIRMED, type Shift } from "./shift.js";

/** The list's clock goes in steps of half a minute. */
const DUE_WITHIN_MS = 45_000;

export async function plain(shift: Shift, hand: Hand, story: Story): Promise<void> {
  await shift.take(hand, story);
  await PLAIN[shift.ways.get(story) ?? 0]?.(shift, hand, story);
}

/** Both press at once. Who is second is told who was first, takes the step that is offered, and gives it back. */
export async function race(shift: Shift, hand: Hand, other: Hand): Promise<void> {
  const { meet, count } = shift;
  const incident = numberOf("race");
  await shift.go(hand, "race");
  meet.say(`${hand.name} stands ready`);
  await meet.hear(`${other.name} stands ready`);
  await hand.press("c");
  const claim = row(hand.page, incident).getByTestId("row-claim");
  await expect.poll(() => claim.textContent()).toMatch(new RegExp(`^(You|${other.name})$`));
  if ((await claim.textContent()) === "You") {
    count.claims.set("race", hand.name);
    // The colleague takes it over, and puts that back.
    await meet.hear("the race is given back");
    await hand.isMine(incident);
    await sees(hand.at("timeline"), `Taken over from ${hand.name}`);
    await shift.tries(hand, "race", "spoke_safely");
    await shift.ends(hand, "race", SPOKE);
    return;
  }
  await sees(hand.page.locator('[data-testid="refusal"][data-code="already_claimed"]'), other.name);
  await hand.at("refusal-take-over").waitFor();
  await hand.takeOver("Pressed at the same moment; the line is on my side");
  await hand.isMine(incident);
  await hand.undo();
  await sees(claim, other.name);
  meet.say("the race is given back");
}

/** What was typed stays when the claim is taken meanwhile, and goes out after it has been taken back. */
export async function typed(shift: Shift): Promise<void> {
  const { bram, meet, count } = shift;
  const incident = numberOf("typed");
  const outcome: Outcome = { kind: "engaged_by_phone", referral: "referred", services: ["refuge-placement"], refuge: 2, note: "Two children go with her." };
  await shift.take(bram, "typed");
  await bram.fillOutcome(outcome);
  meet.say("the outcome is typed");
  await meet.hear("the typed one is taken over");
  await sees(bram.row(incident).getByTestId("row-claim"), shift.ada.name);
  await bram.press("Control+Enter");
  await sees(bram.at("form-outcome").locator('[data-testid="refusal"][data-code="not_your_claim"]'), shift.ada.name);
  expect(await bram.at("outcome-note").inputValue()).toBe(outcome.note);
  await bram.press("Escape");
  await bram.takeOver("Her children are on the other line with me");
  await bram.isMine(incident);
  count.claims.set("typed", bram.name);
  await openForm(bram.page, "o", "outcome");
  expect(await bram.at("outcome-note").inputValue()).toBe(outcome.note);
  expect(await bram.at("outcome-children").inputValue()).toBe("2");
  await send(bram.page, "outcome");
  await attribute(bram.row(incident), "data-done", "true");
  count.outcomes.set("typed", outcome);
  count.finals.set("typed", "outcome");
}

/** The first of two numbers for one house; the work is done here. */
export async function plainTwin(shift: Shift): Promise<void> {
  await shift.take(shift.ada, "twin");
  await shift.tries(shift.ada, "twin", "spoke_safely");
  await shift.ends(shift.ada, "twin", SPOKE);
}

export async function linked(shift: Shift, hand: Hand, story: Story, to: Story, undone: boolean): Promise<void> {
  const [incident, of] = [numberOf(story), numberOf(to)];
  await shift.take(hand, story);
  await sees(hand.row(incident), `Same as ${short(of)}?`);
  const link = async (): Promise<void> => {
    await pressOn(hand.page, by(`link-${of}`));
    await hand.at("duplicate-of").waitFor();
  };
  await link();
  if (undone) {
    await hand.undo();
    await hand.at("duplicate-of").waitFor({ state: "detached" });
    await link();
  }
  await sees(hand.row(incident), `Same as ${short(of)}`);
  await hand.release(incident);
  shift.count.claims.delete(story);
  shift.count.finals.set(story, "joined");
}

/** The line goes dead in the call: one key, and the desk answers it. The code word was in view. */
export async function lineCut(shift: Shift): Promise<void> {
  const { ada: hand, count } = shift;
  await shift.take(hand, "line cut");
  await hand.safeContact("marmalade");
  await hand.dial(phoneOf("line cut"), null);
  await sees(hand.at("code-word"), "marmalade");
  await shift.beforeTheDesk(() => cutAndAnswered(shift));
  await hand.hangUp("ended_unsafe", "Line dead after a man's voice.");
  count.tried("line cut", "ended_unsafe");
  await shift.ends(hand, "line cut", { kind: "could_not_reach", referral: "not_offered" });
}

async function cutAndAnswered({ ada: hand, desk, force, count }: Shift): Promise<void> {
  await hand.press("l");
  await attribute(hand.at("escalation"), "data-state", "requested");
  await sees(hand.at("code-word"), "marmalade");

  await desk.at("escalation-strip").waitFor();
  await attribute(desk.at("escalation-strip"), "data-kind", "line_cut");
  await desk.alarms();
  // The gravest has the focus: one more key answers it.
  expect(await hasFocus(desk.page, `${by(`alarm-line_cut-${numberOf("line cut")}`)} [data-act="answer"]`)).toBe(true);
  await desk.press("Enter");
  await desk.at(`alarm-line_cut-${numberOf("line cut")}`).waitFor({ state: "detached" });
  await desk.away("alarm-panel");

  await attribute(hand.at("escalation"), "data-state", "acknowledged");
  await force.say("line cut", "grade_changed", { grade: "1" });
  await attribute(hand.at("escalation"), "data-state", "regraded");
  count.regraded += 1;
}

/** The line goes in the middle of a note: the one key that works while typing too. The desk answers on its strip. */
export async function hangsUpWhileTyping(shift: Shift): Promise<void> {
  const { bram: hand, desk, force, count } = shift;
  await hand.dial(phoneOf("new call"), UNCONFIRMED);
  await typeInto(hand.page, "contact-note", "She whispers that he is");
  await shift.beforeTheDesk(async () => {
    await hand.press("F9");
    await attribute(hand.at("escalation"), "data-state", "requested");
    expect(await hand.at("contact-note").inputValue()).toBe("She whispers that he is");
    await attribute(desk.at("escalation-strip"), "data-kind", "line_cut");
    await pressOn(desk.page, by("strip-answer"));
    await attribute(hand.at("escalation"), "data-state", "acknowledged");
    await force.say("new call", "grade_changed", { grade: "1" });
    await attribute(hand.at("escalation"), "data-state", "regraded");
  });
  count.regraded += 1;
  await hand.type(" on the stairs");
  await pick(hand.page, "contact-result", "ended_unsafe");
  await send(hand.page, "contact");
  await hand.at("call-mode").waitFor({ state: "detached" });
  count.tried("new call", "ended_unsafe");
  await sees(hand.at("attempts"), "She whispers that he is on the stairs");
}

export async function deskDeclines(desk: Hand, story: Story): Promise<void> {
  await desk.at("escalation-strip").waitFor();
  await pressOn(desk.page, by("strip-open"));
  await expect.poll(() => desk.at("incident-number").textContent()).toBe(numberOf(story));
  await command(desk.page, "decline the", "act-decline_escalation");
  await desk.at("form-decline").waitFor();
  await typeInto(desk.page, "decline-text", "A unit is at the door now");
  await send(desk.page, "decline");
  await desk.backToList();
}

/** A promise that has run out: shelved for a while with a reason, until the unit is there. */
export async function overdue(shift: Shift): Promise<void> {
  const { ada: hand, force } = shift;
  const alarm = `alarm-grade_overdue-${numberOf("overdue")}`;
  await shift.take(hand, "overdue");
  await hand.alarms();
  await pressOn(hand.page, `${by(alarm)} ${by("alarm-shelve")}`);
  await hand.at("form-shelve").waitFor();
  await pick(hand.page, "shelve", "30");
  await typeInto(hand.page, "shelve-reason", "The unit is at the end of the street");
  await hand.press("Enter");
  await hand.at("form-shelve").waitFor({ state: "detached" });
  await hand.at(alarm).getByTestId("alarm-unshelve").waitFor();
  await hand.away("alarm-panel");
  await sees(hand.at("alarm-strip"), "1 shelved");
  await force.say("overdue", "resource_assigned", { call_sign: "FE29" });
  await force.say("overdue", "resource_at_scene", { call_sign: "FE29" });
  await sees(hand.row(numberOf("overdue")), "at scene");
  await shift.tries(hand, "overdue", "spoke_safely");
  await shift.ends(hand, "overdue", SPOKE);
}

/** The whole record of one response: risk by letters, plan, consent, referral, and an outcome that has them already. */
export async function whole(shift: Shift): Promise<void> {
  const { ada: hand } = shift;
  await shift.take(hand, "whole");
  await hand.safeContact("marmalade");
  await shift.call(hand, "whole", null, "spoke_safely", "Has wanted to leave since spring.");
  await hand.risk("yyyyyyynnnnnnnnnnnnnnnndddx");
  await sees(hand.at("risk-assessment"), "Medium risk");
  await hand.plan({ safe_place: "Her mother's", children_plan: "They know the neighbour's door" });
  await hand.consent("referral", "Rushlight outreach", "given", "spoken");
  await hand.referral("housing", "rushlight-outreach");
  await attribute(hand.at("referral"), "data-may-share", "true");
  await shift.ends(hand, "whole", { kind: "engaged_by_phone", referral: "referred", services: ["rushlight-outreach"], plan: true }, true);
  await sees(hand.at("outcome-summary"), "Rushlight outreach");
}

/** Pinned above its points, lowered below them, each with a reason. */
export async function placed(shift: Shift): Promise<void> {
  const { bram: hand } = shift;
  for (const [story, to] of [
    ["pinned", "pinned"],
    ["lowered", "lowered"],
  ] as const) {
    await shift.take(hand, story);
    await hand.standing(to, to === "pinned" ? "She rings back within the hour" : "Her solicitor is with her until six");
    if (to === "pinned") {
      // Above everything that has no request open.
      await hand.backToList();
      await hand.press("u");
      await expect.poll(() => hand.row(numberOf(story)).getAttribute("aria-posinset")).toMatch(/^[12]$/);
    }
    await shift.tries(hand, story, "spoke_safely");
    await shift.ends(hand, story, SPOKE);
  }
}

/** Each try is proposed for another time of day, and stands in the list as proposed. */
export async function timesOfDay(shift: Shift): Promise<void> {
  const { bram: hand } = shift;
  await shift.take(hand, "time of day");
  const planned: string[] = [];
  for (const result of ["no_answer", "no_answer"]) {
    const words = await shift.tries(hand, "time of day", result);
    const [, time = "", slot = ""] = /(\d\d:\d\d), (\w+)$/.exec(words) ?? [];
    expect(slot, words).toMatch(/night|morning|afternoon|evening/);
    await sees(hand.at("next-attempt"), time);
    // On another day the list says how far off it is.
    await sees(hand.row(numberOf("time of day")), new RegExp(`${time}|Try in`));
    planned.push(slot);
  }
  await hand.page.keyboard.press("Escape");
  await shift.ends(hand, "time of day", { kind: "could_not_reach", referral: "not_offered" }, true);
  record("times of day proposed after one try and after two", planned.join(", "));
}

/** What was planned early has become due: found in its own list, tried, and gone from there. */
export async function due(shift: Shift): Promise<void> {
  const { bram: hand } = shift;
  const incident = numberOf("tried early");
  await command(hand.page, "show due", "section-due");
  await expect.poll(() => hand.at("section-due").getAttribute("aria-pressed")).toBe("true");
  await hand.row(incident).waitFor({ timeout: DUE_WITHIN_MS });
  await hand.backToList();
  for (let pressed = 0; pressed < 5 && (await focusedRow(hand.page)) !== incident; pressed += 1) await hand.press("j");
  await hand.press("Enter");
  await sees(hand.row(incident).getByTestId("row-due"), "Try in");
  await shift.tries(hand, "tried early", "spoke_safely");
  await command(hand.page, "show all", "section-all");
  await expect.poll(() => hand.at("section-all").getAttribute("aria-pressed")).toBe("true");
  await hand.jump(incident);
  await shift.ends(hand, "tried early", SPOKE);
}

/** Handed to the next shift on the sheet itself. */
export async function onTheSheet(shift: Shift): Promise<void> {
  const { bram: hand, count } = shift;
  const incident = numberOf("on the sheet");
  await shift.take(hand, "on the sheet");
  await shift.tries(hand, "on the sheet", "no_answer");
  await hand.press("g");
  await hand.press("h");
  await hand.at("handover").waitFor();
  const line = by(`handover-${incident}#1`);
  await hand.page.locator(line).waitFor();
  await holdsNothingPersonal(hand.at("handover"));
  await hand.tabTo(`${line} ${by("handover-to")}`);
  await hand.type("Rushlight");
  await hand.press("Enter");
  await sees(hand.page.locator(line), "Rushlight, passed on");
  await hand.away("handover");
  await sees(hand.row(incident).getByTestId("row-claim"), "To Rushlight");
  count.claims.delete("on the sheet");
  count.finals.set("on the sheet", "handed_over");
}

/** Somebody comes to the desk: one key hides all of it, and what was typed is there afterwards. */
export async function hidden(shift: Shift): Promise<void> {
  const { bram: hand } = shift;
  await shift.take(hand, "hidden");
  await openForm(hand.page, "n", "note");
  await hand.type("Half a sen");
  await hand.press("F8");
  await hand.at("privacy").waitFor();
  await holdsNothingPersonal(hand.at("privacy"));
  await hand.press("F8");
  await hand.at("privacy").waitFor({ state: "detached" });
  await hand.type("tence, and the rest");
  await send(hand.page, "note");
  await sees(hand.at("timeline"), "Half a sentence, and the rest");
  await shift.tries(hand, "hidden", "spoke_safely");
  await shift.ends(hand, "hidden", SPOKE);
}
