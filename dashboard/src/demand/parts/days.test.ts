import { describe, expect, it } from "vitest";
import { addDays, dayAt, dayFromText, daysBetween, daysOf, monthOf, quarterOf } from "./days";

describe("days", () => {
  it("are reckoned over the ends of months, years and the changes of the clock", () => {
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(3);
    expect(daysBetween("2026-10-25", "2026-10-25")).toBe(1);
  });

  it("are none where the text names none", () => {
    expect(["2026-02-30", "2026-13-01", "26-01-01", "today", ""].map(dayFromText)).toEqual([null, null, null, null, null]);
  });

  it("are the scheme's own, whatever the browser's zone", () => {
    const at = Date.UTC(2026, 5, 6, 23, 30);
    expect(dayAt(at, "Europe/London")).toBe("2026-06-07");
    expect(dayAt(at, "America/Chicago")).toBe("2026-06-06");
  });
});

describe("periods", () => {
  it("are whole months and quarters, those before too", () => {
    expect(monthOf("2026-02-10")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(monthOf("2026-01-10", -1)).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(quarterOf("2026-11-27")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
    expect(quarterOf("2026-02-01", -1)).toEqual({ from: "2025-10-01", to: "2025-12-31" });
  });

  it("come out of the address whole, or not at all", () => {
    expect(daysOf("from=2026-01-01&to=2026-01-31")).toEqual({ from: "2026-01-01", to: "2026-01-31" });
    expect(["", "from=2026-01-01", "from=2026-01-01&to=2026-02-30", "from=x&to=y"].map(daysOf)).toEqual([null, null, null, null]);
  });
});
