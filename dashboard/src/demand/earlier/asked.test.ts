import { describe, expect, it } from "vitest";
import { askedOf, LAST, queryOf } from "./asked";

const TODAY = "2026-11-27";

describe("the days asked for", () => {
  it("are the server's own where the address names none", () => {
    expect(askedOf("", TODAY)).toEqual({ last: "year", days: null });
    expect(askedOf("last=ever", TODAY)).toEqual({ last: "year", days: null });
  });

  it("end with the last whole day", () => {
    expect(askedOf("last=4w", TODAY)).toEqual({ last: "4w", days: { from: "2026-10-30", to: "2026-11-26" } });
    expect(askedOf("last=12w", TODAY).days?.from).toBe("2026-09-04");
  });

  it("come back from the address as they went into it", () => {
    for (const last of LAST) expect(askedOf(queryOf(last), TODAY).last).toBe(last);
    const days = { from: "2026-01-01", to: "2026-03-31" };
    expect(askedOf(queryOf(days), TODAY)).toEqual({ last: null, days });
  });
});
