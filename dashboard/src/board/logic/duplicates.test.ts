import { expect, it } from "vitest";
import { linkOf, type Link, type Twin } from "./duplicates";

const HERE: Twin = { number: "CP-10", received_at: 10, linkedTo: null, hasLinked: false };

it.each([
  ["the other is earlier: this one goes to it", { number: "CP-9", received_at: 5 }, {}, { incident: "CP-10", of: "CP-9" }],
  ["the other is later: it comes here", { number: "CP-11", received_at: 20 }, {}, { incident: "CP-11", of: "CP-10" }],
  ["both at once: the smaller number stays", { number: "CP-9", received_at: 10 }, {}, { incident: "CP-10", of: "CP-9" }],
  ["the other is not on this screen: by its number", { number: "CP-11", received_at: null }, {}, { incident: "CP-11", of: "CP-10" }],
  ["the other is linked itself: to where the work goes on", { number: "CP-11", received_at: 20, linkedTo: "CP-4" }, {}, { incident: "CP-10", of: "CP-4" }],
  ["others are linked here: an earlier one comes here too", { number: "CP-9", received_at: 5 }, { hasLinked: true }, { incident: "CP-9", of: "CP-10" }],
  ["others are linked there: this one goes there, though earlier", { number: "CP-11", received_at: 20, hasLinked: true }, {}, { incident: "CP-10", of: "CP-11" }],
] as [string, Partial<Twin>, Partial<Twin>, Link][])("%s", (_why, other, here, link) => {
  expect(linkOf({ ...HERE, ...here }, { ...HERE, ...other })).toEqual(link);
});
