import { describe, expect, it } from "vitest";
import { sampleCar } from "../../car/sample";
import type { CarRow, CheckInView, SosView } from "../../live/protocol.gen";
import { MIN, NOW } from "../../testing/sample";
import { stopwatch } from "../../words/en.welfare";
import { isCalling, SOS_AGAIN_MS, welfareOf, welfareSound, type WelfareItem, type WelfareSoundInput } from "./welfare";

const sos = (part: Partial<SosView> = {}): SosView => ({ at: NOW, by: "Tamsin Curlew", deployment: "EV-0412#1.1", climb: 0, answered_at: null, answered_by: null, ...part });
const late = (missed: number, part: Partial<CheckInView> = {}): CheckInView => ({ deployment: "EV-0415#1.1", since: NOW - 20 * MIN, due_at: NOW - 5 * MIN, missed, ...part });
function only(item: WelfareItem | undefined): WelfareItem {
  if (item === undefined) throw new Error("nobody needs looking after");
  return item;
}
const car = (id: string, part: Partial<CarRow>): CarRow => sampleCar({ car: id, call_sign: id.toUpperCase(), ...part });

describe("whom somebody has to look after", () => {
  it("is nobody while all are well, or in time", () => {
    expect(welfareOf([car("a", {}), car("b", { check_in: late(0) })])).toEqual([]);
  });

  it("is first who calls and has no answer, then who was not heard of, then who is in somebody's hands", () => {
    const items = welfareOf([
      car("answered", { sos: sos({ answered_at: NOW, answered_by: "Dale Fulmar" }) }),
      car("desk", { check_in: late(1) }),
      car("inspector", { check_in: late(2, { deployment: "EV-0416#1.1" }) }),
      car("young", { sos: sos({ at: NOW + MIN }) }),
      car("old", { sos: sos({ at: NOW - MIN }) }),
      car("climbed", { sos: sos({ climb: 1 }) }),
    ]);
    expect(items.map((item) => item.car)).toEqual(["climbed", "old", "young", "inspector", "desk", "answered"]);
    expect(items.map(isCalling)).toEqual([true, true, true, false, false, false]);
  });

  it("names the job's incident, or none", () => {
    expect(welfareOf([car("a", { sos: sos() })])[0]?.incident).toBe("EV-0412");
    expect(welfareOf([car("a", { sos: sos({ deployment: null }) })])[0]?.incident).toBeNull();
  });

  it("says a car once: who calls for help has been heard of", () => {
    const items = welfareOf([car("a", { sos: sos(), check_in: late(2) })]);
    expect(items.map((item) => item.kind)).toEqual(["sos"]);
  });

  it("rings anew when it climbs, and is the same call", () => {
    const [before, after] = [0, 1].map((climb) => welfareOf([car("a", { sos: sos({ climb }) })])[0]);
    expect(before?.key).toBe(after?.key);
    expect(before?.instance).not.toBe(after?.instance);
  });
});

describe("the sound", () => {
  const call = only(welfareOf([car("a", { sos: sos() })])[0]);
  const had = only(welfareOf([car("a", { sos: sos({ answered_at: NOW, answered_by: "Dale" }) })])[0]);
  const missed = only(welfareOf([car("b", { check_in: late(1) })])[0]);
  const base: WelfareSoundInput = { items: [], news: [], first: false, quiet: new Set(), muted: false, lastAt: -Infinity, now: NOW };

  it.each<[string, Partial<WelfareSoundInput>, ReturnType<typeof welfareSound>]>([
    ["none while all are well", {}, null],
    ["of an SOS at once", { items: [call], news: [call], lastAt: NOW - 1 }, "emergency"],
    ["of an SOS when the page has just come up", { items: [call], news: [call], first: true }, "emergency"],
    ["of an SOS though alarms are muted", { items: [call], news: [call], muted: true }, "emergency"],
    ["again after a while, until somebody answers", { items: [call], lastAt: NOW - SOS_AGAIN_MS }, "emergency"],
    ["not sooner", { items: [call], lastAt: NOW - SOS_AGAIN_MS + 1 }, null],
    ["none once somebody has it", { items: [had], news: [had] }, null],
    ["none where it was silenced here", { items: [call], quiet: new Set([call.instance]) }, null],
    ["of a missed check-in, softly and once", { items: [missed], news: [missed] }, "attention"],
    ["not of one that rang before", { items: [missed] }, null],
    ["not of one that was there when the page came up", { items: [missed], news: [missed], first: true }, null],
    ["not of one while alarms are muted", { items: [missed], news: [missed], muted: true }, null],
    ["of the SOS alone where both are new", { items: [call, missed], news: [call, missed] }, "emergency"],
  ])("%s", (_, part, expected) => {
    expect(welfareSound({ ...base, ...part })).toBe(expected);
  });
});

it("counts how long somebody waits for help to the second", () => {
  expect([0, 42_000, 725_000, 3_730_000, -5].map(stopwatch)).toEqual(["0:00", "0:42", "12:05", "1:02:10", "0:00"]);
});
