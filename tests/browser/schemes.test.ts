// Each shipped programme on the screen of the worker who would use it: what is different there, by its file alone.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Hand } from "./support/hand.js";
import { by, command, openForm, pick, select, send, tabTo, typeInto } from "./support/keyboard.js";
import { callOf, programme, WORKER } from "./support/programme.js";
import { attribute, row, sees } from "./support/see.js";
import { withWorld, World } from "./support/world.js";

type Stage = { world: World; hand: Hand; page: Page; call: (incident: string, data?: Record<string, unknown>) => Promise<void> };

/** The worker at the board of that file, with nothing on it yet. */
function onScheme(name: string, run: (stage: Stage) => Promise<void>): () => Promise<void> {
  return async () => {
    const { kind, file } = await programme(name);
    await withWorld(
      async (world) => {
        const page = await world.signIn(WORKER.username);
        await sees(page.locator("header h1"), file.name);
        const call = async (incident: string, data: Record<string, unknown> = {}): Promise<void> => {
          await world.feed.send(callOf(file, incident, data));
          await row(page, incident).waitFor();
        };
        await run({ world, page, hand: new Hand(page, WORKER.name), call });
      },
      async () => kind,
    )();
  };
}

/** The words of the scheme's own questions in the outcome form, and of the numbers' units. */
async function outcomeQuestions(hand: Hand): Promise<string[]> {
  await openForm(hand.page, "o", "outcome");
  const found = await hand.page.locator('[data-testid^="outcome-question-"]').evaluateAll((fields) =>
    fields.map((field) => (field.closest("fieldset")?.querySelector("legend") ?? field.parentElement?.querySelector("label"))?.textContent ?? ""),
  );
  await hand.press("Escape");
  await hand.at("form-outcome").waitFor({ state: "detached" });
  return [...new Set(found)];
}

/** The question sets that are offered, the first one first, and from how many “yes” its bands begin. */
async function risk(hand: Hand): Promise<{ sets: string[]; questions: number; bands: Record<string, number> }> {
  await openForm(hand.page, "d", "risk");
  const sets = await hand.at("risk-set").locator("option").allTextContents();
  const questions = await hand.page.locator("[data-question]").count();
  const bands: Record<string, number> = {};
  const band = hand.at("risk-sum").locator("[data-band]");
  for (let yes = 1; yes <= questions && bands["high"] === undefined; yes += 1) {
    await hand.press("y");
    await sees(hand.at("risk-sum"), `${yes} of ${questions} yes`);
    const now = (await band.getAttribute("data-band")) ?? "";
    bands[now] ??= yes;
  }
  await hand.press("Escape");
  await hand.at("form-risk").waitFor({ state: "detached" });
  return { sets, questions, bands };
}

async function columns(hand: Hand): Promise<string[]> {
  return hand.page.locator('[aria-hidden="true"] > span').filter({ hasText: /^(Grade|Place|Police|Ours|Car|Waiting)$/ }).allTextContents();
}

/** Nothing on this board speaks of a car: no column, no section, no gate, no form, no pane that could send one. */
async function knowsNoCar(hand: Hand, incident: string): Promise<void> {
  expect(await columns(hand)).toEqual(["Grade", "Place", "Police", "Ours", "Waiting"]);
  expect(await hand.at("section-car").count()).toBe(0);
  await hand.jump(incident);
  expect(await hand.at("gate").count()).toBe(0);
  expect(await hand.at("cars").count()).toBe(0);
  expect(await hand.at("car-section").count()).toBe(0);
  expect(await hand.at("send-car").count()).toBe(0);
  expect(await hand.page.locator('[data-testid^="car-"][data-status]').count()).toBe(0);
  // Its key says so, and opens nothing.
  await hand.press("s");
  await hand.toast("No car in this scheme");
  expect(await hand.at("form-send-car").count()).toBe(0);
  await hand.press("Control+k");
  await hand.at("palette").waitFor();
  await hand.type("car");
  await sees(hand.at("palette"), /No command|found/);
  expect(await hand.at("palette-act-send_car").count()).toBe(0);
  expect(await hand.at("palette-section-car").count()).toBe(0);
  await hand.press("Escape");
  await hand.at("palette").waitFor({ state: "detached" });
}

test(
  "Cleveland's support car goes second, and as a pair",
  onScheme("cleveland-support-car", async ({ hand, page, call, world }) => {
    const incident = "CLV-0412";
    await call(incident);
    expect(await columns(hand)).toEqual(["Grade", "Place", "Police", "Ours", "Car", "Waiting"]);
    await sees(hand.row(incident), "Not yet");
    await hand.jump(incident);
    await sees(hand.at("people"), "Victim");
    await sees(hand.at("caseload"), "You hold 0 of 6");
    expect(await hand.at("eligibility").count()).toBe(0);
    expect(await hand.at("site").count()).toBe(0);

    // The gate, condition by condition; the form says why not, and to whom an override belongs.
    const gate = hand.at("gate");
    await attribute(gate, "data-state", "closed");
    expect(await gate.locator("[data-met=false]").count()).toBeGreaterThan(1);
    await openForm(page, "s", "send-car");
    await sees(hand.at("gate-note"), "control room desk or duty inspector");
    expect(await hand.at("send-car-save").isDisabled()).toBe(true);
    await hand.press("Escape");
    await world.feed.policeArrive(incident);
    await world.feed.sceneSafe(incident);
    await attribute(gate, "data-state", "open");
    await sees(hand.row(incident), "Possible");

    // A pair, or not at all.
    const start = async (...seats: readonly string[]): Promise<void> => {
      await tabTo(page, by("start-shift-car-1"));
      await hand.press("Enter");
      for (const seat of seats) await typeInto(page, `seat-${seat}`, seat === "officer" ? "PC Tern" : "Avocet");
      await tabTo(page, by("start-shift-go"));
      await hand.press("Enter");
      await hand.at("shift-dialog").waitFor({ state: "detached" });
    };
    await start("support_worker");
    await sees(hand.at("car-car-1"), /officer/);
    await sees(hand.at("car-car-1"), "Harbour");
    await hand.jump(incident);
    await openForm(page, "s", "send-car");
    expect(await hand.at("send-car-car-1").isDisabled()).toBe(true);
    await hand.press("Escape");
    await tabTo(page, by("end-shift-car-1"));
    await hand.press("Enter");
    await tabTo(page, by("end-shift-go"));
    await hand.press("Enter");
    await hand.at("start-shift-car-1").waitFor();
    await start("support_worker", "officer");
    await hand.jump(incident);
    await openForm(page, "s", "send-car");
    await tabTo(page, by("send-car-car-1"));
    await hand.press("Space");
    await send(page, "send-car");
    await attribute(hand.at("deployment"), "data-state", "offered");

    expect(await outcomeQuestions(hand)).toEqual(["Felt listened to", "Told more than the log had"]);
    expect(await risk(hand)).toEqual({ sets: ["Dash, 27 topics (police)", "DARA, 18 topics"], questions: 27, bands: { standard: 1, medium: 6, high: 14 } });
    // Its partners are the first to whom it can be passed on.
    await openForm(page, "h", "pass-on");
    const suggested = await hand.at("form-pass-on").locator("datalist option").evaluateAll((all) => all.map((each) => each.getAttribute("value")));
    expect(suggested.slice(0, 3)).toEqual(["Harbour", "Eva", "Foundation"]);
  }),
);

test(
  "Cleveland's control room works by telephone: no car, no gate, and what one talk led to",
  onScheme("cleveland-control-room", async ({ hand, page, call }) => {
    const incident = "CLV-0413";
    await call(incident);
    await knowsNoCar(hand, incident);
    await hand.claim(incident);
    await sees(hand.at("caseload"), "You hold 1 of 8");
    expect(await outcomeQuestions(hand)).toEqual(["Felt listened to", "Told more than the log had"]);
    expect((await risk(hand)).bands).toEqual({ standard: 1, medium: 6, high: 14 });

    // A safe conversation engages, and a place in a refuge is counted with the children who went.
    await hand.attempt("spoke_safely");
    await sees(hand.at("figures"), "1 contacted");
    await hand.outcome(incident, { kind: "engaged_by_phone", referral: "referred", services: ["refuge-placement"], refuge: 2 });
    await sees(hand.at("outcome-summary"), "2 children placed");
    await sees(hand.at("figures"), "1 refuge");
    // The plan is one for the minutes until the police are there.
    await openForm(page, "y", "plan");
    await sees(hand.at("form-plan"), "Until police are there");
  }),
);

test(
  "Gwent goes with the officers, says whom it is for, and hides no call for it",
  onScheme("gwent-assertive-outreach", async ({ hand, page, call }) => {
    const person = (age: number): Record<string, unknown> => ({ people: [{ role: "victim", name: `Abra Of${age}`, age }] });
    await call("GWP-1", { ...person(34), calls_in_12_months: 2, location: { locality: "Sallow Street", beat: "NE3" } });
    await call("GWP-2", { ...person(15), calls_in_12_months: 2, location: { locality: "Alder Row", beat: "CA1" } });
    await call("GWP-3", { ...person(35), calls_in_12_months: 0, location: { locality: "Bracken Way", beat: "TO2" } });
    await call("GWP-4", { ...person(36), location: { locality: "Curlew Close" } });
    for (const [incident, state, met] of [
      ["GWP-1", "The scheme is meant for this call", ["true", "true"]],
      ["GWP-2", "Outside what the scheme is meant for", ["false", "true"]],
      ["GWP-3", "Outside what the scheme is meant for", ["true", "false"]],
      ["GWP-4", "Not known yet", ["true", "null"]],
    ] as const) {
      await hand.jump(incident);
      await sees(hand.at("eligibility"), state);
      await sees(hand.at("eligibility"), "16 or over");
      await sees(hand.at("eligibility"), "never hidden");
      expect(await hand.at("eligibility").locator("[data-met]").evaluateAll((all) => all.map((each) => each.getAttribute("data-met")))).toEqual(met);
    }
    // All four are on the list, claimable like any other.
    expect(await hand.at("section-all").textContent()).toBe("All4");
    expect(await hand.at("section-unreviewed").textContent()).toBe("Unreviewed4");
    await hand.jump("GWP-2");
    await hand.claim("GWP-2");

    // The word for the person, everywhere.
    await sees(hand.at("people"), "Survivor");
    await sees(hand.at("add-victim"), /survivor/i);
    await openForm(page, "y", "plan");
    await sees(hand.at("form-plan"), "Gone through with the survivor");
    await hand.press("Escape");
    expect(await page.getByTestId("incident").textContent()).not.toMatch(/victim/i);

    // The worker goes with the officers: nothing has to be cleared first.
    await attribute(hand.at("gate"), "data-state", "open");
    await sees(hand.at("gate"), "goes with officers");
    expect(await hand.at("site").locator("option").allTextContents()).toEqual(["All sites", "Blaenau Gwent", "Caerphilly", "Monmouthshire", "Newport", "Torfaen"]);
    await sees(hand.row("GWP-1"), "Newport");
    expect(await hand.page.locator('[data-testid^="car-"][data-status]').count()).toBe(5);

    expect(await outcomeQuestions(hand)).toEqual(["Found it of benefit", "Felt listened to by police"]);
    // Three incidents in twelve months raise the risk whatever is answered; the row says so before anybody asks.
    await sees(hand.row("GWP-2"), "raises the risk: high");
    await openForm(page, "d", "risk");
    await hand.press("n");
    await sees(hand.at("risk-sum"), "3 incidents in 12 months: high");
    await hand.press("Escape");
    await hand.at("form-risk").waitFor({ state: "detached" });
    await hand.jump("GWP-4");
    expect(await risk(hand)).toEqual({ sets: ["Dash, 24 topics", "Dash, 27 topics (police)"], questions: 24, bands: { standard: 1, medium: 6, high: 14 } });
  }),
);

test(
  "Greater Manchester keeps its two sites apart, and asks its own questions",
  onScheme("greater-manchester-crisis", async ({ hand, page, call }) => {
    await call("GMP-1", { location: { locality: "Sallow Street", beat: "F2" } });
    await call("GMP-2", { location: { locality: "Alder Row", beat: "K4" } });
    await call("GMP-3", { location: { locality: "Bracken Way", beat: "K5" } });
    await call("GMP-4", { location: { locality: "Curlew Close", beat: "Z1" } });
    await sees(hand.row("GMP-1"), "Salford");
    await sees(hand.row("GMP-2"), "Bolton");
    // The ceiling is not documented there, so none is shown.
    expect(await hand.at("caseload").count()).toBe(0);

    const shown = (): Promise<(string | null)[]> => page.locator("[data-row]").evaluateAll((rows) => rows.map((each) => each.getAttribute("data-row")).sort());
    await select(page, "site", "bolton");
    await expect.poll(shown).toEqual(["GMP-2", "GMP-3"]);
    expect(await hand.at("section-all").textContent()).toBe("All2");
    await select(page, "site", "salford");
    await expect.poll(shown).toEqual(["GMP-1"]);
    await select(page, "site", "");
    await expect.poll(shown).toEqual(["GMP-1", "GMP-2", "GMP-3", "GMP-4"]);

    await hand.jump("GMP-2");
    await hand.claim("GMP-2");
    expect(await outcomeQuestions(hand)).toEqual([
      "Content with the support",
      "Felt listened to",
      "Goes on with the prosecution",
      "Would have had no support",
      "Idva triage done here",
      "No Idva needed after this",
      "Police time freed (minutes)",
    ]);
    expect(await risk(hand)).toEqual({ sets: ["Dash, 24 topics", "DARA, 18 topics"], questions: 24, bands: { standard: 1, medium: 6, high: 14 } });

    // A set without a count: its band is a judgement.
    await openForm(page, "d", "risk");
    await select(page, "risk-set", "dara.v1");
    await sees(hand.at("risk-sum"), "this set has no count");
    expect(await page.locator("[data-question]").count()).toBe(18);
    await hand.press("Escape");

    // Spoken with is not engaged here, until an outcome says so.
    await hand.attempt("spoke_safely");
    await sees(hand.at("figures"), "1 contacted");
    await sees(hand.at("figures"), "0 engaged");
    await hand.fillOutcome({ kind: "engaged_by_visit", referral: "not_offered" });
    await pick(page, "outcome-question-captured", "1");
    await pick(page, "outcome-question-goes_on_with_prosecution", "0");
    await typeInto(page, "outcome-question-police_minutes_freed", "an hour");
    await hand.press("Control+Enter");
    await sees(hand.at("form-outcome"), "Enter a whole number");
    await typeInto(page, "outcome-question-police_minutes_freed", "90");
    await send(page, "outcome");
    await sees(hand.at("outcome-answers"), "Would have had no support: Yes");
    await sees(hand.at("outcome-answers"), "Goes on with the prosecution: No");
    await sees(hand.at("outcome-answers"), "Police time freed: 90 minutes");
    // What was not asked is not said.
    expect(await hand.at("outcome-answers").textContent()).not.toContain("Felt listened to");
    await expect.poll(() => hand.at("figures").textContent()).not.toContain("0 engaged");
  }),
);

test(
  "West Sussex Connect takes referrals by working days, and does not ask a Dash again",
  onScheme("safelives-connect", async ({ hand, page, call }) => {
    const incident = "WSC-7";
    await call(incident);
    await knowsNoCar(hand, incident);
    await sees(hand.at("people"), "Client");
    await sees(hand.at("eligibility"), "16 or over");
    // The first attempt has a day by which it is due.
    await sees(hand.at("first-due"), "First attempt due");
    const first = (await hand.at("first-due").textContent()) ?? "";
    const days = /(\d+) d/.exec(first)?.[1];
    expect(Number(days), first).toBeGreaterThanOrEqual(4);
    expect(Number(days), first).toBeLessThanOrEqual(14);
    // In the list too, as a span: a clock alone would read as tonight.
    await sees(hand.row(incident), /First try in \d+ d/);
    await hand.claim(incident);
    await sees(hand.at("caseload"), "You hold 1 of 15");
    // The grades are bands, with their own words.
    await sees(page.getByTestId("incident"), "Medium: Community Idva");

    expect(await risk(hand)).toEqual({ sets: ["Dash, 24 topics", "Dash, 27 topics (police)"], questions: 24, bands: { standard: 1, medium: 6, high: 10 } });

    // A Dash that came with the referral: six “yes” are medium here.
    await openForm(page, "d", "risk");
    expect(await page.locator("[data-question] input:checked").count()).toBe(10);
    for (let at = 0; at < 24; at += 1) {
      const code = await page.locator("[data-question]").nth(at).getAttribute("data-question");
      await tabTo(page, `[data-question="${code ?? ""}"] input${at < 10 ? ":checked" : ""}`);
      await hand.press(at < 6 ? "y" : "n");
    }
    await pick(page, "risk-source", "received");
    await hand.press("Control+Enter");
    await sees(hand.at("form-risk"), "Say who took it.");
    await typeInto(page, "risk-from", "Sussex Police");
    await send(page, "risk");
    await attribute(hand.at("risk-assessment").locator("[data-band]"), "data-band", "medium");
    await sees(hand.at("risk-assessment"), "received from Sussex Police");

    // Revisited: what was “yes” stands as given; only the “no” is asked again.
    await sees(hand.at("record-risk"), "Revisit");
    await openForm(page, "d", "risk");
    await sees(hand.at("risk-revisit"), "18 questions answered “no” are asked again");
    expect(await page.locator('[data-testid^="risk-given-"]').count()).toBe(6);
    expect(await page.locator("[data-question]").count()).toBe(18);
    await hand.type("yyyy");
    await sees(hand.at("risk-sum"), "4 of 18 asked again");
    await attribute(hand.at("risk-sum").locator("[data-band]"), "data-band", "high");
    await send(page, "risk");
    await attribute(hand.at("risk-assessment").first().locator("[data-band]"), "data-band", "high");
    await sees(hand.row(incident), "High risk");

    // One safe call is not engagement; and with the first attempt the day by which it was due is gone.
    await hand.attempt("spoke_safely");
    await hand.at("first-due").waitFor({ state: "detached" });
    await sees(hand.at("figures"), "1 contacted");
    await sees(hand.at("figures"), "0 engaged");
    expect(await outcomeQuestions(hand)).toEqual([
      "Feels safer",
      "Knows how to stay safe",
      "Wellbeing better than before",
      "Copes and decides better",
      "First visit with the referrer",
      "Leaves with a move-on plan",
      "Sessions attended (sessions)",
      "Length of support (weeks)",
    ]);
    await command(page, "handover", "key-go_handover");
    await hand.at("handover").waitFor();
    await sees(hand.at("handover"), "West Sussex Connect");
  }),
);
