import { describe, expect, it } from "vitest";
import type { DeploymentView, IncidentRow, ResponseRow } from "../../live/protocol.gen";
import { CONTACT, escalation, MIN, NOW, response, row, SCHEME } from "../../testing/sample";
import { alarmsOf, countByKind, FLOOD, isFlood, isForYou, leads, newWithin, soundOf, UNREVIEWED_AFTER_MS, watch, WATCH_START, type AlarmItem, type SoundInput } from "./alarms";

const kinds = (rows: readonly IncidentRow[], now = NOW): string[] => alarmsOf(rows, SCHEME, now).map((item) => item.kind);
const one = (rows: readonly IncidentRow[], now = NOW): AlarmItem => {
  const item = alarmsOf(rows, SCHEME, now)[0];
  if (item === undefined) throw new Error("no alarm");
  return item;
};
const reviewed = (number: string, part: Partial<ResponseRow> = {}): ResponseRow => response(number, { reviewed_at: NOW - MIN, ...part });
const claim = { user: "other", name: "Pipit", at: NOW };
const car = (part: Partial<DeploymentView>): DeploymentView => ({ deployment: "A#1.1", car: "car-1", call_sign: "DA01", state: "en_route", at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: null, next_best: false, ...part });
const REVOKED = { mode: "after_first_response", state: "revoked", words: "", conditions: [], revoked_because: "new call", since: NOW - MIN } as const;
const revoked = { ...REVOKED, words: "", conditions: [] };

describe("what is an alarm", () => {
  it("is a cut line or a request that the desk has not answered, and no longer once it has", () => {
    const cut = one([row("A", { responses: [escalation("A", "requested", "line_cut")] })]);
    expect(cut).toMatchObject({ kind: "line_cut", act: "answer", owner: "desk", emergency: true, due: NOW + 2 * MIN });
    expect(one([row("A", { responses: [escalation("A", "requested")] })])).toMatchObject({ kind: "escalation", act: "answer", owner: "desk", emergency: false });
    expect(kinds([row("A", { responses: [escalation("A", "acknowledged", "line_cut")] })])).toEqual([]);
  });

  it("is a gate revoked only while a car is there or has not said that it is clear", () => {
    const at = (deployment: DeploymentView | null) => kinds([row("A", { gate: revoked, responses: [reviewed("A", { deployment })] })]);
    expect(at(car({}))).toEqual(["gate_revoked"]);
    expect(at(car({ state: "recalled", recall_unconfirmed: true }))).toEqual(["gate_revoked"]);
    expect(at(car({ state: "recalled" }))).toEqual([]);
    expect(at(null)).toEqual([]);
  });

  it("is an attempt whose time has come, the claimant's or anybody's", () => {
    const due = (part: Partial<ResponseRow>) => row("A", { responses: [reviewed("A", { contact: { ...CONTACT, attempts: 1, next_at: NOW - MIN }, ...part })] });
    expect(one([due({ claim })])).toMatchObject({ kind: "contact_due", act: "call", owner: "claimant", since: NOW - MIN });
    expect(one([due({})]).owner).toBe("anybody");
    expect(kinds([due({ contact: { ...CONTACT, next_at: NOW + 1 } })])).toEqual([]);
    expect(kinds([due({ contact: { ...CONTACT, first_due_at: NOW } })])).toEqual(["contact_due"]);
    expect(kinds([due({ contact: { ...CONTACT, next_at: NOW - MIN, ended_at: NOW } })])).toEqual([]);
    expect(kinds([due({ state: "handed_over" })])).toEqual([]);
  });

  it("is the force's promise for the two most urgent grades, once for the incident, until somebody has asked", () => {
    const late = (grade: string, responses: ResponseRow[]) => row("A", { grade, graded_at: NOW - 70 * MIN, responses });
    const two = [reviewed("A"), reviewed("A", { response: "A#2", ordinal: 2 })];
    expect(kinds([late("2", two)])).toEqual(["grade_overdue"]);
    expect(one([late("1", two)])).toMatchObject({ act: "escalate", owner: "anybody", since: NOW - 55 * MIN });
    expect(kinds([late("4", two)])).toEqual([]);
    expect(kinds([late("2", [escalation("A", "acknowledged")])])).toEqual([]);
    expect(kinds([{ ...late("2", two), resources: [{ call_sign: "AT", status: "at_scene", at: NOW, eta_at: null , point: null}] }])).toEqual([]);
  });

  it("is a call of the most urgent grade that nobody has looked at for five minutes", () => {
    const fresh = row("A", { grade: "1", graded_at: NOW, responses: [response("A", { notified_at: NOW })] });
    expect(kinds([fresh], NOW + UNREVIEWED_AFTER_MS - 1)).toEqual([]);
    expect(one([fresh], NOW + UNREVIEWED_AFTER_MS)).toMatchObject({ kind: "unreviewed", owner: "anybody", act: "open" });
    expect(kinds([row("A", { grade: "2", responses: [response("A", { notified_at: NOW - 60 * MIN })] })])).toEqual([]);
  });

  it("leaves what was joined to another number alone, but never a cut line there", () => {
    const responses = [response("A", { notified_at: NOW - 20 * MIN, contact: { ...CONTACT, next_at: NOW } })];
    expect(kinds([row("A", { grade: "1", graded_at: NOW - 20 * MIN, duplicate_of: "B", responses })])).toEqual([]);
    expect(kinds([row("A", { duplicate_of: "B", responses: [escalation("A", "requested", "line_cut")] })])).toEqual(["line_cut"]);
  });

  it("stands in the order of danger, and each has an act, an owner and a time", () => {
    const rows = [
      row("due", { responses: [reviewed("due", { contact: { ...CONTACT, next_at: NOW } })] }),
      row("asked", { responses: [escalation("asked", "requested")] }),
      row("gate", { gate: revoked, responses: [reviewed("gate", { deployment: car({}) })] }),
      row("cut", { grade: "4", responses: [escalation("cut", "requested", "line_cut")] }),
    ];
    expect(kinds(rows)).toEqual(["line_cut", "gate_revoked", "escalation", "contact_due"]);
    expect(countByKind(alarmsOf(rows, SCHEME, NOW))).toHaveLength(4);
    for (const item of alarmsOf(rows, SCHEME, NOW)) expect(item).toMatchObject({ act: expect.any(String) as string, owner: expect.any(String) as string, since: expect.any(Number) as number });
  });
});

describe("shelving", () => {
  const shelved = (alarm: "contact_due" | "line_cut" | "gate_revoked", until: number) => [{ alarm, until, by: "Pipit" }];

  it("keeps a shelved alarm apart, with its end and who, and it comes back by itself", () => {
    const at = row("A", { responses: [reviewed("A", { contact: { ...CONTACT, next_at: NOW }, shelved: shelved("contact_due", NOW + 5 * MIN) })] });
    expect(one([at]).shelved).toMatchObject({ until: NOW + 5 * MIN, by: "Pipit" });
    expect(leads(one([at]), "me", [])).toBe(false);
    expect(one([at], NOW + 5 * MIN).shelved).toBeNull();
  });

  it("never silences a car that must not go", () => {
    const at = row("A", { gate: revoked, responses: [reviewed("A", { deployment: car({}), shelved: shelved("gate_revoked", NOW + 5 * MIN) })] });
    expect(one([at])).toMatchObject({ kind: "gate_revoked", shelved: null });
  });

  it("never silences a cut line", () => {
    const at = row("A", { responses: [{ ...escalation("A", "requested", "line_cut"), shelved: shelved("line_cut", NOW + 5 * MIN) }] });
    expect(one([at]).shelved).toBeNull();
  });
});

describe("whose it is", () => {
  it("is for the desk, for who holds it, or for anybody", () => {
    const asked = one([row("A", { responses: [escalation("A", "requested")] })]);
    expect(isForYou(asked, "me", ["support_worker"])).toBe(false);
    expect(isForYou(asked, "me", ["control_room"])).toBe(true);
    const held = one([row("A", { responses: [reviewed("A", { claim, contact: { ...CONTACT, next_at: NOW } })] })]);
    expect(isForYou(held, "me", ["support_worker"])).toBe(false);
    expect(isForYou(held, "other", ["support_worker"])).toBe(true);
    expect(leads(asked, "me", ["support_worker"])).toBe(true);
    expect(leads(held, "me", ["support_worker"])).toBe(false);
  });
});

describe("the watch", () => {
  const due = (number: string, at: number) => row(number, { responses: [reviewed(number, { contact: { ...CONTACT, next_at: at } })] });

  it("knows what is new, and groups repeats of one kind on one response", () => {
    const first = watch(WATCH_START, alarmsOf([due("A", NOW)], SCHEME, NOW), NOW);
    expect(first.news).toHaveLength(1);
    const same = watch(first.watch, alarmsOf([due("A", NOW)], SCHEME, NOW + MIN), NOW + MIN);
    expect(same.news).toEqual([]);
    expect(same.watch).toBe(first.watch);
    const again = watch(same.watch, alarmsOf([due("A", NOW + 5 * MIN)], SCHEME, NOW + 6 * MIN), NOW + 6 * MIN);
    expect(again.news).toHaveLength(1);
    expect(again.watch.times.get("contact_due A#1")).toBe(2);
  });

  it("calls more than ten in ten minutes a flood, and forgets", () => {
    const rows = Array.from({ length: FLOOD.more_than + 1 }, (_, index) => due(`N${index}`, NOW + index * 1_000));
    const state = watch(WATCH_START, alarmsOf(rows, SCHEME, NOW + MIN), NOW + MIN).watch;
    expect(newWithin(state, NOW + MIN)).toBe(11);
    expect(isFlood(11)).toBe(true);
    expect(isFlood(10)).toBe(false);
    expect(newWithin(state, NOW + 11 * MIN)).toBe(0);
    expect(watch(state, [], NOW + 11 * MIN).watch.rang.size).toBe(0);
  });

  it("does not count what was long on when the page was opened", () => {
    expect(newWithin(watch(WATCH_START, alarmsOf([due("A", NOW - 60 * MIN)], SCHEME, NOW), NOW).watch, NOW)).toBe(0);
  });

  it("rings anew when a request climbs", () => {
    const at = (climb: number) => alarmsOf([row("A", { responses: [{ ...escalation("A", "requested"), escalation: { ...escalation("A", "requested").escalation, climb } as ResponseRow["escalation"] }] })], SCHEME, NOW);
    const first = watch(WATCH_START, at(0), NOW);
    expect(watch(first.watch, at(1), NOW).news).toHaveLength(1);
  });
});

describe("sound", () => {
  const cut = alarmsOf([row("A", { responses: [escalation("A", "requested", "line_cut")] })], SCHEME, NOW);
  const due = alarmsOf([row("B", { responses: [reviewed("B", { contact: { ...CONTACT, next_at: NOW } })] })], SCHEME, NOW);
  const input = (part: Partial<SoundInput>): SoundInput => ({ items: [], news: [], first: false, lastAt: { emergency: -Infinity, attention: -Infinity }, me: { user: "me", name: "Me", roles: ["support_worker"] }, now: NOW, ...part });

  it("repeats for a cut line that nobody answers, at most every ten seconds", () => {
    expect(soundOf(input({ items: cut, news: cut, first: true }))).toBe("emergency");
    const rung = { emergency: NOW, attention: -Infinity };
    expect(soundOf(input({ items: cut, lastAt: rung, now: NOW + 9_999 }))).toBeNull();
    expect(soundOf(input({ items: cut, lastAt: rung, now: NOW + 10_000 }))).toBe("emergency");
    expect(soundOf(input({ lastAt: rung, now: NOW + 10_000 }))).toBeNull();
  });

  it("is quiet for who raised it, who is on the telephone, until it climbs", () => {
    const mine = { user: "me", name: "A. Colleague", roles: ["support_worker"] as const };
    expect(soundOf(input({ items: cut, news: cut, me: mine }))).toBeNull();
    const climbed = cut.map((item) => ({ ...item, escalation: item.escalation === null ? null : { ...item.escalation, climb: 1 } }));
    expect(soundOf(input({ items: climbed, me: mine }))).toBe("emergency");
  });

  it("is another one for the rest, once, for whom it concerns, and not for what was there at the start", () => {
    expect(soundOf(input({ items: due, news: due }))).toBe("attention");
    expect(soundOf(input({ items: due }))).toBeNull();
    expect(soundOf(input({ items: due, news: due, first: true }))).toBeNull();
    expect(soundOf(input({ items: due, news: due, lastAt: { emergency: -Infinity, attention: NOW - 5_000 } }))).toBeNull();
    const held = due.map((item): AlarmItem => ({ ...item, owner: "claimant", claim }));
    expect(soundOf(input({ items: held, news: held }))).toBeNull();
  });
});
