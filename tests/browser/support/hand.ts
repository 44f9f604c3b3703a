// One worker at the board, by keys alone: each act of the triage, and what is to be seen when it is done.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { by, command, hasFocus, openForm, pick, pressOn, select, send, tabTo, tick, typeInto } from "./keyboard.js";
import { attribute, focusedRow, row, sees } from "./see.js";

export type Outcome = { kind: string; referral: string; services?: readonly string[]; refuge?: number; plan?: boolean; note?: string };

/** The last part of the force's number, as the board shows it. */
export const short = (incident: string): string => incident.slice(incident.lastIndexOf("-") + 1);

/** A row that is let in may push the others along while somebody walks to one. */
const WALKS_MOST = 6;

export class Hand {
  readonly page: Page;
  /** As colleagues see it. */
  readonly name: string;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  row(incident: string): Locator {
    return row(this.page, incident);
  }

  toast(words: string): Promise<void> {
    return sees(this.at("toast"), words);
  }

  /** Whether the incident's place in the list is drawn. */
  async #drawn(incident: string): Promise<boolean> {
    return (await this.row(incident).count()) > 0;
  }

  /** To the incident by its number in the command palette. What waits to be let in is let in. */
  async jump(incident: string): Promise<void> {
    await command(this.page, short(incident), `go-${incident}`);
    await this.#opened(incident);
    if (!(await this.#drawn(incident))) await this.press("u");
    await this.row(incident).waitFor();
  }

  /** To it by the search, which is left empty. */
  async find(incident: string): Promise<void> {
    await this.press("/");
    await expect.poll(() => hasFocus(this.page, by("search"))).toBe(true);
    await this.type(short(incident));
    await expect.poll(() => this.page.locator("[data-row]").count()).toBe(1);
    await this.press("Enter");
    await expect.poll(() => focusedRow(this.page)).toBe(incident);
    await this.press("Enter");
    await this.#opened(incident);
    await this.press("/");
    await this.press("Escape");
    await expect.poll(() => this.at("search").inputValue()).toBe("");
    await this.press("Escape");
    await expect.poll(() => focusedRow(this.page)).toBe(incident);
  }

  /** Down or up the list, as somebody does who has it in view. Where it is not in view, by the search. */
  async walk(incident: string): Promise<void> {
    if ((await focusedRow(this.page)) === null) await this.press("j");
    await expect.poll(() => focusedRow(this.page)).not.toBeNull();
    if ((await this.at("held-chip").count()) > 0) await this.press("u");
    if (!(await this.#drawn(incident))) {
      await this.find(incident);
      return;
    }
    for (let tries = 0; (await focusedRow(this.page)) !== incident; tries += 1) {
      expect(tries).toBeLessThan(WALKS_MOST);
      const here = Number(await row(this.page, (await focusedRow(this.page)) ?? "").getAttribute("aria-posinset"));
      const there = Number(await this.row(incident).getAttribute("aria-posinset"));
      for (let pressed = 0; pressed < Math.abs(there - here); pressed += 1) await this.press(there > here ? "j" : "k");
    }
    await this.press("Enter");
    await this.#opened(incident);
  }

  async #opened(incident: string): Promise<void> {
    await expect.poll(() => this.at("incident-number").textContent({ timeout: 5_000 })).toBe(incident);
    await attribute(this.at("file"), "data-status", "open");
  }

  /** The focus in the list, whatever had it. */
  async backToList(): Promise<void> {
    for (let pressed = 0; pressed < 3 && (await focusedRow(this.page)) === null; pressed += 1) await this.press("Escape");
    await expect.poll(() => focusedRow(this.page)).not.toBeNull();
  }

  async claim(incident: string): Promise<void> {
    await this.press("c");
    await this.isMine(incident);
  }

  isMine(incident: string): Promise<void> {
    return sees(this.row(incident).getByTestId("row-claim"), /^You$/);
  }

  async release(incident: string): Promise<void> {
    await this.press("r");
    await sees(this.row(incident).getByTestId("row-claim"), /^(Unclaimed|Joined)$/);
  }

  /** What she says of ringing her. Her number stands there already, as the force has it. */
  async safeContact(code: string, safe = true): Promise<void> {
    await openForm(this.page, "a", "safe-contact");
    await pick(this.page, "safe-to-ring", safe ? "yes" : "no");
    await typeInto(this.page, "safe-when", "until he is back at six");
    await typeInto(this.page, "safe-code", code);
    await send(this.page, "safe-contact");
    await attribute(this.at("safe-contact"), "data-state", safe ? "safe" : "unsafe");
  }

  /** The call and what must stand before it: the number at once where the record says "safe", else behind the second step. */
  async dial(number: string, why: RegExp | null): Promise<void> {
    await this.press("p");
    await this.at("call-mode").waitFor();
    if (why !== null) {
      expect(await this.at("call-mode").textContent()).not.toContain(number);
      await pressOn(this.page, by("dial-anyway"));
      await sees(this.at("second-step-why"), why);
      expect(await this.at("second-step-go").isDisabled()).toBe(true);
      await tick(this.page, "second-step-tick");
      await pressOn(this.page, by("second-step-go"));
    }
    await sees(this.at("number"), number);
    await sees(this.at("call-rules"), "No voicemail");
  }

  /** The record of the call that runs; it ends the call. */
  async hangUp(result: string, note: string): Promise<void> {
    await pick(this.page, "contact-result", result);
    await typeInto(this.page, "contact-note", note);
    await send(this.page, "contact");
    await this.at("call-mode").waitFor({ state: "detached" });
  }

  /** An attempt without a call from here. Says what was planned next, as the form has it. */
  async attempt(result: string, next?: string): Promise<string> {
    await openForm(this.page, "v", "contact");
    await pick(this.page, "contact-result", result);
    if (next !== undefined) await select(this.page, "contact-next", next);
    const planned = await this.at("contact-next").evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.textContent ?? "");
    await send(this.page, "contact");
    return planned;
  }

  async note(text: string): Promise<void> {
    await openForm(this.page, "n", "note");
    await this.type(text);
    await send(this.page, "note");
    await sees(this.at("timeline"), text);
  }

  async escalate(reason: string): Promise<void> {
    await openForm(this.page, "e", "request-escalation");
    await this.type(reason);
    await send(this.page, "request-escalation");
    await attribute(this.at("escalation"), "data-state", "requested");
  }

  async takeOver(reason: string): Promise<void> {
    await openForm(this.page, "t", "take-over");
    await attribute(this.at("take-over-holder"), "data-connected", "true");
    await typeInto(this.page, "take-over-reason", reason);
    await send(this.page, "take-over");
  }

  async hazards(...found: readonly string[]): Promise<void> {
    await openForm(this.page, "b", "hazards");
    for (const hazard of found) await tick(this.page, `hazard-${hazard}`);
    await send(this.page, "hazards");
  }

  /** Each letter answers the question that has the focus, and moves on. */
  async risk(letters: string): Promise<void> {
    await openForm(this.page, "d", "risk");
    await this.type(letters);
    await send(this.page, "risk");
    await this.at("risk-assessment").first().waitFor();
  }

  async plan(steps: Readonly<Record<string, string>>): Promise<void> {
    await openForm(this.page, "y", "plan");
    for (const [topic, text] of Object.entries(steps)) {
      await tick(this.page, `plan-topic-${topic}`);
      await typeInto(this.page, `plan-text-${topic}`, text);
    }
    await tick(this.page, "plan-agreed");
    await send(this.page, "plan");
    await attribute(this.at("plan-standing"), "data-agreed", "true");
  }

  async consent(purpose: string, recipient: string, decision: string, how: string): Promise<void> {
    await openForm(this.page, "i", "consent");
    await pick(this.page, "consent-purpose", purpose);
    await select(this.page, "consent-recipient", recipient);
    await pick(this.page, "consent-decision", decision);
    await pick(this.page, "consent-how", how);
    await send(this.page, "consent");
    await sees(this.at("consent-line"), recipient);
  }

  async referral(need: string, service: string): Promise<void> {
    await openForm(this.page, "f", "referral");
    await tick(this.page, `referral-need-${need}`);
    await pick(this.page, "referral-service", service);
    await send(this.page, "referral");
    await this.at("referral").first().waitFor();
  }

  async standing(to: "pinned" | "lowered", reason: string): Promise<void> {
    await openForm(this.page, "m", "standing");
    await pick(this.page, "standing", to);
    await typeInto(this.page, "standing-reason", reason);
    await send(this.page, "standing");
    await attribute(this.at("standing-now"), "data-standing", to);
  }

  async passOn(to: string, note: string): Promise<void> {
    await openForm(this.page, "h", "pass-on");
    await typeInto(this.page, "pass-on-to", to);
    await typeInto(this.page, "pass-on-note", note);
    await send(this.page, "pass-on");
    await sees(this.at("passed-on"), to);
  }

  /** Fills the form. What is recorded already, such as a plan, stands in it. */
  async fillOutcome({ kind, referral, services = [], refuge, plan, note }: Outcome): Promise<void> {
    await openForm(this.page, "o", "outcome");
    await pick(this.page, "outcome-kind", kind);
    await pick(this.page, "outcome-referral", referral);
    for (const service of services) if (!(await this.at(`outcome-service-${service}`).isChecked())) await tick(this.page, `outcome-service-${service}`);
    if (plan === true && !(await this.at("outcome-plan").isChecked())) await tick(this.page, "outcome-plan");
    if (refuge !== undefined) {
      await tick(this.page, "outcome-refuge");
      await typeInto(this.page, "outcome-children", String(refuge));
    }
    if (note !== undefined) await typeInto(this.page, "outcome-note", note);
  }

  async outcome(incident: string, outcome: Outcome): Promise<void> {
    await this.fillOutcome(outcome);
    await send(this.page, "outcome");
    await attribute(this.row(incident), "data-done", "true");
  }

  /** By the command palette, or by the button in its section. */
  async close(incident: string, way: "command" | "button" = "command"): Promise<void> {
    if (way === "command") await command(this.page, "close", "act-close");
    else await pressOn(this.page, by("close-response"));
    await this.at("reopen-response").waitFor();
    await this.toast(`${short(incident)} closed`);
  }

  /** The newest act that can be taken back. */
  async undo(): Promise<void> {
    await this.press("z");
    await this.toast("Undone");
  }

  async alarms(): Promise<void> {
    await this.press("w");
    await this.at("alarm-panel").waitFor();
    await expect.poll(() => hasFocus(this.page, by("alarm-panel"))).toBe(true);
  }

  async away(panel: string): Promise<void> {
    await this.press("Escape");
    await this.at(panel).waitFor({ state: "detached" });
  }

  async tabTo(selector: string): Promise<number> {
    return tabTo(this.page, selector);
  }
}
