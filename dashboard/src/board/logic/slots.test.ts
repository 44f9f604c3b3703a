import { describe, expect, it } from "vitest";
import type { ContactResult, HoursView, SafeWindow } from "../../live/protocol.gen";
import { SCHEME } from "../../testing/sample";
import { needsAnotherTry, proposeNext, slotAt, type Try } from "./slots";

const ZONE = "Europe/London";
const SLOTS = SCHEME.contact.slots;
const WEEKEND: HoursView[] = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];
const at = (iso: string): number => Date.parse(`${iso}Z`);
const tried = (...tries: (readonly [iso: string, result?: ContactResult])[]): Try[] => tries.map(([iso, result]) => ({ at: at(iso), result: result ?? "no_answer" }));
const windows = (from: string, until: string, ...days: SafeWindow["days"]): SafeWindow[] => [{ days, from, until }];

// 21 November 2026 is a Saturday; London keeps UTC then.
type Case = [why: string, now: string, attempts: Try[], windows: SafeWindow[], hours: HoursView[], next: string | null, slot: string | null, tries: number];
const CASES: Case[] = [
  ["nothing tried: the next quarter in this time of day", "2026-11-21T10:07", [], [], [], "2026-11-21T10:15", "morning", 0],
  ["morning tried: the afternoon", "2026-11-21T10:05", tried(["2026-11-21T10:05"]), [], [], "2026-11-21T12:00", "afternoon", 0],
  ["at least an hour after a no-answer", "2026-11-21T11:40", tried(["2026-11-21T11:40"]), [], [], "2026-11-21T12:45", "afternoon", 0],
  ["sooner after a wrong number", "2026-11-21T11:50", tried(["2026-11-21T11:50", "wrong_number"]), [], [], "2026-11-21T12:15", "afternoon", 0],
  ["morning and afternoon tried: the evening", "2026-11-21T16:00", tried(["2026-11-21T09:30"], ["2026-11-21T16:00"]), [], [], "2026-11-21T17:00", "evening", 0],
  ["only the morning is left: tomorrow", "2026-11-21T18:00", tried(["2026-11-21T13:00"], ["2026-11-21T18:00"]), [], [], "2026-11-22T09:00", "morning", 0],
  ["all tried: the one tried least", "2026-11-21T18:00", tried(["2026-11-20T10:00"], ["2026-11-20T11:00"], ["2026-11-20T18:00"], ["2026-11-21T18:00"], ["2026-11-20T13:00"]), [], [], "2026-11-22T12:00", "afternoon", 1],
  ["all tried as often: not the last one again", "2026-11-21T10:00", tried(["2026-11-20T13:00"], ["2026-11-20T18:00"], ["2026-11-21T10:00"]), [], [], "2026-11-21T12:00", "afternoon", 1],
  ["late at night: the morning, the first of the day", "2026-11-21T23:30", tried(["2026-11-21T23:30"]), [], [], "2026-11-22T09:00", "morning", 0],
  ["inside their safe hours", "2026-11-21T10:05", tried(["2026-11-21T10:05"]), windows("17:30", "19:00", "sun"), [], "2026-11-22T17:30", "evening", 0],
  ["inside the covered hours", "2026-11-21T21:00", tried(["2026-11-21T20:50"]), [], WEEKEND, "2026-11-22T14:00", "afternoon", 0],
  ["inside both", "2026-11-21T15:00", tried(["2026-11-21T15:00"]), windows("16:30", "18:00", "sat", "sun"), WEEKEND, "2026-11-21T17:00", "evening", 0],
  ["both leave only a time of day that was tried: the same, later", "2026-11-21T15:00", tried(["2026-11-21T15:00"]), windows("14:30", "16:30", "sat", "sun"), WEEKEND, "2026-11-21T16:00", "afternoon", 1],
  ["a few minutes of a safe hour are not enough", "2026-11-21T15:40", tried(["2026-11-21T14:40"]), windows("15:00", "15:50", "sat", "sun"), [], "2026-11-22T15:00", "afternoon", 1],
  ["her safe hours never meet the covered ones", "2026-11-21T15:00", tried(["2026-11-21T15:00"]), windows("09:00", "12:00", "mon"), WEEKEND, null, null, 0],
  ["her safe hours lie at night, at no named time of day", "2026-11-22T00:10", [], windows("23:00", "02:00", "sat"), [], "2026-11-22T00:15", null, 0],
  // 29 March 2026: 01:00 GMT becomes 02:00 BST.
  ["over the spring change, by the wall clock", "2026-03-28T18:00", tried(["2026-03-28T13:00"], ["2026-03-28T18:00"]), [], [], "2026-03-29T08:00", "morning", 0],
  ["over the spring change, inside covered hours", "2026-03-28T21:30", tried(["2026-03-28T20:00"]), [], WEEKEND, "2026-03-29T13:00", "afternoon", 0],
  // 25 October 2026: 02:00 BST becomes 01:00 GMT.
  ["over the autumn change, by the wall clock", "2026-10-24T17:00", tried(["2026-10-24T12:00"], ["2026-10-24T17:00"]), [], [], "2026-10-25T09:00", "morning", 0],
  ["over the autumn change, inside safe hours", "2026-10-24T17:00", tried(["2026-10-24T17:00"]), windows("10:00", "11:00", "sun"), [], "2026-10-25T10:00", "morning", 0],
];

describe("the next try", () => {
  it.each(CASES)("%s", (_why, now, attempts, safe, hours, next, slot, tries) => {
    const found = proposeNext({ attempts, windows: safe, slots: SLOTS, hours, now: at(now), zone: ZONE });
    expect(found === null ? null : { at: new Date(found.at).toISOString().slice(0, 16), slot: found.slot, tries: found.tries }).toEqual(next === null ? null : { at: next, slot, tries });
  });

  it("is an hour after the last try where the scheme divides the day into nothing", () => {
    const found = proposeNext({ attempts: tried(["2026-11-21T10:05"]), windows: [], slots: [], hours: [], now: at("2026-11-21T10:05"), zone: ZONE });
    expect(found).toEqual({ at: at("2026-11-21T11:15"), slot: null, tries: 1 });
  });

  it("does not depend on the order in which tries are given", () => {
    const attempts = tried(["2026-11-21T09:30"], ["2026-11-21T16:00"]);
    const by = (list: Try[]) => proposeNext({ attempts: list, windows: [], slots: SLOTS, hours: [], now: at("2026-11-21T16:00"), zone: ZONE });
    expect(by([...attempts].reverse())).toEqual(by(attempts));
  });

  it("has no number of tries after which it ends", () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ at: at("2026-11-21T10:00") - index * 3_600_000, result: "no_answer" as const }));
    expect(proposeNext({ attempts: many, windows: [], slots: SLOTS, hours: [], now: at("2026-11-21T10:00"), zone: ZONE })).not.toBeNull();
  });

  it("is asked for where she was not reached", () => {
    expect((["no_answer", "someone_else", "wrong_number", "ended_unsafe"] as const).every(needsAnotherTry)).toBe(true);
    expect(needsAnotherTry("spoke_safely")).toBe(false);
    expect(needsAnotherTry("declined_for_now")).toBe(false);
    expect(needsAnotherTry(null)).toBe(false);
  });

  it("finds the time of day by the wall clock", () => {
    expect(slotAt(at("2026-06-06T08:30"), SLOTS, ZONE)).toBe(0);
    expect(slotAt(at("2026-11-21T08:30"), SLOTS, ZONE)).toBe(-1);
    expect(slotAt(at("2026-11-21T21:00"), SLOTS, ZONE)).toBe(-1);
  });
});
