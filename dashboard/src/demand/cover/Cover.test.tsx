// @vitest-environment jsdom
// The planner: hours drawn by keys, what is asked, how far it is, and the answer beside the scheme's own hours.
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers, of, refusal, type Replies } from "../../testing/answers";
import { EARLIER, mountDemand, WEEKEND, type Mounted } from "../testing";
import { ANSWER, COVER, FRIDAY, KNOWN, line, reach } from "./testing";

let mounted: Mounted | null = null;

async function open(address: string, replies: Replies): Promise<ReturnType<typeof answers>> {
  const asked = answers({ [KNOWN]: { body: EARLIER }, ...replies });
  mounted = await mountDemand(address);
  await act(() => Promise.resolve());
  return asked;
}

/** A network that answers the known days at once, and the planner in lines as they are said. */
function lines(): { asked: () => number; signal: () => AbortSignal | null; say: (line: object) => void } {
  let count = 0;
  let signal: AbortSignal | null = null;
  let say: (line: object) => void = () => undefined;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    if (init.method !== "POST") return Promise.resolve(new Response(JSON.stringify(EARLIER)));
    count += path.endsWith("/cover") ? 1 : 0;
    signal = init.signal ?? null;
    const body = new ReadableStream<Uint8Array>({
      start: (to) => {
        say = (value) => to.enqueue(new TextEncoder().encode(line(value)));
        init.signal?.addEventListener("abort", () => to.error(new DOMException("aborted", "AbortError")));
      },
    });
    return Promise.resolve(new Response(body));
  });
  return { asked: () => count, signal: () => signal, say: (value) => say(value) };
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

  it("that were cleared or chosen anew do not come back with the next block", async () => {
    await open("/demand/cover", {});
    act(() => cell(18).focus());
    key(" ");
    key("ArrowRight", { shiftKey: true });
    expect(text("hours-sum")).toBe("18 hours a week: Mon 18:00–20:00; Sat, Sun 14:00–22:00");
    fireEvent.click(screen.getByTestId("hours-clear"));
    act(() => cell(19).focus());
    key("ArrowRight", { shiftKey: true });
    expect(text("hours-sum")).toBe("2 hours a week: Mon 19:00–21:00");
    // What Space did before is over too: here it cleared.
    act(() => cell(30).focus());
    key(" ");
    key(" ");
    fireEvent.click(screen.getByTestId("hours-clear"));
    key("ArrowRight", { shiftKey: true });
    expect(text("hours-sum")).toBe("2 hours a week: Tue 06:00–08:00");
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
    expect(document.activeElement).toBe(screen.getByTestId("plan-cars"));
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
    const { signal, say } = lines();
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.queryByTestId("cover-progress")).toBeNull();
    await screen.findByTestId("cover-progress");
    act(() => say({ type: "progress", done: 0.42 }));
    await waitFor(() => expect(text("cover-progress")).toContain("42 %"));
    act(() => screen.getByTestId("cover-cancel").focus());
    fireEvent.click(screen.getByTestId("cover-cancel"));
    expect(signal()?.aborted).toBe(true);
    expect(document.activeElement).toBe(screen.getByTestId("cover-ask"));
    expect(screen.queryByTestId("cover-progress")).toBeNull();
    expect(screen.getByText("Cancelled. Nothing was reckoned.")).not.toBeNull();
  });

  it("goes out once, however long the keys are held or how often they are pressed", async () => {
    await open("/demand/cover", {});
    const { asked, say } = lines();
    key("Enter", { ctrlKey: true });
    key("Enter", { ctrlKey: true, repeat: true });
    key("Enter", { ctrlKey: true });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(asked()).toBe(1);
    act(() => screen.getByTestId("cover-cancel").focus());
    await act(async () => {
      say({ type: "answer", ...ANSWER });
      await Promise.resolve();
    });
    await screen.findByTestId("answer");
    expect(document.activeElement).toBe(screen.getByTestId("cover-ask"));
    key("Enter", { ctrlKey: true, repeat: true });
    expect(asked()).toBe(1);
  });

  it("is of the days that are typed, without a further button", async () => {
    const asked = await open("/demand/cover", { [COVER]: { body: line({ type: "answer", ...ANSWER }) } });
    fireEvent.click(screen.getByTestId("period-other"));
    fireEvent.change(screen.getByTestId("period-from"), { target: { value: "2026-05-04" } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.getByText("The last day must not be before the first.")).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("period-to"));
    fireEvent.change(screen.getByTestId("period-to"), { target: { value: "" } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.getByText("Enter both days.")).not.toBeNull();
    expect(of(asked, "POST", "/api/v1/demand/cover")).toEqual([]);
    fireEvent.change(screen.getByTestId("period-to"), { target: { value: "2026-05-31" } });
    key("Enter", { ctrlKey: true });
    await screen.findByTestId("answer");
    expect(of(asked, "POST", "/api/v1/demand/cover")[0]).toMatchObject({ from: "2026-05-04", to: "2026-05-31" });
    // Half typed and given up again: a usual period can be asked.
    fireEvent.change(screen.getByTestId("period-to"), { target: { value: "" } });
    fireEvent.click(screen.getByTestId("period-4w"));
    fireEvent.click(screen.getByTestId("cover-ask"));
    await waitFor(() => expect(of(asked, "POST", "/api/v1/demand/cover")[1]).toMatchObject({ from: "2026-05-09", to: "2026-06-05" }));
  });

  it("waits for the days that are known, and stays what was asked when the day is over", async () => {
    let come: () => void = () => undefined;
    const known = new Promise<Response>((resolve) => {
      come = () => resolve(new Response(JSON.stringify(EARLIER)));
    });
    const asked: unknown[] = [];
    mounted = null;
    vi.stubGlobal("fetch", (_: string, init: RequestInit = {}) => {
      if (init.method !== "POST") return known;
      asked.push(JSON.parse(init.body as string));
      return Promise.resolve(new Response(line({ type: "answer", ...ANSWER })));
    });
    mounted = await mountDemand("/demand/cover");
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect(screen.getByTestId("cover-ask").getAttribute("aria-busy")).toBe("true");
    expect(asked).toEqual([]);
    await act(async () => {
      come();
      await known;
    });
    const answer = await screen.findByTestId("answer");
    expect(asked).toMatchObject([{ from: EARLIER.from, to: EARLIER.to }]);
    expect(answer.textContent).not.toContain("before you changed it");
    fireEvent.click(screen.getByTestId("period-4w"));
    expect(answer.textContent).toContain("before you changed it");
    fireEvent.click(screen.getByTestId("cover-ask"));
    await waitFor(() => expect(answer.textContent).not.toContain("before you changed it"));
    act(() => {
      vi.setSystemTime(Date.UTC(2026, 5, 7, 13, 0));
    });
    fireEvent.change(screen.getByTestId("plan-cars"), { target: { value: "2" } });
    expect(answer.textContent).toContain("before you changed it");
    fireEvent.change(screen.getByTestId("plan-cars"), { target: { value: "1" } });
    expect(answer.textContent).not.toContain("before you changed it");
  });

  it("says that the known days did not come, and other days can be asked", async () => {
    const asked = await open("/demand/cover", { [KNOWN]: refusal(503, "unavailable", "not now"), [COVER]: { body: line({ type: "answer", ...ANSWER }) } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    await screen.findByText(/Which days are known could not be fetched/);
    fireEvent.click(screen.getByTestId("period-4w"));
    expect(screen.queryByText(/Which days are known/)).toBeNull();
    expect(of(asked, "POST", "/api/v1/demand/cover")).toEqual([]);
    fireEvent.click(screen.getByTestId("cover-ask"));
    await screen.findByTestId("answer");
  });

  it("says why there are no best hours where there are none, and half hours as they are", async () => {
    await open("/demand/cover?b=1", { [COVER]: { body: line({ type: "answer", ...ANSWER, now: reach(38, WEEKEND, 15.5), best: null }) } });
    fireEvent.click(screen.getByTestId("cover-ask"));
    expect((await screen.findByTestId("no-best")).textContent).toContain("No weekday was watched twice");
    expect(screen.queryByTestId("best")).toBeNull();
    expect(screen.getByText("15.5")).not.toBeNull();
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

  it("is kept where somebody leaves before it stands in the address", async () => {
    await open("/demand/cover?h=mon8-9", {});
    fireEvent.click(screen.getByTestId("hours-clear"));
    key("2");
    expect(window.location.pathname).toBe("/demand/earlier");
    key("4");
    expect(text("hours-sum")).toBe("0 hours a week: no hours");
    await waitFor(() => expect(window.location.search).toBe("?h="));
    expect(window.location.pathname).toBe("/demand/cover");
  });
});
