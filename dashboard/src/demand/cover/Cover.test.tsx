// @vitest-environment jsdom
// The planner: hours drawn by keys, what is asked, how far it is, and the answer beside the scheme's own hours.
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CoverAnswer, CoverReach } from "../../live/protocol.gen";
import { answers, of, refusal, type Replies } from "../../testing/answers";
import { mountDemand, WEEKEND, type Mounted } from "../testing";

const COVER = "POST /api/v1/demand/cover";
const around = (middle: number): CoverReach["incidents"] => ({ low: middle - 2, middle, high: middle + 2 });
const reach = (aWeek: number, hours: CoverReach["hours"], hoursAWeek: number): CoverReach => ({
  hours,
  hours_a_week: hoursAWeek,
  offered: 1_204,
  incidents: around(412),
  victims: around(371),
  by_worker: around(388),
  by_car: around(92),
  incidents_a_week: around(aWeek),
  workers_busy: 0.61,
  cars_busy: null,
  contact_wait_median_min: 7.2,
  visit_wait_median_min: null,
});
const FRIDAY: CoverReach["hours"] = [{ day: "fri", from: "18:00", until: "02:00" }];
const ANSWER: CoverAnswer = {
  watched_days: 343,
  calls: 7_860,
  victims: 6_902,
  calls_a_week: 160.4,
  asked: reach(52.1, FRIDAY, 8),
  now: reach(38, WEEKEND, 16),
  best: { reach: reach(44, FRIDAY, 8), chosen_on_days: 172, measured_on_days: 171, measured_a_week: around(43), now_measured_a_week: around(37), tried: 48_211 },
};
const line = (value: object): string => `${JSON.stringify(value)}\n`;

let mounted: Mounted | null = null;

async function open(address: string, replies: Replies): Promise<ReturnType<typeof answers>> {
  const asked = answers(replies);
  mounted = await mountDemand(address);
  await act(() => Promise.resolve());
  return asked;
}

const text = (testId: string): string => screen.getByTestId(testId).textContent;
const cell = (hour: number): HTMLElement => screen.getByTestId("hours").querySelector<HTMLElement>(`[data-hour="${hour}"]`) ?? document.body;
/** Where the focus is. */
const key = (name: string, part: KeyboardEventInit = {}): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...part });

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

describe("the hours", () => {
  it("begin as the scheme's, and are drawn by keys alone", async () => {
    await open("/demand/cover", {});
    expect(text("hours-sum")).toBe("16 hours a week: Sat, Sun 14:00–22:00");
    fireEvent.click(screen.getByTestId("hours-clear"));
    act(() => cell(4 * 24 + 18).focus());
    key(" ");
    expect(cell(4 * 24 + 18).getAttribute("aria-selected")).toBe("true");
    for (let hour = 19; hour < 22; hour += 1) key("ArrowRight", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    expect(text("hours-sum")).toBe("8 hours a week: Fri, Sat 18:00–22:00");
    expect(document.activeElement).toBe(cell(5 * 24 + 21));
    // Drawing back gives back what was there.
    key("ArrowUp", { shiftKey: true });
    expect(text("hours-sum")).toBe("4 hours a week: Fri 18:00–22:00");
    await waitFor(() => expect(window.location.search).toBe("?h=fri18-22"));
  });

  it("start from what is usual", async () => {
    await open("/demand/cover?h=mon8-9", {});
    expect(text("hours-sum")).toBe("1 hour a week: Mon 08:00–09:00");
    fireEvent.click(screen.getByTestId("hours-now"));
    fireEvent.click(screen.getByTestId("hours-friday"));
    fireEvent.click(screen.getByTestId("hours-midnight"));
    expect(text("hours-sum")).toBe("26 hours a week: Fri 18:00–00:00; Sat, Sun 14:00–00:00");
  });
});

describe("the question", () => {
  it("is the plan, and is answered with the difference first", async () => {
    const asked = await open("/demand/cover?h=fri18-2&w=2&b=1&bh=8&from=2026-01-01&to=2026-05-31", { [COVER]: { body: line({ type: "progress", done: 0.5 }) + line({ type: "answer", ...ANSWER }) } });
    fireEvent.keyDown(screen.getByTestId("plan-workers"), { key: "Enter", ctrlKey: true });
    const answer = await screen.findByTestId("answer");
    expect(of(asked, "POST", "/api/v1/demand/cover")[0]).toMatchObject({ board: "sample", from: "2026-01-01", to: "2026-05-31", hours: FRIDAY, workers: 2, cars: 1, runs: 40, best: { hours: 8, stretch_hours_min: 4 } });
    expect(within(answer).getByRole("heading", { level: 3 }).textContent).toBe("14.1 more incidents a week than now: 52.1 instead of 38.0");
    expect(answer.textContent).toContain("50.1 to 54.1");
    expect(answer.textContent).toContain("+14.1 against now");
    expect(text("best")).toContain("Chosen on 172 days, then measured on 171 others");
    expect(text("best")).toContain("43.0, between 41.0 and 45.0 incidents a week, against 37.0, between 35.0 and 39.0");
    expect(window.location.search).toBe("?from=2026-01-01&to=2026-05-31&h=fri18-2&w=2&c=1&cm=20&vm=75&vs=25&ct=60&vt=120&bh=8&bs=4&b=1");
    fireEvent.change(screen.getByTestId("plan-cars"), { target: { value: "2" } });
    expect(answer.textContent).toContain("as it was before you changed it");
  });

  it("is not asked with numbers that do not fit, and says so beside them", async () => {
    const asked = await open("/demand/cover", {});
    fireEvent.change(screen.getByTestId("plan-cars"), { target: { value: "51" } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.getByText("A whole number from 0 to 50.")).not.toBeNull();
    expect(of(asked, "POST", "/api/v1/demand/cover")).toEqual([]);
  });

  it("that is refused says why where it stands, whichever way the refusal comes", async () => {
    await open("/demand/cover", {
      [COVER]: [
        { body: line({ type: "refused", refusal: { code: "field_invalid", message: "too many stretches", field: "hours", found: "43 stretches", allowed: "at most 42" } }) },
        refusal(422, "field_invalid", "contact_min: found", { field: "contact_min", found: "0.5", allowed: "1 to 480" }),
        refusal(429, "rate_limited", "too many questions"),
      ],
    });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect((await screen.findByTestId("hours-fault")).textContent).toBe("43 stretches cannot be asked for. Allowed: at most 42");
    fireEvent.click(screen.getByTestId("cover-ask"));
    await screen.findByText("0.5 cannot be asked for. Allowed: 1 to 480");
    expect(screen.getByTestId("plan-contact_min").getAttribute("aria-invalid")).toBe("true");
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect((await screen.findByTestId("refusal")).textContent).toContain("Too many tries");
  });

  it("that takes longer shows how far it is, and can be cancelled", async () => {
    await open("/demand/cover", {});
    let asked: AbortSignal | null = null;
    let say: (text: string) => void = () => undefined;
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked = init.signal ?? null;
      const body = new ReadableStream<Uint8Array>({
        start: (to) => {
          say = (words) => to.enqueue(new TextEncoder().encode(words));
          init.signal?.addEventListener("abort", () => to.error(new DOMException("aborted", "AbortError")));
        },
      });
      return Promise.resolve(new Response(body));
    });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.queryByTestId("cover-progress")).toBeNull();
    await screen.findByTestId("cover-progress");
    act(() => say(line({ type: "progress", done: 0.42 })));
    await waitFor(() => expect(text("cover-progress")).toContain("42 %"));
    fireEvent.click(screen.getByTestId("cover-cancel"));
    expect((asked as AbortSignal | null)?.aborted).toBe(true);
    expect(screen.queryByTestId("cover-progress")).toBeNull();
    expect(screen.getByText("Cancelled. Nothing was reckoned.")).not.toBeNull();
  });

  it("of days that nobody watched says so", async () => {
    await open("/demand/cover", { [COVER]: { body: line({ type: "answer", ...ANSWER, watched_days: 0 }) } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    await screen.findByText("None of these days was watched");
    fireEvent.click(screen.getByText("Open “Earlier”"));
    expect(window.location.pathname).toBe("/demand/earlier");
  });

  it("without a link keeps what was drawn", async () => {
    await open("/demand/cover?h=mon8-9", {});
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect((await screen.findByTestId("refusal")).textContent).toContain("does not answer");
    expect(text("hours-sum")).toContain("Mon 08:00–09:00");
  });
});
