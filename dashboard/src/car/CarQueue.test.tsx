// @vitest-environment jsdom
// What waits for the car and why, what it has to bring, who is in it, and when they are due a break.
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { JobCard, SeatFilled } from "../live/protocol.gen";
import { GUARD_MS } from "./Dock";
import { sampleJob } from "./sample";
import { car, change, commands, job, open, pass, press, withTablet } from "./testing";

withTablet();

/** Submits the form that a field stands in: jsdom does not follow a button's `form`. */
function submit(testId: string): void {
  const form = screen.getByTestId<HTMLInputElement>(testId).form;
  if (form === null) throw new Error("no form");
  fireEvent.submit(form);
}

describe("the queue and the crew", () => {
  const shut: JobCard["gate"] = { ...sampleJob().gate, state: "closed", words: "A car may not go yet: the scene has not been declared safe" };

  it("says of each job whether it may be gone to, and which is next", async () => {
    await open([
      car(),
      job({ deployment: "dep-2", queue_place: 1, locality: "Elm Grove", gate: shut }, { state: "reserved" }),
      job({ deployment: "dep-3", queue_place: 2, locality: "Mill Lane" }, { state: "reserved" }),
    ]);
    const [first, second] = screen.getAllByTestId("queued");
    expect(first?.textContent).toContain("the scene has not been declared safe");
    expect(second?.textContent).toContain("Next to take");
    expect(screen.getByTestId("take-next").textContent).toContain("Mill Lane, no. 2");
    change([job({ deployment: "dep-2", queue_place: 1, locality: "Elm Grove" }, { state: "reserved" })]);
    expect(screen.getByTestId("take-next").textContent).toContain("Elm Grove");
    await press("take-next");
    expect(commands()).toEqual([{ type: "offer_next", car: "car-1" }]);
  });

  it("says what to bring and who sent it", async () => {
    await open([car({ status: "offered", equipment: { child_seats: 1, wheelchair: false } }), job({ needs: { language: "", worker_gender: null, child_seats: 2, wheelchair: false, training: [], only_with_all: false } })]);
    expect(screen.getByTestId("needs").textContent).toContain("2 child seats, this car has 1");
    expect(screen.getByTestId("sent-by").textContent).toContain("Sent by A. Colleague");
  });

  it("starts a shift with what the crew brings, and changes it later", async () => {
    await open([car({ status: "off_duty" })]);
    fireEvent.change(screen.getByTestId("seat-support_worker"), { target: { value: "Tamsin Curlew" } });
    fireEvent.change(screen.getByTestId("languages-support_worker"), { target: { value: "polish" } });
    fireEvent.click(screen.getByTestId("gender-support_worker-woman"));
    await pass(GUARD_MS);
    submit("seat-support_worker");
    const seats: SeatFilled[] = [{ seat: "support_worker", name: "Tamsin Curlew", languages: ["Polish"], gender: "woman" }];
    expect(commands()).toEqual([{ type: "start_shift", car: "car-1", seats }]);
    change([car({ seats })]);
    await press("more", 0);
    fireEvent.click(screen.getByTestId("change-crew"));
    fireEvent.change(screen.getByTestId("seat-officer"), { target: { value: "PC Jude Dunlin" } });
    submit("seat-officer");
    expect(commands().at(-1)).toEqual({ type: "change_crew", car: "car-1", seats: [...seats, { seat: "officer", name: "PC Jude Dunlin" }] });
  });

  it("offers a break once it is due", async () => {
    await open([car({ break_due_at: Date.now() - 60_000 })]);
    expect(screen.getByTestId("break-due").textContent).toContain("Break was due");
    await press("take-break-now", 0);
    expect(commands()).toEqual([{ type: "take_break", car: "car-1" }]);
  });
});
