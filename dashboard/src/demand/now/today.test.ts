import { expect, it } from "vitest";
import { todayHours } from "./today";

const day = (name: string, ...calls: (number | null)[]) => ({ day: name, calls: Array.from({ length: 24 }, (_, hour) => calls[hour] ?? (hour < calls.length ? null : 0)) });

it("lays each hour beside the middle, the least and the most of the earlier days", () => {
  const hours = todayHours({ today: day("d", 3, 1), earlier: [day("a", 2, 4), day("b", 5, 0), day("c", 9, 1)] }, 1);
  expect(hours[0]).toEqual({ hour: 0, today: 3, isOver: true, isHidden: false, middle: 5, least: 2, most: 9 });
  expect(hours[1]).toMatchObject({ today: 1, isOver: false, middle: 1 });
  expect(hours[2]?.today).toBeNull();
});

it("takes the mean of the two in the middle", () => {
  expect(todayHours({ today: day("d"), earlier: [day("a", 2), day("b", 5)] }, 0)[0]?.middle).toBe(3.5);
});

it("says nothing of an hour of which a day is not shown, and nothing at all without earlier days", () => {
  expect(todayHours({ today: day("d", null), earlier: [day("a", null), day("b", 5)] }, 1)[0]).toMatchObject({ today: null, isHidden: true, middle: null, most: null });
  expect(todayHours({ today: day("d", null), earlier: [] }, 1)[2]).toMatchObject({ today: null, isHidden: false });
  expect(todayHours({ today: day("d", 1), earlier: [] }, 1)[0]).toMatchObject({ today: 1, middle: null });
});
