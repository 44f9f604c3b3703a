import { describe, expect, it } from "vitest";
import { fieldOf, isSame, planOf, planQuery, questionOf, unfit, usualPlan, type Plan } from "./plan";
import { EMPTY, weekOf, weekText } from "./week";

const WEEKEND = weekOf([
  { day: "sat", from: "14:00", until: "22:00" },
  { day: "sun", from: "14:00", until: "22:00" },
]);
const USUAL = usualPlan(WEEKEND, 2, 45 * 60_000);
const DAYS = { from: "2026-01-01", to: "2026-06-30" };
const changed = (numbers: Partial<Plan["numbers"]>, part: Partial<Plan> = {}): Plan => ({ ...USUAL, ...part, numbers: { ...USUAL.numbers, ...numbers } });

describe("a plan in the address", () => {
  it("is nothing where it is the usual one, and only what differs otherwise", () => {
    expect(planQuery(USUAL, USUAL, "")).toBe("");
    expect(planQuery(changed({ cars: "3" }, { week: weekOf([{ day: "fri", from: "18:00", until: "02:00" }]), isBestAsked: true }), USUAL, "last=12w")).toBe("last=12w&h=fri18-2&c=3&b=1");
  });

  it("comes back as it went", () => {
    for (const plan of [USUAL, changed({ contact_min: "12.5", best_hours: "24", best_stretch: "6" }, { isBestAsked: true }), changed({ workers: "0" }, { week: EMPTY })]) {
      expect(planOf(planQuery(plan, USUAL, "from=2026-01-01&to=2026-06-30"), USUAL)).toEqual(plan);
    }
  });

  it("is whole where it must stay the same, whatever is usual then", () => {
    const query = planQuery(USUAL, null, "from=2026-01-01&to=2026-06-30");
    expect(query).toBe("from=2026-01-01&to=2026-06-30&h=sat14-22,sun14-22&w=1&c=2&cm=20&vm=75&vs=25&ct=60&vt=120&b=0");
    const { week, numbers } = planOf(query, usualPlan(EMPTY, 7, 0));
    expect([weekText(week), numbers.cars, numbers.visit_min]).toEqual(["sat14-22,sun14-22", "2", "75"]);
  });

  it("that somebody tampered with falls back to the usual", () => {
    expect(planOf("w=-1&c=lots&cm=1e9&vm=<b>&h=nonsense&b=2", USUAL)).toEqual(USUAL);
  });
});

describe("what is asked", () => {
  it("is the plan in the server's words", () => {
    expect(questionOf("fellside", changed({ visit_share_pct: " 12,5 " }), DAYS)).toEqual({
      board: "fellside",
      ...DAYS,
      hours: [
        { day: "sat", from: "14:00", until: "22:00" },
        { day: "sun", from: "14:00", until: "22:00" },
      ],
      workers: 1,
      cars: 2,
      contact_min: 20,
      visit_min: 75,
      visit_share_pct: 12.5,
      contact_target_min: 60,
      visit_target_min: 120,
      runs: 40,
      seed: 1,
      best: null,
    });
    expect(questionOf("fellside", changed({ best_hours: "24" }, { isBestAsked: true }), DAYS).best).toEqual({ hours: 24, stretch_hours_min: 4 });
  });

  it("is not asked with numbers that do not fit", () => {
    expect(unfit(USUAL)).toEqual([]);
    expect(unfit(changed({ workers: "1.5", cars: "51", contact_min: "0", visit_share_pct: "101", visit_target_min: "" }))).toEqual(["workers", "cars", "contact_min", "visit_share_pct", "visit_target_min"]);
    expect(unfit(changed({ best_hours: "0" }))).toEqual([]);
    expect(unfit(changed({ best_hours: "0" }, { isBestAsked: true }))).toEqual(["best_hours"]);
  });

  it("takes a number by hand and from the address by the same rule", () => {
    const isTaken = (text: string): [boolean, boolean] => [unfit(changed({ contact_min: text })).length === 0, planOf(new URLSearchParams({ cm: text }).toString(), USUAL).numbers.contact_min !== USUAL.numbers.contact_min];
    for (const text of ["12", "12.5", "12,25", " 30 "]) expect(isTaken(text), text).toEqual([true, true]);
    for (const text of ["12.345", "1e2", "0x10", "+5", "1 0", "", "Infinity"]) expect(isTaken(text), text).toEqual([false, false]);
  });

  it("knows which field the server means", () => {
    expect(["contact_min", "best.hours", "best.stretch_hours_min", "hours", undefined].map(fieldOf)).toEqual(["contact_min", "best_hours", "best_stretch", null, null]);
  });
});

it("has usual numbers that can be asked, of the oddest scheme too", () => {
  for (const plan of [usualPlan(EMPTY, 0, 0), usualPlan(WEEKEND, 4, 600 * 60_000)]) expect(unfit({ ...plan, isBestAsked: true })).toEqual([]);
  expect(weekText(USUAL.week)).toBe("sat14-22,sun14-22");
});

it("knows the same hours in another order", () => {
  const [sat, sun] = [
    { day: "sat", from: "14:00", until: "22:00" },
    { day: "sun", from: "14:00", until: "22:00" },
  ];
  expect([isSame([sat, sun], [sun, sat]), isSame([sat], [sun]), isSame([], [])]).toEqual([true, false, true]);
});

it("knows the same hours parted otherwise, and those that differ within an hour", () => {
  const night = { day: "fri", from: "18:00", until: "02:00" };
  const parted = [
    { day: "sat", from: "00:00", until: "02:00" },
    { day: "fri", from: "18:00", until: "00:00" },
  ];
  const half = { day: "fri", from: "18:30", until: "02:00" };
  expect([isSame([night], parted), isSame([night], [half]), isSame([half], [half])]).toEqual([true, false, true]);
});
