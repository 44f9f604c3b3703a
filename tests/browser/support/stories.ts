// What happens to each call of the busy hour, and who does it: everything that a worker can do, once at least, with the colleague in the way.
import { expect } from "vitest";
import { short, type Hand, type Outcome } from "./hand.js";
import { numberOf, phoneOf, type Story } from "./hour.js";
import { by, command, hasFocus, openForm, pick, pressOn, send, typeInto } from "./keyboard.js";
import { record } from "./record.js";
import { attribute, focusedRow, holdsNothingPersonal, row, sees } from "./see.js";
import { PLAIN, SPOKE, UNCONFIRMED, type Shift } from "./shift.js";

/** The list's clock goes in steps of half a minute. */
const DUE_WITHIN_MS = 45_000;
/** As fellside.toml has it. */
const STRANGULATION_POINTS = 20;

async function plain(shift: Shift, hand: Hand, story: Story): Promise<void> {
  await shift.take(hand, story);
  await PLAIN[shift.ways.get(story) ?? 0]?.(shift, hand, story);
}

/** Both press at once. Who is second is told who was first, takes the step that is offered, and gives it back. */
async function race(shift: Shift, hand: Hand, other: Hand): Promise<void> {
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
async function typed(shift: Shift): Promise<void> {
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

export async function adaWorks(shift: Shift): Promise<void> {
  const { ada: hand, bram, desk, force, count, meet } = shift;
  await plain(shift, hand, "plain 1");
  await race(shift, hand, bram);
  await plain(shift, hand, "plain 3");

  await shift.take(hand, "lent");
  await hand.note("Her sister answers, and fetches her");
  meet.say("the lent one is claimed");

  // Told, closed, opened again by one key, and closed once more.
  await shift.take(hand, "closed and back");
  await hand.safeContact("wrong number");
  await shift.call(hand, "closed and back", null, "spoke_safely", "Stays with a friend tonight.");
  await shift.ends(hand, "closed and back", SPOKE, true);
  await hand.undo();
  await hand.at("close-response").waitFor();
  expect(await hand.at("outcome-summary").textContent()).toContain("Engaged by phone");
  await shift.closes(hand, "closed and back");

  await plainTwin(shift);

  // The suspect comes back: what was safe is so no longer.
  await shift.take(hand, "suspect back");
  await hand.safeContact("marmalade");
  await force.say("suspect back", "suspect_whereabouts", { whereabouts: "returned", by: "OP11" });
  await attribute(hand.at("safe-contact"), "data-state", "overtaken");
  await shift.call(hand, "suspect back", /Since this was confirmed/, "ended_unsafe", "He came in. She hung up.");
  await force.say("suspect back", "suspect_whereabouts", { whereabouts: "in_custody", by: "OP11" });
  await shift.ends(hand, "suspect back", { kind: "could_not_reach", referral: "not_offered" });

  await meet.hear("the outcome is typed");
  await shift.go(hand, "typed");
  await hand.takeOver("Bram is on the telephone, and she rings back");
  await hand.isMine(numberOf("typed"));
  meet.say("the typed one is taken over");

  // Asked for, and answered by the force's regrade.
  await shift.take(hand, "regraded");
  await shift.beforeTheDesk(async () => {
    await hand.escalate("Strangled last week, he has a knife in the car");
    await force.say("regraded", "grade_changed", { grade: "1", reason: "asked by the support worker" });
    await attribute(hand.at("escalation"), "data-state", "regraded");
  });
  count.regraded += 1;
  await shift.tries(hand, "regraded", "spoke_safely");
  await shift.ends(hand, "regraded", { kind: "engaged_by_phone", referral: "referred", services: ["idva-service"] });

  await lineCut(shift);

  await shift.take(hand, "desk says no");
  await shift.beforeTheDesk(async () => {
    await hand.escalate("She sounds more afraid than the log has it");
    await deskDeclines(desk, "desk says no");
    await attribute(hand.at("escalation"), "data-state", "declined");
  });
  await shift.tries(hand, "desk says no", "spoke_safely");
  await shift.ends(hand, "desk says no", SPOKE);

  // The same suspect by name alone, and nothing else of it.
  await shift.take(hand, "other suspect");
  const earlier = numberOf("plain 3");
  await pressOn(hand.page, by(`repeat-dismiss-${earlier}`));
  await attribute(hand.at(`repeat-${earlier}`), "data-verdict", "dismissed");
  await shift.tries(hand, "other suspect", "declined_for_now");
  await shift.ends(hand, "other suspect", { kind: "declined", referral: "declined" });

  await linked(shift, hand, "one telephone again", "one telephone", true);
  await overdue(shift);
  await whole(shift);

  await shift.take(hand, "prepared");
  await hand.hazards("strangulation");
  await hand.plan({ safe_place: "Her sister's, the key is under the pot", code_word: "Rings and asks for a plumber" });
  await shift.tries(hand, "prepared", "spoke_safely");
  await shift.ends(hand, "prepared", { kind: "engaged_by_phone", referral: "already_supported" }, true);

  await shift.take(hand, "passed on");
  await shift.tries(hand, "passed on", "no_answer");
  await hand.passOn("Rushlight", "Ring after nine");
  await hand.undo();
  await hand.isMine(numberOf("passed on"));
  await hand.passOn("Rushlight", "Ring after nine, she is at work until then");
  count.claims.delete("passed on");
  count.finals.set("passed on", "handed_over");

  // A slip of the pen is corrected beside itself.
  await shift.take(hand, "corrected");
  await hand.note("Two children, both at school");
  await pressOn(hand.page, `${by("timeline")} li[data-topic="note"] ${by("timeline-correct")}`);
  await hand.at("form-correct").waitFor();
  await typeInto(hand.page, "correct-text", "Three children, one is at home");
  await send(hand.page, "correct");
  await sees(hand.at("timeline"), "Three children, one is at home");
  await hand.at("timeline-corrected").waitFor();
  await shift.tries(hand, "corrected", "spoke_safely");
  await shift.ends(hand, "corrected", SPOKE);

  for (const story of ["plain 5", "plain 7", "plain 9"] as const) await plain(shift, hand, story);
}

export async function bramWorks(shift: Shift): Promise<void> {
  const { ada, bram: hand, force, count, meet } = shift;
  // Nobody answers; in a quarter of an hour it is due again.
  await shift.take(hand, "tried early");
  await shift.tries(hand, "tried early", "no_answer", "15");
  await plain(shift, hand, "plain 2");
  await race(shift, hand, ada);
  await plain(shift, hand, "plain 4");

  await meet.hear("the lent one is claimed");
  await shift.go(hand, "lent");
  await hand.takeOver("Ada has three on her hands");
  // Whoever had it is told.
  await ada.toast(`${hand.name} has ${short(numberOf("lent"))} now`);
  await hand.isMine(numberOf("lent"));
  count.claims.set("lent", hand.name);
  await shift.tries(hand, "lent", "spoke_safely");
  await shift.ends(hand, "lent", SPOKE);

  await shift.take(hand, "nobody asked");
  await shift.call(hand, "nobody asked", UNCONFIRMED, "spoke_safely", "Safe with the neighbour.");
  await shift.ends(hand, "nobody asked", SPOKE, true);

  await linked(shift, hand, "twin again", "twin", false);

  await shift.take(hand, "new call");
  await force.say("new call", "new_call", { by: "OP12", text: "SHE RINGS AGAIN, WHISPERING" });
  await sees(hand.row(numberOf("new call")), "new call");
  await hangsUpWhileTyping(shift);
  await shift.ends(hand, "new call", SPOKE);

  await typed(shift);

  // Her number is marked unsafe: ringing it takes the second step, and says so.
  await shift.take(hand, "not safe");
  await hand.safeContact("", false);
  await shift.call(hand, "not safe", /must not be rung/, "someone_else", "A man answered. Rang off as a wrong number.");
  await shift.ends(hand, "not safe", { kind: "could_not_reach", referral: "not_offered" });

  // The same two people as before: said by a person, and counted from then on.
  await shift.take(hand, "repeat");
  const earlier = numberOf("plain 1");
  await sees(hand.at(`repeat-${earlier}`), "same victim and suspect");
  await pressOn(hand.page, by(`repeat-confirm-${earlier}`));
  await attribute(hand.at(`repeat-${earlier}`), "data-verdict", "confirmed");
  await sees(hand.row(numberOf("repeat")), "2 incidents in 12 months");
  await shift.tries(hand, "repeat", "spoke_safely");
  await shift.ends(hand, "repeat", { kind: "engaged_by_phone", referral: "already_supported" });

  await timesOfDay(shift);

  await shift.take(hand, "taken back");
  await shift.beforeTheDesk(async () => {
    await hand.escalate("Pressed for the call above it");
    await hand.backToList();
    await command(hand.page, "withdraw", "act-withdraw_escalation");
    await hand.at("form-withdraw").waitFor();
    await typeInto(hand.page, "withdraw-text", "The wrong call");
    await send(hand.page, "withdraw");
    await attribute(hand.at("escalation"), "data-state", "withdrawn");
  });
  await shift.tries(hand, "taken back", "declined_for_now");
  await shift.ends(hand, "taken back", { kind: "declined", referral: "declined" }, true);

  await plain(shift, hand, "one telephone");
  meet.say("the telephone's first call is done");

  // Found in our own contact, taken back, and said again.
  await shift.take(hand, "found");
  const points = async (): Promise<number> => Number.parseInt((await hand.row(numberOf("found")).getByTestId("row-points").textContent()) ?? "", 10);
  const before = await points();
  await hand.hazards("firearm", "strangulation");
  await sees(hand.row(numberOf("found")), "strangulation");
  await hand.undo();
  await expect.poll(points).toBe(before);
  await hand.hazards("strangulation");
  await expect.poll(points).toBe(before + STRANGULATION_POINTS);
  await shift.tries(hand, "found", "spoke_safely");
  await shift.ends(hand, "found", SPOKE);

  await placed(shift);
  await due(shift);
  await onTheSheet(shift);
  await hidden(shift);
  for (const story of ["plain 6", "plain 8", "plain 10"] as const) await plain(shift, hand, story);
}

/** The first of two numbers for one house; the work is done here. */
async function plainTwin(shift: Shift): Promise<void> {
  await shift.take(shift.ada, "twin");
  await shift.tries(shift.ada, "twin", "spoke_safely");
  await shift.ends(shift.ada, "twin", SPOKE);
}

async function linked(shift: Shift, hand: Hand, story: Story, to: Story, undone: boolean): Promise<void> {
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
async function lineCut(shift: Shift): Promise<void> {
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
async function hangsUpWhileTyping(shift: Shift): Promise<void> {
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

async function deskDeclines(desk: Hand, story: Story): Promise<void> {
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
async function overdue(shift: Shift): Promise<void> {
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
async function whole(shift: Shift): Promise<void> {
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
async function placed(shift: Shift): Promise<void> {
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
async function timesOfDay(shift: Shift): Promise<void> {
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
async function due(shift: Shift): Promise<void> {
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
async function onTheSheet(shift: Shift): Promise<void> {
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
async function hidden(shift: Shift): Promise<void> {
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
