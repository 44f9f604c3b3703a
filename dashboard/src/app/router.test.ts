import { describe, expect, it } from "vitest";
import { faceOf } from "./router";

describe("addresses", () => {
  it("name a view and never more", () => {
    expect(faceOf("/board")).toBe("board");
    expect(faceOf("/car/")).toBe("car");
    expect(faceOf("/demand")).toBe("demand");
    expect(faceOf("/")).toBeNull();
    expect(faceOf("/elsewhere")).toBeNull();
  });
});
