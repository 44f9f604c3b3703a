import { describe, expect, it } from "vitest";
import { shortSpan } from "../words/en";
import { clockTime, fromLocalField, toLocalField } from "./time";

const ZONE = "Europe/London";

describe("times", () => {
  it("are shown in the scheme's zone on both sides of a clock change", () => {
    expect(clockTime(Date.UTC(2026, 9, 24, 13, 30), ZONE)).toBe("14:30");
    expect(clockTime(Date.UTC(2026, 9, 25, 13, 30), ZONE)).toBe("13:30");
  });

  it("survive the way through a form field", () => {
    for (const at of [Date.UTC(2026, 2, 29, 2, 30), Date.UTC(2026, 9, 25, 2, 30), Date.UTC(2026, 5, 1, 12, 0), Date.UTC(2026, 0, 1, 0, 15)]) {
      expect(fromLocalField(toLocalField(at, ZONE), ZONE)).toBe(at);
    }
    expect(fromLocalField("tomorrow", ZONE)).toBeNull();
  });

  it("read as few characters", () => {
    expect(shortSpan(8_000)).toBe("8 s");
    expect(shortSpan(6 * 60_000)).toBe("6 min");
    expect(shortSpan(125 * 60_000)).toBe("2 h 05");
    expect(shortSpan(80 * 3_600_000)).toBe("3 d");
    expect(shortSpan(-5)).toBe("0 s");
  });
});
