// Every view of the tablet, in the order in which one night brings them. A new view is one more entry.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { choose, fillOutcome, press, startShift } from "./crew.js";
import { PASSWORD } from "./people.js";
import { attribute } from "./see.js";
import { claim, sendCar, sendForm } from "./worker.js";
import { signInBy, type World } from "./world.js";

const CALL = "FS-0001";
const DOOR_FORMS = ["contact", "risk", "plan", "consent", "referral", "welfare", "hazards"] as const;

export type Night = { world: World; crew: Page; worker: Page };

export type View = {
  name: string;
  open: (night: Night) => Promise<void>;
  /** Puts away what was opened, where the next view does not. */
  close?: (night: Night) => Promise<void>;
  /** Lasts seconds alone: opened anew for each size. */
  fleeting?: true;
};

const tap =
  (testId: string, opens: string) =>
  async ({ crew }: Night): Promise<void> => {
    await crew.getByTestId(testId).click();
    await crew.getByTestId(opens).waitFor();
  };
const away =
  (gone: string) =>
  async ({ crew }: Night): Promise<void> => {
    await crew.keyboard.press("Escape");
    await crew.getByTestId(gone).waitFor({ state: "detached" });
  };

export const VIEWS: readonly View[] = [
  {
    name: "sign-in",
    open: async ({ crew }) => {
      await crew.goto("/");
      await crew.getByTestId("sign-in").waitFor();
    },
  },
  {
    name: "sign-in refused",
    open: async ({ crew }) => {
      await signInBy(crew, "nobody-here", "not the password");
      await crew.getByTestId("sign-in-error").waitFor();
    },
  },
  {
    name: "shift start",
    open: async ({ world, crew }) => {
      await world.signInOn(crew, "crew", PASSWORD);
      await crew.getByTestId("start-shift").waitFor();
    },
  },
  { name: "idle", open: ({ crew }) => startShift(crew) },
  { name: "trust", open: ({ crew }) => crew.getByTestId("trust").click(), close: ({ crew }) => crew.getByTestId("trust").click() },
  { name: "More", open: tap("more", "more-dialog") },
  {
    name: "own sign-ins",
    open: async ({ crew }) => {
      await crew.getByTestId("mine").click();
      await crew.getByTestId("my-sign-ins").getByRole("listitem").first().waitFor();
    },
  },
  {
    name: "own password",
    open: async ({ crew }) => {
      await crew.getByTestId("password-change").click();
      await crew.getByTestId("password-save").waitFor();
    },
    close: async (night) => {
      await away("mine-dialog")(night);
      await away("more-dialog")(night);
    },
  },
  {
    name: "changed crew",
    open: async ({ crew }) => {
      await crew.getByTestId("more").click();
      await crew.getByTestId("change-crew").click();
      await crew.getByTestId("crew-dialog").waitFor();
    },
    close: away("crew-dialog"),
  },
  {
    name: "offered",
    open: async ({ world, crew, worker }) => {
      if ((await crew.locator("dialog[open]").count()) > 0) await crew.keyboard.press("Escape");
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
    },
  },
  { name: "decline", open: tap("decline", "decline-dialog"), close: away("decline-dialog") },
  {
    name: "under way",
    open: async ({ crew }) => {
      await press(crew, "ack");
      await press(crew, "en-route");
      await attribute(crew.getByTestId("job"), "data-state", "en_route");
    },
  },
  {
    name: "police",
    open: async ({ crew }) => {
      await crew.getByTestId("police-now").click();
      await crew.locator("dialog[open]").waitFor();
    },
    close: async ({ crew }) => {
      await crew.keyboard.press("Escape");
      await crew.locator("dialog[open]").waitFor({ state: "detached" });
    },
  },
  {
    name: "at scene, file open",
    open: async ({ crew }) => {
      await press(crew, "at-scene");
      await attribute(crew.getByTestId("job"), "data-state", "at_scene");
      await crew.getByTestId("open-file").click();
      await crew.getByTestId("address").waitFor();
    },
  },
  {
    name: "at scene, numbers shown",
    open: async ({ crew }) => {
      await crew.getByTestId("rule-read").click();
      await crew.getByTestId("number").first().waitFor();
    },
  },
  {
    name: "note",
    open: async ({ crew }) => {
      await crew.getByTestId("note").click();
      await crew.locator("dialog[open]").waitFor();
    },
    close: async ({ crew }) => {
      await crew.keyboard.press("Escape");
      await crew.locator("dialog[open]").waitFor({ state: "detached" });
    },
  },
  ...DOOR_FORMS.map(
    (form): View => ({
      name: `at the door: ${form}`,
      open: async ({ crew }) => {
        await crew.getByTestId(`door-line-${form}`).click();
        await crew.getByTestId(`door-${form}`).waitFor();
        // With what is missing above the acts, where something is.
        await press(crew, "door-save");
        if (form === "consent") await choose(crew, "door-decision", "given");
      },
      close: async ({ crew }) => {
        const back = crew.getByTestId("door-back");
        if (await back.isVisible()) await back.click();
        await crew.getByTestId("door").waitFor();
      },
    }),
  ),
  { name: "leave", open: tap("resume-early", "leave-dialog"), close: away("leave-dialog") },
  { name: "SOS armed", open: tap("sos", "sos-armed"), close: away("sos-armed"), fleeting: true },
  {
    name: "SOS, the whole screen",
    open: async ({ crew }) => {
      await crew.getByTestId("sos").click();
      // A second tap of the same press is not taken for the deliberate one.
      await expect
        .poll(async () => {
          const send = crew.getByTestId("sos-send");
          if (await send.isVisible()) await send.click();
          return crew.getByTestId("sos-alert").isVisible();
        })
        .toBe(true);
    },
  },
  { name: "SOS, above the job", open: ({ crew }) => press(crew, "sos-seen") },
  {
    name: "SOS, how it ended",
    open: tap("sos-end", "sos-end-mistake"),
    close: async ({ crew }) => {
      await crew.getByTestId("sos-end-mistake").click();
      await crew.getByTestId("sos-state").waitFor({ state: "detached" });
    },
  },
  {
    name: "outcome, with what is missing",
    open: async ({ crew }) => {
      await press(crew, "outcome");
      await press(crew, "outcome-save");
      await crew.getByTestId("outcome-missing").waitFor();
    },
  },
  { name: "outcome, filled", open: ({ crew }) => fillOutcome(crew, "Sister stays over.") },
  {
    name: "outbox",
    open: async ({ world, crew }) => {
      world.server.freeze();
      await crew.getByTestId("outcome-save").click();
      await crew.getByTestId("outbox").click();
      await crew.getByTestId("outbox-dialog").waitFor();
    },
    close: async (night) => {
      await away("outbox-dialog")(night);
      night.world.server.thaw();
      await expect.poll(() => night.crew.getByTestId("trust").getAttribute("data-link")).toBe("live");
      await night.crew.getByTestId("outbox").waitFor({ state: "detached" });
    },
  },
  { name: "privacy cover", open: tap("hide", "privacy"), close: ({ crew }) => crew.getByTestId("privacy-back").click() },
  {
    name: "recalled",
    open: async ({ world, crew }) => {
      await world.feed.suspectReturns(CALL);
      await crew.getByTestId("recall-alert").waitFor();
    },
  },
];
