// @vitest-environment jsdom
// The incident's facts: markers, repeats, duplicates, eligibility, priority, and what a person says of them.
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EarlierIncident, PriorityView, RepeatMarker } from "../../../live/protocol.gen";
import { MIN, NOW, response, row } from "../../../testing/sample";
import { openPane, press, text, type as typeInto, type Pane } from "../testing";

let pane: Pane;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  cleanup();
  pane.stop();
  vi.useRealTimers();
});

const earlier = (part: Partial<EarlierIncident> = {}): EarlierIncident => ({ number: "OLD-1", received_at: NOW - 40 * 86_400_000, matches: ["pair", "address"], verdict: "proposed", judged_by: null, judged_at: null, live: false, ...part });
const repeat = (part: Partial<RepeatMarker> = {}): RepeatMarker => ({ calls_in_12_months: 2, new_calls: 0, earlier: [earlier()], incidents_in_12_months: 3, raises_to: null, ...part });

describe("markers and hazards", () => {
  it("name what is known, and what we found ourselves", async () => {
    pane = await openPane({ row: { hazards: ["alcohol", "strangulation"], children_present: 2, language: "Polish" }, own: { found: ["strangulation"] } });
    const markers = [...screen.getByTestId("markers").querySelectorAll("li")].map((each) => each.textContent);
    expect(markers).toEqual(["strangulationour call", "2 children", "alcohol", "Polish"]);
  });

  it("are recorded all at once, and undone to what was recorded before", async () => {
    pane = await openPane({ row: { hazards: ["dog"] }, own: { found: ["alcohol"] }, tray: "hazards" });
    expect(text("form-hazards")).toContain("dog (known already)");
    press("hazard-strangulation");
    press("hazards-save");
    expect(pane.commands()).toEqual([{ type: "record_hazards", response: pane.id, found: ["strangulation"], ruled_out: [], reason: "" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.any(String), { type: "record_hazards", response: pane.id, found: [], ruled_out: ["strangulation"], reason: "Undone within ten seconds" });
  });

  it("are ruled out only with a reason", async () => {
    pane = await openPane({ own: { found: ["alcohol"] }, tray: "hazards" });
    press("hazard-alcohol");
    press("hazards-save");
    expect(pane.commands()).toEqual([]);
    typeInto("hazards-reason", "Their brother had been drinking");
    press("hazards-save");
    expect(pane.commands()).toEqual([{ type: "record_hazards", response: pane.id, found: [], ruled_out: ["alcohol"], reason: "Their brother had been drinking" }]);
  });
});

describe("repeats", () => {
  it("show their evidence in words, the day and the total", async () => {
    pane = await openPane({ row: { repeat: repeat() } });
    expect(text("repeats")).toContain("3 incidents in 12 months");
    expect(text("repeats")).toContain("The force counts 2 calls");
    expect(text("repeat-OLD-1")).toContain("same victim and suspect, same address");
    expect(text("repeat-OLD-1")).toMatch(/\d{1,2} \w{3} \d{4}/);
  });

  it("are judged one by one, and back to what they were", async () => {
    pane = await openPane({ row: { repeat: repeat() } });
    press("repeat-confirm-OLD-1");
    expect(pane.commands()).toEqual([{ type: "judge_repeat", incident: pane.number, earlier: "OLD-1", verdict: "confirmed" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith("OLD-1 confirmed as a repeat", { type: "judge_repeat", incident: pane.number, earlier: "OLD-1", verdict: "proposed" });
    await pane.change({ row: { repeat: repeat({ earlier: [earlier({ verdict: "confirmed", judged_by: "Ada Hawthorn" })] }) } });
    expect(text("repeat-OLD-1")).toContain("confirmed by Ada Hawthorn");
    expect(screen.queryByTestId("repeat-confirm-OLD-1")).toBeNull();
  });

  it("open when they are live", async () => {
    pane = await openPane({ row: { repeat: repeat({ earlier: [earlier({ number: "P-LIVE", live: true })] }) }, others: [row("P-LIVE")] });
    act(() => within(screen.getByTestId("repeat-P-LIVE")).getByRole("button", { name: "Open P-LIVE" }).click());
    expect(pane.state().open).toBe("P-LIVE");
  });
});

describe("duplicates", () => {
  it("link the later number to the earlier one, whichever is open", async () => {
    pane = await openPane({ row: { duplicates: ["D-EARLY", "D-LATE"], received_at: NOW }, others: [row("D-EARLY", { received_at: NOW - MIN }), row("D-LATE", { received_at: NOW + MIN })] });
    press("link-D-EARLY");
    press("link-D-LATE");
    expect(pane.commands()).toEqual([
      { type: "link_duplicate", incident: pane.number, of: "D-EARLY" },
      { type: "link_duplicate", incident: "D-LATE", of: pane.number },
    ]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.any(String), { type: "unlink_duplicate", incident: "D-LATE" });
  });

  it("say where the work goes on, and can be unlinked", async () => {
    pane = await openPane({ row: { duplicate_of: "D-1" }, others: [row("D-1")] });
    expect(text("duplicate-of")).toContain("Same event as D-1. The work goes on there.");
    press("unlink");
    expect(pane.commands()).toEqual([{ type: "unlink_duplicate", incident: pane.number }]);
    press("open-original");
    expect(pane.state().open).toBe("D-1");
  });
});

describe("eligibility", () => {
  it("gives each reason with its word, and says that no call is hidden for it", async () => {
    const reasons = [
      { words: "16 or over: 31", met: true },
      { words: "Calls in 12 months: 0", met: false },
      { words: "Lives in Gwent", met: null },
    ];
    pane = await openPane({ row: { eligibility: { state: "not_eligible", reasons } } });
    expect([...screen.getByTestId("eligibility").querySelectorAll("li")].map((each) => each.textContent)).toEqual(["16 or over: 31 met", "Calls in 12 months: 0 not met", "Lives in Gwent not known"]);
    expect(text("eligibility")).toContain("A call is never hidden for this.");
  });

  it("is not there where the scheme is meant for everybody", async () => {
    pane = await openPane();
    expect(screen.queryByTestId("eligibility")).toBeNull();
  });
});

describe("priority", () => {
  const priority: PriorityView = { points: 45, factors: [{ factor: "grade", points: 50 }, { factor: "contact_made", points: -5 }], waiting_since: NOW - 12 * MIN, standing: "by_factors", standing_by: null, standing_at: null };

  it("adds up by the clock", async () => {
    pane = await openPane({ row: { priority } });
    expect(text("priority")).toContain("Grade+50");
    expect(text("priority")).toContain("−5");
    expect(text("waiting-points")).toContain("+2");
    expect(text("total-points")).toContain("47");
    await act(() => vi.advanceTimersByTimeAsync(8 * MIN));
    expect(text("total-points")).toContain("49");
  });

  it("is pinned with a reason, and given back by undo", async () => {
    pane = await openPane({ row: { priority }, tray: "standing" });
    expect(screen.queryByTestId("standing-by_factors")).toBeNull();
    press("standing-pinned");
    press("standing-save");
    expect(pane.commands()).toEqual([]);
    typeInto("standing-reason", "He has her keys");
    press("standing-save");
    expect(pane.commands()).toEqual([{ type: "set_standing", incident: pane.number, standing: "pinned", reason: "He has her keys" }]);
    await pane.accept();
    expect(pane.done).toHaveBeenCalledWith(expect.any(String), { type: "set_standing", incident: pane.number, standing: "by_factors", reason: "" });
  });

  it("says who pinned it, when and why", async () => {
    pane = await openPane({ row: { priority: { ...priority, standing: "pinned", standing_by: "Ada Hawthorn", standing_at: NOW - 5 * MIN } }, file: { standing_reason: "He has her keys" } });
    expect(text("standing-now")).toContain("Pinned by Ada Hawthorn");
    expect(text("standing-now")).toContain("5 min ago");
    expect(text("standing-now")).toContain("He has her keys");
    expect(text("header-standing")).toContain("Pinned");
  });
});

describe("passing on", () => {
  it("names who goes on with it, with a note", async () => {
    pane = await openPane({ scheme: { partners: ["Harbour"] }, tray: "pass_on" });
    expect([...document.querySelectorAll("datalist option")].map((each) => each.getAttribute("value"))).toEqual(["Harbour"]);
    press("pass-on-save");
    expect(pane.commands()).toEqual([]);
    typeInto("pass-on-to", "Harbour");
    typeInto("pass-on-note", "Ring on Monday");
    press("pass-on-save");
    expect(pane.commands()).toEqual([{ type: "pass_on", response: pane.id, to: "Harbour", note: "Ring on Monday" }]);
  });

  it("is shown in the header", async () => {
    pane = await openPane({ own: { ...response("x"), response: "P-x#1", passed_on: { to: "Harbour", at: NOW - MIN, by: "Ada Hawthorn" } }, part: { passed_on_note: "Ring on Monday" } });
    expect(text("passed-on")).toContain("Passed on to Harbour by Ada Hawthorn 1 min ago");
    expect(text("passed-on")).toContain("Ring on Monday");
  });
});
