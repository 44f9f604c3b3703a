// @vitest-environment jsdom
// What is hidden is neither small nor nought: no title and no line may say so.
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EarlierDemand, HeatCell, WaitFigures, WeekCount } from "../../live/protocol.gen";
import { answers } from "../../testing/answers";
import { EARLIER, mountDemand, type Mounted } from "../testing";

let mounted: Mounted | null = null;

async function show(of: Partial<EarlierDemand>): Promise<void> {
  answers({ "GET /api/v1/demand/earlier?board=sample": { body: { ...EARLIER, ...of } } });
  mounted = await mountDemand("/demand/earlier");
  await act(() => Promise.resolve());
  await screen.findByTestId("heat");
}

const text = (testId: string): string => screen.getByTestId(testId).textContent;
const title = (testId: string): string | null | undefined => screen.getByTestId(testId).querySelector("h3")?.textContent;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 6, 13, 0), toFake: ["Date"] });
  window.localStorage.clear();
});

afterEach(() => {
  cleanup();
  mounted?.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a hidden total", () => {
  it("is not said to be small", async () => {
    await show({ calls: null, imported: null });
    expect(text("earlier-seen")).toContain("Calls not shown; 21 of 28 days watched, 6 Apr – 3 May 2026.");
    expect(text("earlier-seen")).toContain("Some of them from an imported listing");
    expect(text("earlier-seen")).not.toContain("under 5");
  });
});

describe("the heat", () => {
  const cell = (calls: number | null, watched = 10): HeatCell => ({ calls, watched_hours: watched, calls_per_hour: calls === null || watched === 0 ? null : calls / watched });
  const cells = (of: (hour: number) => HeatCell): HeatCell[] => Array.from({ length: 168 }, (_, hour) => of(hour));
  const steps = (): string[] => [...screen.getByTestId("heat").querySelectorAll("li")].map((item) => item.textContent).filter((words) => words.startsWith("≤"));

  it("names the busiest hour, or that of the hours shown", async () => {
    await show({ heat: cells((hour) => cell(hour === 30 ? 60 : 20)) });
    expect(title("heat")).toBe("Busiest: Tuesday 06:00–07:00, 6.0 calls an hour");
    expect(steps()).toEqual(["≤1.0", "≤2.0", "≤3.0", "≤4.0", "≤5.0", "≤6.0"]);
    cleanup();
    mounted?.stop();
    await show({ heat: cells((hour) => cell(hour === 30 ? 60 : hour === 31 ? null : 20)) });
    expect(title("heat")).toBe("Busiest of the hours shown: Tuesday 06:00–07:00, 6.0 calls an hour");
  });

  it("tells no call from calls that are not shown, and draws no scale of noughts", async () => {
    const errors = vi.spyOn(console, "error");
    await show({ heat: cells((hour) => cell(hour === 0 ? 0 : null, hour === 0 ? 0 : 10)) });
    expect(title("heat")).toBe("Too few calls an hour to be shown");
    expect(steps()).toEqual([]);
    cleanup();
    mounted?.stop();
    await show({ heat: cells(() => cell(0)) });
    expect(title("heat")).toBe("No call in any hour");
    expect(steps()).toEqual([]);
    expect(errors).not.toHaveBeenCalled();
  });
});

describe("the weeks", () => {
  const week = (monday: string, watched: number, calls: number | null): WeekCount => ({ monday, watched_days: watched, calls, calls_per_day: calls === null || watched === 0 ? null : calls / watched });

  it.each([
    ["20 to 26 calls a day in whole weeks", [week("2026-04-06", 7, 140), week("2026-04-13", 7, 182), week("2026-04-20", 3, null)]],
    ["20 calls a day in every whole week shown", [week("2026-04-06", 7, 140), week("2026-04-13", 7, null)]],
    ["Calls in whole weeks not shown", [week("2026-04-06", 7, null), week("2026-04-13", 7, null), week("2026-04-20", 3, 30)]],
    ["No whole week was watched in this period", [week("2026-04-06", 6, 140), week("2026-04-13", 0, null)]],
  ])("are summed up as %j", async (words, weeks) => {
    await show({ weeks });
    expect(title("weeks")).toBe(words);
  });

  it("have a sign of their own where hidden, and say what each sign means", async () => {
    await show({ weeks: [week("2026-04-06", 7, 140), week("2026-04-13", 7, null), week("2026-04-20", 7, 0), week("2026-04-27", 0, null)] });
    // The ring is drawn where a label stands without a bar.
    const alone = [...screen.getByTestId("weeks-columns").querySelectorAll("[data-key]")].filter((column) => column.childElementCount === 1);
    expect(alone.map((column) => [column.getAttribute("data-key"), column.textContent])).toEqual([["2026-04-13", "<5*"]]);
    expect(text("weeks")).toContain("Hollow: watched in part, or not all of it in the period. Hatched: not watched. Ring: calls not shown.");
    cleanup();
    mounted?.stop();
    await show({ weeks: [week("2026-04-06", 7, 140), week("2026-04-13", 0, null)] });
    expect(text("weeks")).not.toContain("Ring");
  });
});

describe("the waits", () => {
  const wait = (of: Partial<WaitFigures>): WaitFigures => ({ wait: "review", people: null, median_ms: null, p90_ms: null, target_ms: null, within_target: null, ...of });
  const car = wait({ wait: "car", people: 0 });

  it("of people not shown say neither nobody nor few", async () => {
    await show({ waits: [wait({ target_ms: 600_000 }), wait({ wait: "contact", median_ms: 2_520_000 }), car] });
    expect(title("waits")).toBe("How long people waited");
    expect(text("wait-review")).toContain("target 10 min · people not shown");
    expect(text("wait-contact")).toContain("half within 42 min · the scheme sets no target · people not shown");
    expect(text("wait-car")).toContain("nobody yet · the scheme sets no target");
    expect(text("wait-review") + text("wait-contact")).not.toMatch(/nobody yet|under 5/);
    expect(text("wait-car")).not.toContain("people not shown");
  });

  it("say of how many people they are, once", async () => {
    await show({ waits: [wait({ people: 400, median_ms: 372_000, target_ms: 600_000, within_target: 300 }), wait({ wait: "contact", people: 400, median_ms: 372_000, target_ms: 600_000 }), car] });
    expect(title("waits")).toBe("Half were looked at within 6 min");
    expect(text("wait-review")).toContain("half within 6 min · target 10 min: 75 % of 400 people were looked at within it");
    expect(text("wait-review")).not.toContain("· of 400 people");
    expect(text("wait-contact")).toContain("half within 6 min · target 10 min · of 400 people");
  });

  it("are of nobody only where nobody waited", async () => {
    await show({ waits: [wait({ people: 0 }), wait({ wait: "contact", people: 0 }), car] });
    expect(title("waits")).toBe("Nobody’s waiting time is known yet");
    cleanup();
    mounted?.stop();
    await show({ waits: [wait({ people: 0 }), wait({ wait: "contact" }), car] });
    expect(title("waits")).toBe("How long people waited");
  });

  it("lie within their track where half is shown without nine in ten", async () => {
    await show({ waits: [wait({ people: 7, median_ms: 1_200_000, target_ms: 600_000, within_target: 0 }), car] });
    const widths = [...screen.getByTestId("wait-review").querySelectorAll<HTMLElement>("[aria-hidden=true] > span")].map(({ style }) => style.width || style.left);
    expect(widths).toEqual(["100%", "50%"]);
  });
});

describe("the groups", () => {
  it("whose name the server leaves empty have words", async () => {
    await show({});
    expect(text("by-repeat")).toContain("First call: 71 % of calls");
    const rows = [...screen.getByTestId("earlier-repeat").querySelectorAll("li")];
    expect(rows.map((row) => row.querySelector("span")?.textContent.trim())).toEqual(["First call", "Repeat", "Not known"]);
    expect(text("by-area")).toContain("area not known");
  });
});
