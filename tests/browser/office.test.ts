// The office against the real server: referrals followed up, the ledger that says who looked, retention that erases for good, and notes that one side alone reads.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { Look, tooSmall } from "./support/access.js";
import { Hand } from "./support/hand.js";
import { nameOf } from "./support/people.js";
import { attribute, goToRow, holdsNothingPersonal, row, sees } from "./support/see.js";
import { claim, sendForm } from "./support/worker.js";
import { withWorld, type World } from "./support/world.js";

const CALL = "FS-0900";
const OTHER = "FS-0901";
const STILL = { reducedMotion: "reduce" } as const;
const LONG_MS = 180_000;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const;

function watchSizes(look: Look, page: Page): (state: string) => Promise<void> {
  return async (state) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await look.at(page, `${state}, ${size.width}`);
      look.found.push(...(await tooSmall(page, state, 24)));
    }
    await page.setViewportSize(SIZES[0]);
  };
}

/** Somebody has a file open, and wrote on it. */
async function work(world: World): Promise<Page> {
  const worker = await world.signIn("hawthorn", STILL);
  await world.feed.received(CALL);
  await world.feed.received(OTHER);
  await claim(worker, CALL);
  await worker.keyboard.press("Enter");
  await sees(worker.getByTestId("people"), "Quartzwell");
  return worker;
}

async function eraseOne(keeper: Page): Promise<void> {
  await keeper.getByTestId("one-erase").click();
  await keeper.getByTestId("erase-reason").fill("Request of 14 November");
  await keeper.getByTestId("erase-proof").fill(CALL);
  await keeper.getByTestId("erase-go").click();
  await keeper.getByTestId("erase").waitFor({ state: "detached" });
}

const entries = (page: Page): Promise<number> => page.getByTestId("ledger-entry").count();

test(
  "the ledger says who looked at what, and its export is on record too",
  withWorld(async (world) => {
    const look = new Look();
    await work(world);
    const keeper = await world.signInToOffice("keeper", "ledger", STILL);
    const at = watchSizes(look, keeper);
    await sees(keeper.getByTestId("empty"), "Nothing searched yet");
    await at("ledger, nothing searched");

    await keeper.getByTestId("ledger-incident").fill(CALL);
    await keeper.getByTestId("ledger-act").selectOption("consultation");
    await keeper.keyboard.press("Tab");
    await keeper.getByTestId("ledger-search").click();
    const looked = keeper.getByTestId("ledger-entry").filter({ hasText: "opened the file" });
    await sees(looked, nameOf("hawthorn"));
    await at("ledger, found");
    // What was seen is not in it, and nothing of it is in the address.
    await holdsNothingPersonal(keeper);
    expect(keeper.url()).not.toContain(CALL);

    await keeper.getByTestId("ledger-export").click();
    await at("ledger, export");
    await keeper.getByTestId("export-go").click();
    await keeper.getByText("Write the reason first.").waitFor();
    await keeper.getByTestId("export-reason").fill("Request of 14 November");
    await keeper.getByTestId("export-purpose-ico").check();
    const [download] = await Promise.all([keeper.waitForEvent("download"), keeper.getByTestId("export-go").click()]);
    expect(download.suggestedFilename()).toMatch(/^ledger-[\d-]+\.csv$/);
    const kept = join(inject("folder"), "ledger.csv");
    await download.saveAs(kept);
    const file = await readFile(kept, "utf8");
    expect(file).toContain("file_opened");
    expect(file).not.toContain("Quartzwell");

    // Pressing the number again searches anew, now with the export in it.
    await keeper.getByTestId("ledger-act").selectOption("disclosure");
    await keeper.getByTestId("ledger-search").click();
    const exported = keeper.getByTestId("ledger-entry").filter({ hasText: "exported part of this ledger" });
    await sees(exported, "to the Information Commissioner");
    await sees(exported, "Request of 14 November");
    await keeper.getByTestId("ledger-act").selectOption("");
    await keeper.getByTestId("ledger-search").click();
    await expect.poll(() => entries(keeper)).toBeGreaterThan(3);
    await keeper.emulateMedia({ media: "print" });
    await keeper.getByText(`by ${nameOf("keeper")}`).waitFor({ state: "attached" });
    expect(await keeper.getByTestId("ledger-search").isVisible()).toBe(false);
    await keeper.emulateMedia({ media: null });

    await keeper.getByTestId("hide").click();
    await keeper.getByTestId("privacy").waitFor();
    await keeper.getByTestId("privacy-back").click();
    look.nothing();
  }),
  LONG_MS,
);

test(
  "a hold keeps an incident from erasure; without one it goes for good, and the ledger says so",
  withWorld(async (world) => {
    const look = new Look();
    const worker = await work(world);
    const keeper = await world.signInToOffice("keeper", "retention", STILL);
    const at = watchSizes(look, keeper);
    await sees(keeper.getByTestId("retention-due"), "Nothing is due");
    await at("retention, nothing due");

    await keeper.getByTestId("hold-place").click();
    await keeper.getByTestId("hold-incident").fill(CALL);
    await at("retention, place a hold");
    await keeper.getByTestId("hold-reason").fill("Inquest FC/118");
    await keeper.getByTestId("hold-go").click();
    await sees(keeper.getByTestId("holds"), "Inquest FC/118");

    // A person's own incidents are found by what they are called, and nothing of what is in them is shown.
    await keeper.getByTestId("find-name").fill("Zinnia Quartzwell");
    await keeper.getByTestId("find-go").click();
    await sees(keeper.getByTestId("find-found"), CALL);
    await at("retention, found");

    await keeper.getByTestId("one-incident").fill(CALL);
    await keeper.getByTestId("one-erase").click();
    await keeper.getByTestId("erase-go").click();
    await at("retention, erase, with what is missing");
    await keeper.getByTestId("erase-reason").fill("Request of 14 November");
    await keeper.getByTestId("erase-proof").fill(CALL);
    await keeper.getByTestId("erase-go").click();
    await sees(keeper.getByTestId("job-refused"), "legal hold");
    await at("retention, refused");

    await keeper.getByTestId("hold-lift").click();
    await keeper.getByTestId("hold-reason").fill("Inquest is over");
    await keeper.getByTestId("hold-go").click();
    await sees(keeper.getByTestId("holds"), "No incident is held");

    // Nor does anything go under the hands of those who work with it.
    await eraseOne(keeper);
    await sees(keeper.getByTestId("job-refused"), "not closed");
    const hand = new Hand(worker, nameOf("hawthorn"));
    await goToRow(worker, CALL);
    await hand.outcome(CALL, { kind: "could_not_reach", referral: "not_offered" });
    await hand.close(CALL, "button");
    await world.feed.send({ incident: CALL, type: "incident_closed", data: { by: "OP12" } });
    await attribute(row(worker, CALL), "data-done", "true");
    await eraseOne(keeper);
    await sees(keeper.getByTestId("job"), "1 of 1 erased");
    // Nobody can find it any more, and whoever had it open has it no longer.
    await row(worker, CALL).waitFor({ state: "detached" });
    await row(worker, OTHER).waitFor();
    await holdsNothingPersonal(worker);
    await keeper.getByTestId("find-go").click();
    await expect.poll(() => keeper.getByTestId("find-found").textContent()).not.toContain(CALL);

    await keeper.getByTestId("office-ledger").click();
    await keeper.getByTestId("ledger-incident").fill(CALL);
    await keeper.getByTestId("ledger-act").selectOption("erasure");
    await keeper.getByTestId("ledger-search").click();
    await sees(keeper.getByTestId("ledger-entry").filter({ hasText: "erased it" }), nameOf("keeper"));
    look.nothing();
  }),
  LONG_MS,
);

test(
  "a referral is followed up after the shift: it waits, is accepted by one, and not taken on by another, with why",
  withWorld(async (world) => {
    const look = new Look();
    const worker = await work(world);
    const coordinator = await world.signInToOffice("coordinator", "referrals", STILL);
    const at = watchSizes(look, coordinator);
    await sees(coordinator.getByTestId("empty"), "No referrals yet");
    await at("referrals, none");

    const hand = new Hand(worker, nameOf("hawthorn"));
    await goToRow(worker, CALL);
    await hand.outcome(CALL, { kind: "engaged_by_phone", referral: "referred", services: ["rushlight-outreach", "idva-service"] });
    await hand.close(CALL, "button");
    await coordinator.getByTestId("referrals-again").click();
    const line = (service: string): Locator => coordinator.getByTestId("referral-line").filter({ hasText: service });
    await sees(line("Rushlight outreach"), "Nothing heard");
    await sees(line("Rushlight outreach"), nameOf("hawthorn"));
    await at("referrals, waiting");
    // Whose it is, the number says and nothing else.
    await holdsNothingPersonal(coordinator);
    expect(coordinator.url()).not.toContain(CALL);

    await line("Idva service").getByTestId("say-rejected").click();
    await coordinator.getByTestId("reject-go").click();
    await at("referrals, not accepted, with what is missing");
    await coordinator.getByTestId("reject-reason").fill("FULL UNTIL JANUARY");
    await coordinator.getByTestId("reject-go").click();
    await sees(line("Idva service"), "FULL UNTIL JANUARY");
    await line("Rushlight outreach").getByTestId("say-accepted").focus();
    await coordinator.keyboard.press("Enter");
    // Both stay where they were until something else is looked at.
    await attribute(line("Rushlight outreach"), "data-answer", "accepted");
    expect(await coordinator.getByTestId("referral-line").count()).toBe(2);
    await coordinator.getByTestId("referrals-rejected").click();
    await coordinator.getByTestId("referrals-waiting").click();
    await sees(coordinator.getByTestId("empty"), "No referral waits for an answer");
    await coordinator.getByTestId("referrals-again").click();
    await coordinator.getByTestId("referrals-all").click();
    await attribute(line("Idva service"), "data-answer", "rejected");
    await attribute(line("Rushlight outreach"), "data-answer", "accepted");
    await line("Idva service").getByTestId("say-change").click();
    await at("referrals, answered");

    // On the log of the incident, and in the figures.
    await goToRow(worker, CALL);
    await worker.keyboard.press("Enter");
    const log = worker.getByTestId("timeline");
    await sees(log, "Referral accepted: Rushlight outreach");
    await sees(log, "FULL UNTIL JANUARY");
    look.nothing();
  }),
  LONG_MS,
);

test(
  "a note for the charity does not exist for the desk until it is shared on a ground",
  withWorld(async (world) => {
    const look = new Look();
    const text = "SHE IS LOOKING AT REFUGE PLACES";
    const worker = await work(world);
    const desk = await world.signIn("desk", STILL);
    await goToRow(desk, CALL);
    await desk.keyboard.press("Enter");
    await sees(desk.getByTestId("people"), "Quartzwell");

    await goToRow(worker, CALL);
    await worker.keyboard.press("n");
    await worker.getByTestId("form-note").waitFor();
    expect(await worker.getByTestId("note-kept-police").count()).toBe(0);
    await worker.getByTestId("note-text").fill(text);
    await worker.getByTestId("note-kept-charity").check();
    await look.at(worker, "form note, for the charity");
    await sendForm(worker, "note");
    const own = worker.getByTestId("timeline").getByRole("listitem").filter({ hasText: text });
    await sees(own.getByTestId("kept"), "Charity only");
    await look.at(worker, "log with a note for the charity");

    // A second, shared one is the sign that the desk has what it will get.
    await goToRow(worker, CALL);
    await worker.keyboard.press("n");
    await worker.getByTestId("note-text").fill("NEIGHBOUR HAS A KEY");
    await sendForm(worker, "note");
    await sees(desk.getByTestId("timeline"), "NEIGHBOUR HAS A KEY");
    expect(await desk.getByTestId("timeline").textContent()).not.toContain(text);

    await own.getByTestId("timeline-share").click();
    await worker.getByTestId("form-share").waitFor();
    await worker.getByTestId("share-save").click();
    await look.at(worker, "form share, with what is missing");
    await worker.getByTestId("share-basis-consent").check();
    await worker.getByTestId("share-reason").fill("She agreed on the telephone");
    await worker.getByTestId("share-save").click();
    await sees(desk.getByTestId("timeline"), text);
    await attribute(desk.getByTestId("kept"), "data-shared", "consent");
    await sees(own.getByTestId("kept"), "shared by consent");
    expect(await own.getByTestId("timeline-share").count()).toBe(0);
    look.nothing();
  }),
  LONG_MS,
);
