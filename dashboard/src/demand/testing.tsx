// The inspector's face in jsdom: the live side on a fake socket, the asked side from fixtures. Plainly fictional, and without a name of a victim.
import { act, render } from "@testing-library/react";
import { PlaceContext } from "../app/place";
import { LiveContext } from "../live/hooks";
import type { DemandForecast, Doc, EarlierDemand, Figures, HeatCell, PeriodReport, SchemeView } from "../live/protocol.gen";
import { LiveStore } from "../live/store";
import { prepareDom } from "../testing/mountBoard";
import { FakeWorld } from "../testing/fakes";
import { Toasts } from "../ui/Toasts";
import { fetchAhead } from "../ui/Late";
import DemandFace from "./DemandFace";
import { VIEWS } from "./View";

export const WEEKEND: SchemeView["hours"] = [
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
];

export type Mounted = { world: FakeWorld; stop: () => void };

export async function mountDemand(address: string, { docs = [], scheme = {}, figures = null }: { docs?: Doc[]; scheme?: Partial<SchemeView>; figures?: Figures | null } = {}): Promise<Mounted> {
  prepareDom();
  window.history.replaceState(null, "", address);
  // So that what is opened is there at once, however busy the machine is.
  await fetchAhead(Object.values(VIEWS));
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "inspector" }, world.deps);
  store.start();
  const board = { board: "sample", name: "Sample", audiences: ["inspector"] as const };
  const session = { user: { user: "u", name: "Insp Example", roles: ["inspector"] as const }, boards: [board], expires_at_ms: 0 };
  render(
    <PlaceContext value={{ session, board, face: "demand", chooseBoard: () => undefined }}>
      <LiveContext value={store}>
        <DemandFace />
      </LiveContext>
      <Toasts />
    </PlaceContext>,
  );
  await act(() => world.welcome({ docs, scheme: { hours: WEEKEND, ...scheme } }));
  if (figures !== null) act(() => world.socket.say({ type: "figures", figures }));
  return { world, stop: () => store.stop() };
}

const cell = (calls: number | null, watched = 10): HeatCell => ({ calls, watched_hours: watched, calls_per_hour: calls === null || watched === 0 ? null : calls / watched });

export const EARLIER: EarlierDemand = {
  board: "sample",
  time_zone: "Europe/London",
  from: "2026-04-06",
  to: "2026-05-03",
  watched_days: 21,
  known_from: "2026-04-06",
  known_to: "2026-05-03",
  calls: 420,
  imported: 0,
  small_number: 5,
  heat: Array.from({ length: 168 }, (_, hour) => (hour === 0 ? cell(0, 0) : hour === 1 ? cell(null) : hour === 5 * 24 + 21 ? cell(62) : cell(20))),
  weeks: [
    { monday: "2026-04-06", watched_days: 7, calls: 140, calls_per_day: 20 },
    { monday: "2026-04-13", watched_days: 0, calls: 0, calls_per_day: null },
    { monday: "2026-04-20", watched_days: 7, calls: 182, calls_per_day: 26 },
    { monday: "2026-04-27", watched_days: 7, calls: null, calls_per_day: null },
  ],
  waits: [
    { wait: "review", people: 400, median_ms: 372_000, p90_ms: 1_320_000, target_ms: 600_000, within_target: 300 },
    { wait: "contact", people: 200, median_ms: 2_520_000, p90_ms: 9_000_000, target_ms: null, within_target: null },
    { wait: "car", people: null, median_ms: null, p90_ms: null, target_ms: null, within_target: null },
  ],
  funnel: [
    { stage: "incidents", count: 420 },
    { stage: "people", count: 440 },
    { stage: "reviewed", count: 400 },
    { stage: "contacted", count: 200 },
    { stage: "visited", count: null },
    { stage: "referred", count: 66 },
    { stage: "accepted", count: 30 },
  ],
  by_area: [
    { group: "Marshside", label: "Marshside", calls: 105 },
    { group: "", label: "", calls: null },
  ],
  by_grade: [{ group: "1", label: "Immediate", calls: 210 }],
  by_repeat: [
    { group: "first", label: "", calls: 300 },
    { group: "repeat", label: "", calls: 90 },
    { group: "", label: "", calls: 30 },
  ],
};

const HOUR = 3_600_000;
/** A Saturday, 14:00 in London. */
const SATURDAY = Date.UTC(2026, 5, 6, 13, 0);

export const FORECAST: DemandForecast = {
  board: "sample",
  time_zone: "Europe/London",
  made_at: SATURDAY,
  days: 120,
  days_needed: 14,
  hours: Array.from({ length: 24 }, (_, at) => ({ from: SATURDAY + at * HOUR, until: SATURDAY + (at + 1) * HOUR, mean: at === 7 ? 6.2 : 4, low: 2, high: 7, covered: at < 8 })),
  weekend: Array.from({ length: 48 }, (_, at) => ({ from: SATURDAY - 14 * HOUR + at * HOUR, until: SATURDAY - 13 * HOUR + at * HOUR, mean: 4, low: 2, high: 7, covered: false })),
  stretches: [{ from: SATURDAY, until: SATURDAY + 8 * HOUR, mean: 41.2, low: 33, high: 49, covered: true }],
  back_test: {
    days: 60,
    hours: 1_440,
    methods: [
      { method: "shown", mean_absolute_error: 1.52, root_mean_square_error: 1.98, log_score: 2.06, within_interval: 0.806 },
      { method: "same_hour_last_week", mean_absolute_error: 2.09, root_mean_square_error: 2.74, log_score: null, within_interval: null },
    ],
  },
};

export const REPORT: PeriodReport = {
  board: "sample",
  scheme: "Sample Car",
  force: "Sample Police",
  time_zone: "Europe/London",
  from: "2026-06-01",
  to: "2026-06-06",
  made_at: SATURDAY,
  small_number: 5,
  figures: [
    { figure: "received", label: null, unit: "incidents", value: 1_412, hidden: false },
    { figure: "referred", label: null, unit: "people", value: null, hidden: true },
    { figure: "car_median", label: null, unit: "minutes", value: null, hidden: false },
    { figure: "answer/children_seen/yes", label: "Children seen", unit: "answers", value: 88, hidden: false },
  ],
};
