// @vitest-environment jsdom
// The views that ask: what stands there while it is on its way, when it came, when it did not, and what the address keeps.
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers, refusal, type Replies } from "../testing/answers";
import { carRow } from "../testing/sample";
import { speakStore } from "../ui/toasts";
import { EARLIER, FORECAST, mountDemand, REPORT, type Mounted } from "./testing";

const EARLIER_AT = "GET /api/v1/demand/earlier?board=sample";
const FORECAST_AT = "GET /api/v1/demand/forecast?board=sample";
const FIGURES_AT = "GET /api/v1/figures?board=sample&from=2026-06-01&to=2026-06-06";

let mounted: Mounted | null = null;

async function open(address: string, replies: Replies): Promise<ReturnType<typeof answers>> {
  const asked = answers(replies);
  mounted = await mountDemand(address);
  await act(() => Promise.resolve());
  return asked;
}

const text = (testId: string): string => screen.getByTestId(testId).textContent;
const press = (key: string): void => void fireEvent.keyDown(document.body, { key });

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

describe("the views", () => {
  it("have an address and a key each, and keep what was asked of them", async () => {
    await open("/demand/earlier?last=12w", {});
    press("1");
    expect(window.location.pathname).toBe("/demand");
    for (const [key, part] of [["3", "forecast"], ["4", "cover"], ["5", "figures"]] as const) {
      press(key);
      expect(window.location.pathname).toBe(`/demand/${part}`);
      expect(screen.getByTestId(`demand-${part}`).getAttribute("aria-current")).toBe("page");
    }
    press("2");
    expect(window.location.pathname + window.location.search).toBe("/demand/earlier?last=12w");
    expect(document.querySelector("[data-part=earlier]")).not.toBeNull();
  });

  it("are heard when they have come", async () => {
    await open("/demand/figures", { [FIGURES_AT]: { body: REPORT } });
    const heading = within(await screen.findByTestId("report")).getByRole("heading", { level: 3 }).textContent;
    expect(heading).toContain("Jun");
    await waitFor(() => expect(speakStore.read().polite).toContain(heading), { timeout: 8_000 });
  }, 12_000);

  it("at an address that is none, are what is there now; and a wall is only that", async () => {
    await open("/demand/FS-0900", {});
    await waitFor(() => expect(window.location.pathname).toBe("/demand"));
    press("w");
    expect(document.querySelector("[data-wall=true]")).not.toBeNull();
    press("2");
    expect(document.querySelector("[data-wall=true]")).toBeNull();
    press("w");
    press("1");
    expect(document.querySelector("[data-wall=true]")).not.toBeNull();
  });
});

it("a crew that calls for help stands above whichever view is open", async () => {
  answers({ [FORECAST_AT]: { body: FORECAST } });
  const at = Date.UTC(2026, 5, 6, 12, 59);
  const sos = { at, by: "A. Example", deployment: null, climb: 0, answered_at: null, answered_by: null };
  mounted = await mountDemand("/demand/forecast", { docs: [carRow("car-1", "DA01", { sos })] });
  await screen.findByTestId("stretches");
  expect(text("welfare")).toContain("SOS, DA01");
});

describe("earlier demand", () => {
  it("says what is seen, in a grid that arrows move over, and in tables", async () => {
    await open("/demand/earlier", { [EARLIER_AT]: { body: EARLIER } });
    await screen.findByTestId("heat");
    expect(text("heat")).toContain("Busiest of the hours shown: Saturday 21:00–22:00, 6.2 calls an hour");
    expect(text("earlier-seen")).toContain("420 calls on 21 of 28 days");
    expect(screen.getAllByTestId("heat-grid-box")).toHaveLength(2);
    const grid = screen.getByTestId("heat-grid");
    const at = (hour: number): HTMLElement => grid.querySelector<HTMLElement>(`[data-hour="${hour}"]`) ?? grid;
    expect(at(0).getAttribute("aria-label")).toBe("Monday 00:00–01:00: nobody watched");
    expect(at(1).getAttribute("aria-label")).toBe("Monday 01:00–02:00: <5*, calls not shown, 10 hours watched");
    expect(at(1).textContent).toBe("<5*");
    expect(at(5 * 24 + 21).getAttribute("aria-label")).toContain("62 in 10 hours watched, covered");
    at(0).focus();
    fireEvent.keyDown(at(0), { key: "ArrowDown" });
    fireEvent.keyDown(at(24), { key: "ArrowRight" });
    expect(document.activeElement).toBe(at(25));
    expect(text("heat-says")).toContain("Tuesday 01:00–02:00");
    press("t");
    expect(screen.getByTestId("heat-table").querySelectorAll("tbody tr")).toHaveLength(24);
    for (const [table, rows] of [["weeks-table", 4], ["waits-table", 3], ["earlier-steps-table", 7], ["earlier-area-table", 2]] as const) {
      expect(screen.getByTestId(table).querySelectorAll("tbody tr"), table).toHaveLength(rows);
    }
  });

  it("draws a week that nobody watched as a gap", async () => {
    await open("/demand/earlier", { [EARLIER_AT]: { body: EARLIER } });
    const weeks = await screen.findByTestId("weeks-columns");
    expect([...weeks.querySelectorAll("[data-unknown]")].map((column) => column.getAttribute("data-key"))).toEqual(["2026-04-13"]);
    fireEvent.change(within(weeks).getByRole("slider"), { target: { value: "1" } });
    expect(text("weeks-columns-says")).toBe("Week from 13 Apr 2026: nobody watched");
    expect(text("weeks")).toContain("20 to 26 calls a day in the whole weeks shown");
  });

  it("says where nothing is known, and what is", async () => {
    await open("/demand/earlier?from=2020-01-01&to=2020-01-31", { [`${EARLIER_AT}&from=2020-01-01&to=2020-01-31`]: { body: { ...EARLIER, watched_days: 0, calls: 0 } }, [EARLIER_AT]: { body: EARLIER } });
    expect((await screen.findByTestId("empty")).textContent).toContain("6 Apr 2026 to 3 May 2026");
    fireEvent.click(screen.getByText("Show what is known"));
    await screen.findByTestId("heat");
    expect(window.location.search).toBe("");
  });

  it("puts a fault beside the day that it is about", async () => {
    await open("/demand/earlier?from=2020-01-01&to=2020-01-31", { [`${EARLIER_AT}&from=2020-01-01&to=2020-01-31`]: refusal(422, "field_invalid", "from: found", { field: "from", found: "2020-01-01", allowed: "2025-10-23 or later" }) });
    await screen.findByText("2020-01-01 cannot be asked for. Allowed: 2025-10-23 or later");
    expect(screen.getByTestId("period-from").getAttribute("aria-invalid")).toBe("true");
    expect(screen.queryByTestId("refusal")).toBeNull();
  });

  it("does not ask for days that are no period", async () => {
    const asked = await open("/demand/earlier", { [EARLIER_AT]: { body: EARLIER } });
    await screen.findByTestId("heat");
    fireEvent.click(screen.getByTestId("period-other"));
    fireEvent.change(screen.getByTestId("period-from"), { target: { value: "2026-05-02" } });
    fireEvent.change(screen.getByTestId("period-to"), { target: { value: "2026-05-01" } });
    fireEvent.click(screen.getByTestId("period-show"));
    expect(document.body.textContent).toContain("The last day must not be before the first.");
    expect(asked.filter(({ path }) => path.includes("earlier"))).toHaveLength(1);
    fireEvent.change(screen.getByTestId("period-to"), { target: { value: "2026-05-31" } });
    fireEvent.click(screen.getByTestId("period-show"));
    expect(window.location.search).toBe("?from=2026-05-02&to=2026-05-31");
  });

  it("without a link says so, and asks again when the link is back", async () => {
    const replies: Replies = {};
    await open("/demand/earlier", replies);
    expect((await screen.findByTestId("away")).textContent).toContain("No link to the server");
    replies[EARLIER_AT] = { body: EARLIER };
    fireEvent.click(screen.getByTestId("again"));
    await screen.findByTestId("heat");
  });

  it("keeps what it has where it cannot be renewed", async () => {
    const replies: Replies = { [EARLIER_AT]: { body: EARLIER } };
    await open("/demand/earlier", replies);
    await screen.findByTestId("heat");
    replies[`${EARLIER_AT}&from=2026-05-09&to=2026-06-05`] = refusal(503, "journal_unavailable", "earlier calls cannot be read at the moment");
    fireEvent.click(screen.getByTestId("period-4w"));
    expect((await screen.findByTestId("refusal")).textContent).toContain("cannot be read at the moment");
    expect(screen.getByTestId("heat")).not.toBeNull();
    expect(text("earlier-seen")).toContain("6 Apr – 3 May 2026");
  });

  it("hands out its tables as files", async () => {
    const asked = await open("/demand/earlier", { [EARLIER_AT]: { body: EARLIER }, [`${EARLIER_AT}&from=2026-04-06&to=2026-05-03&format=csv&part=weeks`]: { body: "monday,calls\n" } });
    URL.createObjectURL = () => "blob:test";
    URL.revokeObjectURL = () => undefined;
    const links = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    fireEvent.click(await screen.findByTestId("weeks-csv"));
    await screen.findByText(/Saved/);
    expect(links).toHaveBeenCalledOnce();
    expect(asked.at(-1)).toMatchObject({ method: "GET", path: "/api/v1/demand/earlier?board=sample&from=2026-04-06&to=2026-05-03&format=csv&part=weeks" });
  });
});

describe("the forecast", () => {
  it("says each stretch as a whole with its bounds, and how it did", async () => {
    await open("/demand/forecast", { [FORECAST_AT]: { body: FORECAST } });
    expect((await screen.findByTestId("stretch")).textContent).toContain("Saturday 14:00–22:00, 6 Jun: 41, between 33 and 49 in eight of ten");
    expect(text("next-day")).toContain("most at 21:00, 6.2 expected");
    expect(text("back-test")).toContain("81 % of hours lay within the range");
    fireEvent.focus(within(screen.getByTestId("next-day-hours")).getByRole("slider"));
    expect(text("next-day-hours-says")).toBe("Saturday 14:00–15:00: 4.0, 2 to 7 in eight of ten; covered");
    press("t");
    expect(screen.getByTestId("next-day-hours-table").querySelectorAll("tbody tr")).toHaveLength(24);
    expect(screen.getByTestId("weekend-2026-06-06-table").querySelectorAll("tbody tr")).toHaveLength(24);
  });

  it("of too few days says how many it needs", async () => {
    await open("/demand/forecast", { [FORECAST_AT]: { body: { ...FORECAST, days: 9, hours: [], weekend: [], stretches: [], back_test: null } } });
    expect((await screen.findByTestId("empty")).textContent).toContain("14 days needed, 9 known");
  });
});

describe("figures of a period", () => {
  it("stand with their rules; what is hidden or has nothing to measure says so", async () => {
    await open("/demand/figures", { [FIGURES_AT]: { body: REPORT } });
    await screen.findByTestId("report");
    const line = (figure: string): string => document.querySelector(`[data-figure="${figure}"]`)?.textContent ?? "";
    expect(line("received")).toContain("1,412 incidents");
    expect(line("referred")).toContain("<5*");
    expect(line("referred")).toContain("under 5, or hidden with one that is");
    expect(line("car_median")).toContain("nothing to measure");
    expect(line("answer/children_seen/yes")).toContain("Children seen: “yes”");
    expect(text("report")).toContain("Figures, 1 Jun – 6 Jun 2026");
    expect(text("report")).toContain("/api/v1/figures?board=sample&from=2026-06-01&to=2026-06-06");
    expect(text("report")).not.toContain("repeat calls fell");
  });

  it("keep the days in the address", async () => {
    await open("/demand/figures", { [FIGURES_AT]: { body: REPORT } });
    await screen.findByTestId("report");
    fireEvent.click(screen.getByTestId("period-last_month"));
    expect(window.location.search).toBe("?from=2026-05-01&to=2026-05-31");
  });
});
