import { expect, it } from "vitest";
import { callTime } from "./contact-call";

it.each([
  [-5, "0:00"],
  [59_999, "0:59"],
  [247_000, "4:07"],
  [3_750_000, "1:02:30"],
])("%d ms are %s", (ms, text) => {
  expect(callTime(ms)).toBe(text);
});
