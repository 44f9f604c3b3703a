// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SafetyPlan } from "../../live/protocol.gen";
import { fileOf } from "../../testing/sample";
import { sampleFile } from "../sample";
import { commands, press, tablet, withTablet } from "../testing";
import { atDoor, choose, chosen, openForm, type, typed, withFile } from "./testing";

withTablet();

const PLAN: SafetyPlan = { steps: [{ topic: "doors", text: "Both bolts at night" }], agreed: true, note: "" };

describe("a safety plan at the door", () => {
  it("comes out with a text for each topic that was ticked", async () => {
    await atDoor();
    await openForm("plan");
    expect(screen.getByTestId("door-no-file").textContent).toContain("replaces it");
    await press("door-save");
    expect(commands()).toEqual([]);
    choose("door-topics", "phone");
    choose("door-topics", "doors");
    type("door-text-phone", "Kept with the neighbour");
    choose("door-agreed", "yes");
    await press("door-save");
    expect(commands()).toEqual([
      {
        type: "record_safety_plan",
        response: "resp-1",
        plan: {
          steps: [
            { topic: "doors", text: "" },
            { topic: "phone", text: "Kept with the neighbour" },
          ],
          agreed: true,
          note: "",
        },
      },
    ]);
  });

  it("is filled by the plan on file, but for whether it was gone through", async () => {
    await atDoor();
    await withFile({ plan: { plan: PLAN, at: 1, by: "A. Colleague" } });
    await openForm("plan");
    expect(chosen("door-topics")).toEqual(["doors"]);
    expect(typed("door-text-doors")).toBe("Both bolts at night");
    expect(chosen("door-agreed")).toEqual([]);
    choose("door-topics", "word");
    await press("door-save");
    expect(commands()).toMatchObject([{ plan: { steps: [{ topic: "doors", text: "Both bolts at night" }, { topic: "word" }], agreed: false } }]);
  });

  it("says what a plan that comes while somebody writes would lose, and takes it over", async () => {
    await atDoor();
    await openForm("plan");
    choose("door-topics", "word");
    await press("door-open-file", 0);
    await act(async () => {
      tablet.world.socket.say({ type: "file", file: sampleFile({ responses: [fileOf("resp-1", { plan: { plan: PLAN, at: 1, by: "A. Colleague" } })] }) });
      await Promise.resolve();
    });
    expect(chosen("door-topics")).toEqual(["word"]);
    await press("door-take-over", 0);
    expect(chosen("door-topics")).toEqual(["doors", "word"]);
    expect(typed("door-text-doors")).toBe("Both bolts at night");
    expect(screen.queryByTestId("door-take-over")).toBeNull();
  });
});
