import { describe, expect, it } from "vitest";
import { dayAndTime, instantOf, intersection, intervalsOf, localDay, localMinutes, minutesOf, weekdayOf } from "./contact-time";

const ZONE = "Europe/London";
const at = (iso: string): number => Date.parse(iso);
const day = (iso: string): number => at(`${iso}T00:00:00Z`);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe("local time", () => {
  it("knows the local day and its name either side of midnight", () => {
    // 23:30 UTC in summer is half past midnight in London.
    const moment = at("2026-06-06T23:30:00Z");
    expect(localDay(moment, ZONE)).toBe(day("2026-06-07"));
    expect(weekdayOf(localDay(moment, ZONE))).toBe("sun");
    expect(localMinutes(moment, ZONE)).toBe(30);
  });

  it.each([
    ["09:00", 540],
    ["9:05", 545],
    ["24:00", null],
    ["12:60", null],
    ["noon", null],
  ])("reads %s", (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  it.each([
    ["an ordinary winter hour", "2026-11-21", 840, "2026-11-21T14:00"],
    ["an ordinary summer hour", "2026-06-06", 840, "2026-06-06T13:00"],
    ["the morning of the spring change", "2026-03-29", 540, "2026-03-29T08:00"],
    ["the morning of the autumn change", "2026-10-25", 540, "2026-10-25T09:00"],
    ["an hour that spring leaves out: the change itself", "2026-03-29", 90, "2026-03-29T01:00"],
  ])("%s", (_why, date, minutes, utc) => {
    expect(iso(instantOf(day(date), minutes, ZONE, "earlier"))).toBe(utc);
    expect(iso(instantOf(day(date), minutes, ZONE, "later"))).toBe(utc);
  });

  it("has two moments for an hour that autumn brings twice", () => {
    expect(iso(instantOf(day("2026-10-25"), 90, ZONE, "earlier"))).toBe("2026-10-25T00:30");
    expect(iso(instantOf(day("2026-10-25"), 90, ZONE, "later"))).toBe("2026-10-25T01:30");
  });

  it("is right in a zone whose clock changes at another hour", () => {
    // New York leaves out 02:00–03:00 on 8 March 2026.
    expect(iso(instantOf(day("2026-03-08"), 150, "America/New_York", "later"))).toBe("2026-03-08T07:00");
    expect(iso(instantOf(day("2026-03-08"), 240, "America/New_York", "later"))).toBe("2026-03-08T08:00");
  });
});

describe("stretches of local hours", () => {
  it("runs past midnight into the next day, and is found from there", () => {
    const found = intervalsOf([{ days: ["fri"], from: "22:00", until: "06:00" }], at("2026-11-21T02:00:00Z"), ZONE, 1);
    expect(found.map(({ start, end }) => [iso(start), iso(end)])).toEqual([["2026-11-20T22:00", "2026-11-21T06:00"]]);
  });

  it("joins days that meet at midnight", () => {
    const found = intervalsOf([{ days: ["sat", "sun"], from: "00:00", until: "00:00" }], at("2026-11-21T12:00:00Z"), ZONE, 2);
    expect(found.map(({ start, end }) => [iso(start), iso(end)])).toEqual([["2026-11-21T00:00", "2026-11-23T00:00"]]);
  });

  it("is an hour shorter or longer over the changes, as the wall clock is", () => {
    const night = [{ days: ["sat"], from: "22:00", until: "06:00" }];
    const hours = (now: string): number => intervalsOf(night, at(now), ZONE, 1).map(({ start, end }) => (end - start) / 3_600_000)[0] ?? 0;
    expect(hours("2026-03-28T12:00:00Z")).toBe(7);
    expect(hours("2026-10-24T12:00:00Z")).toBe(9);
  });

  it("takes the shorter reading where an hour comes twice", () => {
    const found = intervalsOf([{ days: ["sun"], from: "01:30", until: "04:00" }, { days: ["sun"], from: "00:00", until: "01:30" }], at("2026-10-25T00:00:00Z"), ZONE, 1);
    expect(found.map(({ start, end }) => [iso(start), iso(end)])).toEqual([
      ["2026-10-24T23:00", "2026-10-25T00:30"],
      ["2026-10-25T01:30", "2026-10-25T04:00"],
    ]);
  });

  it("leaves out what is no time, and finds where two lie", () => {
    expect(intervalsOf([{ days: ["sat"], from: "late", until: "06:00" }], at("2026-11-21T02:00:00Z"), ZONE, 7)).toEqual([]);
    expect(intersection([{ start: 0, end: 10 }, { start: 20, end: 30 }], [{ start: 5, end: 25 }])).toEqual([{ start: 5, end: 10 }, { start: 20, end: 25 }]);
  });
});

it("names a moment by its weekday, and with its date once that could mislead", () => {
  const now = at("2026-11-21T15:00:00Z");
  expect(dayAndTime(at("2026-11-22T17:30:00Z"), ZONE, now)).toBe("Sun 17:30");
  expect(dayAndTime(at("2026-11-29T17:30:00Z"), ZONE, now)).toBe("Sun 29 Nov 17:30");
});
