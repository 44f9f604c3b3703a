// Two workers and the desk at one board for an hour: what they do, where they wait for each other, and what the test itself counts of it.
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Hand, type Outcome } from "./hand.js";
import { Dice, hour, numberOf, phoneOf, STORIES, type Story } from "./hour.js";
import { nameOf } from "./people.js";
import type { World } from "./world.js";

/** Another one may be tried by hand; one that fails becomes a test of its own. */
const SEED = Number(process.env["ALONGSIDE_SEED"] ?? 20_261_126);
/** So many calls are there before the one that is taken up has been dealt with. */
const AHEAD = 4;

export type Final = "closed" | "outcome" | "handed_over" | "joined";

/** What the test itself has seen done, by its own counting. */
export class Count {
  readonly finals = new Map<Story, Final>();
  readonly claims = new Map<Story, string>();
  readonly outcomes = new Map<Story, Outcome>();
  readonly contacted = new Set<Story>();
  regraded = 0;

  tried(story: Story, result: string): void {
    if (["spoke_safely", "ended_unsafe", "declined_for_now"].includes(result)) this.contacted.add(story);
  }

  /** Calls that are one of a pair are counted where the work is done. */
  get counted(): Story[] {
    return [...this.finals].filter(([, final]) => final !== "joined").map(([story]) => story);
  }

  outcomesWith(is: (outcome: Outcome) => boolean): number {
    return this.counted.filter((story) => {
      const outcome = this.outcomes.get(story);
      return outcome !== undefined && is(outcome);
    }).length;
  }
}

/** Where two people wait for each other. Once one has failed nobody waits any longer. */
export class Meetings {
  readonly #reached = new Set<string>();
  #failed = false;

  say(what: string): void {
    this.#reached.add(what);
  }

  async hear(what: string): Promise<void> {
    while (!this.#reached.has(what)) {
      if (this.#failed) throw new Error(`nobody says “${what}” any more`);
      await pause(10);
    }
  }

  async guard(work: Promise<void>): Promise<void> {
    await work.catch((fault: unknown) => {
      this.#failed = true;
      throw fault;
    });
  }
}

/** The force, which goes on taking calls while they work. */
class Force {
  readonly #world: World;
  readonly #hour;
  #sent = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(world: World, dice: Dice) {
    this.#world = world;
    this.#hour = hour(dice);
  }

  /** Everything up to so many after this one. One after another, as one force's system sends. */
  upTo(story: Story, ahead = AHEAD): Promise<void> {
    const until = Math.min(STORIES.length, STORIES.indexOf(story) + 1 + ahead);
    return this.#after(async () => {
      if (until <= this.#sent) return;
      const facts = STORIES.slice(this.#sent, until).flatMap((each) => this.#hour[each]);
      this.#sent = until;
      await this.#world.feed.send(...facts);
    });
  }

  say(story: Story, type: string, data: Record<string, unknown> = {}): Promise<void> {
    return this.#after(() => this.#world.feed.send({ incident: numberOf(story), type, data }));
  }

  #after(run: () => Promise<void>): Promise<void> {
    const mine = this.#tail.then(run);
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}

export class Shift {
  readonly count = new Count();
  readonly meet = new Meetings();
  readonly dice = new Dice(SEED);
  readonly ada: Hand;
  readonly bram: Hand;
  readonly desk: Hand;
  readonly force: Force;
  /** How each ordinary call goes: drawn before anybody begins, so that who is quicker decides nothing. */
  readonly ways: ReadonlyMap<Story, number>;
  #desk: Promise<void> = Promise.resolve();

  constructor(world: World, ada: Page, bram: Page, desk: Page) {
    this.ada = new Hand(ada, nameOf("hawthorn"));
    this.bram = new Hand(bram, nameOf("rowan"));
    this.desk = new Hand(desk, nameOf("desk"));
    this.force = new Force(world, this.dice);
    this.ways = new Map(STORIES.map((story) => [story, Math.floor(this.dice.roll() * PLAIN.length)]));
  }

  /** One request at a time is before the desk, so that what leads its strip is what is meant. */
  async beforeTheDesk(run: () => Promise<void>): Promise<void> {
    const mine = this.#desk.then(run);
    this.#desk = mine.catch(() => undefined);
    await mine;
  }

  /** To a call that the force has sent, in one of the ways that there are. */
  async go(hand: Hand, story: Story): Promise<void> {
    await this.force.upTo(story);
    const incident = numberOf(story);
    const there = STORIES.indexOf(story) + 1;
    await expect.poll(async () => Number((await hand.at("section-all").textContent())?.replace("All", ""))).toBeGreaterThanOrEqual(there);
    const way = ["walk", "jump", "find"] as const;
    await hand[way[STORIES.indexOf(story) % way.length] ?? "jump"](incident);
  }

  async take(hand: Hand, story: Story): Promise<void> {
    await this.go(hand, story);
    await hand.claim(numberOf(story));
    this.count.claims.set(story, hand.name);
  }

  async call(hand: Hand, story: Story, why: RegExp | null, result: string, note: string): Promise<void> {
    await hand.dial(phoneOf(story), why);
    await hand.hangUp(result, note);
    this.count.tried(story, result);
  }

  async tries(hand: Hand, story: Story, result: string, next?: string): Promise<string> {
    const planned = await hand.attempt(result, next);
    this.count.tried(story, result);
    return planned;
  }

  async ends(hand: Hand, story: Story, outcome: Outcome, close = false): Promise<void> {
    await hand.outcome(numberOf(story), outcome);
    this.count.outcomes.set(story, outcome);
    this.count.finals.set(story, "outcome");
    if (close) await this.closes(hand, story);
  }

  async closes(hand: Hand, story: Story): Promise<void> {
    await hand.close(numberOf(story), STORIES.indexOf(story) % 2 === 0 ? "command" : "button");
    this.count.claims.delete(story);
    this.count.finals.set(story, "closed");
  }
}

export const UNCONFIRMED = /Nobody has confirmed/;
export const SPOKE: Outcome = { kind: "engaged_by_phone", referral: "declined" };

/** Six ways in which an ordinary call goes. */
export const PLAIN: readonly ((shift: Shift, hand: Hand, story: Story) => Promise<void>)[] = [
  async (shift, hand, story) => {
    await hand.safeContact("marmalade");
    await shift.call(hand, story, null, "spoke_safely", "Wants to hear about refuge.");
    await shift.ends(hand, story, { kind: "engaged_by_phone", referral: "referred", services: ["rushlight-outreach"] }, true);
  },
  async (shift, hand, story) => {
    await shift.call(hand, story, UNCONFIRMED, "spoke_safely", "He has gone to his mother's.");
    await shift.ends(hand, story, { kind: "engaged_by_phone", referral: "already_supported" });
  },
  async (shift, hand, story) => {
    await shift.tries(hand, story, "no_answer");
    await shift.tries(hand, story, "someone_else");
    await shift.ends(hand, story, { kind: "could_not_reach", referral: "not_offered" }, true);
  },
  async (shift, hand, story) => {
    await shift.tries(hand, story, "declined_for_now");
    await shift.ends(hand, story, { kind: "declined", referral: "not_offered" });
  },
  async (shift, hand, story) => {
    await shift.tries(hand, story, "wrong_number");
    await shift.ends(hand, story, { kind: "not_suitable", referral: "not_offered" }, true);
  },
  async (shift, hand, story) => {
    await hand.safeContact("is it about the boiler");
    await shift.tries(hand, story, "spoke_safely");
    await shift.ends(hand, story, { kind: "engaged_by_phone", referral: "declined", plan: true });
  },
];
