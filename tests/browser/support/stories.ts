// What happens to each call of the busy hour, and who does it: everything that a worker can do, once at least, with the colleague in the way.
import { expect } from "vitest";
import { short } from "./hand.js";
import { numberOf } from "./hour.js";
import { by, command, pressOn, send, typeInto } from "./keyboard.js";
import { deskDeclines, due, hangsUpWhileTyping, hidden, lineCut, linked, onTheSheet, overdue, placed, plain, plainTwin, race, timesOfDay, typed, whole } from "./scenes.js";
import { attribute, sees } from "./see.js";
import { SPOKE, UNCONFIRMED, type Shift } from "./shift.js";

/** As fellside.toml has it. */
const STRANGULATION_POINTS = 20;

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
