import { expect, it } from "vitest";

import { claimsInOrder, countByStatus, funnel } from "./funnel";

it("gives each step its share of those received", () => {
  const steps = funnel({ received: 20, reviewed: 18, contacted: 10, visited: 4, referred: 5 });
  expect(steps.map((step) => step.ofReceived)).toEqual([1, 0.9, 0.5, 0.2, 0.25]);
  expect(steps[0]?.length).toBe(1);
});

it("keeps every bar inside its box when an incident has several victims", () => {
  const steps = funnel({ received: 2, reviewed: 4, contacted: 0, visited: 0, referred: 0 });
  expect(steps.map((step) => step.length)).toEqual([0.5, 1, 0, 0, 0]);
});

it("shares nothing of nothing", () => {
  const steps = funnel({ received: 0, reviewed: 0, contacted: 0, visited: 0, referred: 0 });
  expect(steps.every((step) => step.ofReceived === null && step.length === 0)).toBe(true);
});

it("counts cars by what they are doing and leaves out empty states", () => {
  const counts = countByStatus([{ status: "off_duty" }, { status: "at_scene" }, { status: "at_scene" }, { status: "recalled" }]);
  expect(counts).toEqual([
    { status: "recalled", count: 1 },
    { status: "at_scene", count: 2 },
    { status: "off_duty", count: 1 },
  ]);
});

it("keeps claims of equal count in the order of names", () => {
  const claims = claimsInOrder([{ name: "B", count: 1 }, { name: "A", count: 1 }, { name: "C", count: 2 }]);
  expect(claims.map((entry) => entry.name)).toEqual(["C", "A", "B"]);
});
