// Two people want the same call: one gets it, the other is told who has it and since when, and loses nothing that was typed.
import { expect, test } from "vitest";
import { nameOf } from "./support/people.js";
import { goToRow, row, sees } from "./support/see.js";
import { claim } from "./support/worker.js";
import { withWorld } from "./support/world.js";

const CALL = "FS-0001";
const DRAFT = "Neighbour says the lights went off at nine";

test(
  "a claim that comes second is refused with who and when, and a typed draft is kept",
  withWorld(async (world) => {
    const ada = await world.signIn("hawthorn");
    const bram = await world.signIn("rowan");
    await world.feed.received(CALL);
    await goToRow(bram, CALL);
    await bram.keyboard.press("n");
    const draft = bram.getByTestId("note-text");
    await draft.fill(DRAFT);

    await claim(ada, CALL);
    await sees(row(bram, CALL).getByTestId("row-claim"), nameOf("hawthorn"));
    expect(await draft.inputValue()).toBe(DRAFT);

    await row(bram, CALL).focus();
    await bram.keyboard.press("c");
    const refusal = bram.locator('[data-testid="refusal"][data-code="already_claimed"]');
    await sees(refusal, nameOf("hawthorn"));
    await sees(refusal, /\d\d:\d\d|\d+ (s|min)/);
    expect(await draft.inputValue()).toBe(DRAFT);

    // The next step is there: the note goes out although the claim is somebody else's.
    await draft.focus();
    await bram.keyboard.press("Control+Enter");
    await sees(bram.getByTestId("timeline"), DRAFT);
    await sees(row(ada, CALL).getByTestId("row-claim"), "You");
  }),
);

test(
  "of two claims at the same moment exactly one is taken",
  withWorld(async (world) => {
    const pages = { hawthorn: await world.signIn("hawthorn"), rowan: await world.signIn("rowan") } as const;
    const people = ["hawthorn", "rowan"] as const;
    await world.feed.received(CALL);
    for (const person of people) {
      await goToRow(pages[person], CALL);
      await pages[person].keyboard.press("Enter");
      await pages[person].getByTestId("people").waitFor();
    }
    await Promise.all(people.map((person) => pages[person].keyboard.press("c")));
    for (const person of people) {
      await expect.poll(() => row(pages[person], CALL).getByTestId("row-claim").textContent()).toMatch(/^(You|Ada Hawthorn|Bram Rowan)$/);
    }
    const claims = await Promise.all(people.map((person) => row(pages[person], CALL).getByTestId("row-claim").textContent()));
    expect(claims.filter((claim) => claim === "You")).toHaveLength(1);
    const [winner, loser] = claims[0] === "You" ? (["hawthorn", "rowan"] as const) : (["rowan", "hawthorn"] as const);
    await sees(row(pages[loser], CALL).getByTestId("row-claim"), nameOf(winner));
    await sees(pages[loser].locator('[data-testid="refusal"][data-code="already_claimed"]'), nameOf(winner));
    expect(await pages[winner].getByTestId("refusal").count()).toBe(0);
  }),
);
