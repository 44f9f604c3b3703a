import { expect, it } from "vitest";
import { keptChoices } from "./kept";

it("a note is kept for both sides, or for one that its writer works for", () => {
  expect(keptChoices([])).toEqual(["shared"]);
  expect(keptChoices(["police"])).toEqual(["shared", "police"]);
  expect(keptChoices(["charity", "police"])).toEqual(["shared", "charity", "police"]);
});
