// The force's side: posts facts to a server's feed, in order of time, and fails where one is not taken.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { REMARK, SUSPECT, VICTIM } from "./people.js";

/** `at` is left out where it happens now. */
export type Fact = { incident: string; type: string; data?: Record<string, unknown>; at?: number };

export class Feed {
  readonly #url: string;
  readonly #tokenFile: string;
  #sent = 0;
  #lastAt = 0;

  constructor(url: string, tokenFile = join(inject("folder"), "feed.token")) {
    this.#url = url;
    this.#tokenFile = tokenFile;
  }

  /** All in one request. Each fact is at least a millisecond younger than the one before. */
  async send(...facts: readonly Fact[]): Promise<void> {
    const token = (await readFile(this.#tokenFile, "utf8")).trim();
    const events = facts.map(({ data = {}, at, ...fact }) => {
      if (at === undefined) this.#lastAt = Math.max(Date.now(), this.#lastAt + 1);
      this.#sent += 1;
      return { ...fact, data, source: "force-under-test", message_id: `m-${this.#sent}`, at: new Date(at ?? this.#lastAt).toISOString() };
    });
    const answer = await fetch(`${this.#url}/feed/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(events),
    });
    if (answer.status === 200) return;
    const { items = [] } = (await answer.json()) as { items?: { status: string }[] };
    throw new Error(`the feed was answered ${answer.status}: ${JSON.stringify(items.filter(({ status }) => status !== "accepted"))}`);
  }

  /** A call about the one victim whose particulars are canaries. */
  received(incident: string, data: Record<string, unknown> = {}): Promise<void> {
    return this.send(
      {
        incident,
        type: "incident_received",
        data: {
          opening_code: "DOMESTIC - VIOLENCE",
          grade: "2",
          hazards: ["violence"],
          children_present: 1,
          calls_in_12_months: 2,
          location: { address: VICTIM.address, locality: "Fellgate", beat: "FE1", lat: 54.5, lon: -1.5 },
          people: [
            { role: "victim", name: VICTIM.name, age: 34, phone: VICTIM.phone, note: VICTIM.note },
            { role: "suspect", name: SUSPECT.name, note: SUSPECT.note },
          ],
          ...data,
        },
      },
      { incident, type: "remark_added", data: { by: "OP11", text: REMARK } },
    );
  }

  /** Police come, and nothing yet says that it is safe. */
  policeArrive(incident: string): Promise<void> {
    return this.send(
      { incident, type: "resource_assigned", data: { call_sign: "FE21" } },
      { incident, type: "resource_en_route", data: { call_sign: "FE21", eta_minutes: 6 } },
      { incident, type: "resource_at_scene", data: { call_sign: "FE21" } },
    );
  }

  /** With police there before, this is what opens the gate. */
  sceneSafe(incident: string): Promise<void> {
    return this.send(
      { incident, type: "scene_declared_safe", data: { by: "FE21" } },
      { incident, type: "suspect_whereabouts", data: { whereabouts: "in_custody", by: "FE21" } },
    );
  }

  suspectReturns(incident: string): Promise<void> {
    return this.send({ incident, type: "suspect_whereabouts", data: { whereabouts: "returned", by: "OP11" } });
  }
}

/** Many small calls, each in its own street and from its own telephone, for a board that is busy. */
export function someCalls(count: number, first = 1): Fact[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return {
      incident: `FS-${String(number).padStart(4, "0")}`,
      type: "incident_received",
      data: {
        opening_code: number % 3 === 0 ? "DOMESTIC - VERBAL" : "DOMESTIC - VIOLENCE",
        grade: String(1 + (number % 4)),
        hazards: number % 2 === 0 ? ["alcohol"] : ["weapon", "children"],
        location: { address: `${number} Invented Street`, locality: `Invented Street ${number}, Fellgate`, beat: `FE${1 + (number % 5)}` },
        people: [{ role: "victim", name: `Person Number${number}`, phone: `07700 900${String(number % 1_000).padStart(3, "0")}` }],
      },
    };
  });
}
