import { describe, expect, it } from "vitest";

import type { Command } from "../live/protocol.gen";
import {
  carStatusWithActs,
  commandFor,
  emptySeats,
  handsOf,
  maySharePlace,
  navigationLink,
  nextAct,
  nextToTake,
  offerLeftMs,
  withActs,
} from "./job";
import { howItEnded } from "./useEnded";
import { NOW, sampleCar, sampleJob } from "./sample";

const SAVED: Command = {
  type: "record_outcome",
  response: "resp-1",
  outcome: {
    kind: "engaged_by_visit",
    referral: "referred",
    services: ["Example service"],
    refuge_placed: false,
    children_placed: 0,
    safety_plan_made: true,
    note: "",
  },
};

describe("the next act", () => {
  it("is one for each step of a job", () => {
    const acts = (["offered", "acknowledged", "en_route", "at_scene"] as const).map((state) =>
      nextAct(sampleJob({}, { state })),
    );
    expect(acts).toEqual(["acknowledge", "en_route", "at_scene", "outcome"]);
  });

  it("is to resume once an outcome stands", () => {
    const job = sampleJob(
      { outcome: { kind: "engaged_by_visit", referral: "referred", refuge_placed: false, at: NOW, by: "A. Example" } },
      { state: "at_scene" },
    );
    expect(nextAct(job)).toBe("resume");
    expect(commandFor("resume", job)).toEqual({ type: "resume_car", deployment: "dep-1" });
  });

  it("is none for a job that waits or is over", () => {
    for (const state of ["reserved", "resumed", "declined", "lapsed", "stood_down", "recalled"] as const) {
      expect(nextAct(sampleJob({}, { state }))).toBeNull();
    }
  });
});

describe("acts that wait to be sent", () => {
  it("carry the job through every step without signal", () => {
    const waiting: Command[] = [
      { type: "acknowledge_offer", deployment: "dep-1" },
      { type: "go_en_route", deployment: "dep-1" },
      { type: "arrive_at_scene", deployment: "dep-1" },
    ];
    const shown = withActs(sampleJob(), waiting, NOW);
    expect(shown.view.state).toBe("at_scene");
    expect(shown.view.offer_lapses_at).toBeNull();
    expect(nextAct(withActs(sampleJob(), [...waiting, SAVED], NOW))).toBe("resume");
  });

  it("of another job change nothing", () => {
    const shown = withActs(sampleJob(), [{ type: "go_en_route", deployment: "dep-2" }], NOW);
    expect(shown).toEqual(sampleJob());
  });

  it("never move a job back, nor one that is over", () => {
    const late: Command[] = [{ type: "acknowledge_offer", deployment: "dep-1" }, { type: "go_en_route", deployment: "dep-1" }];
    expect(withActs(sampleJob({}, { state: "at_scene" }), late, NOW).view.state).toBe("at_scene");
    expect(withActs(sampleJob({}, { state: "recalled" }), late, NOW).view.state).toBe("recalled");
  });

  it("quieten a recall that has been confirmed", () => {
    const job = sampleJob({}, { state: "recalled", recall_unconfirmed: true });
    expect(handsOf([job]).alert?.kind).toBe("recalled");
    const shown = withActs(job, [{ type: "confirm_recall", deployment: "dep-1" }], NOW);
    expect(handsOf([shown]).alert).toBeNull();
  });

  it("move the car's own status", () => {
    const off = sampleCar({ status: "off_duty" });
    expect(carStatusWithActs(off, [{ type: "start_shift", car: "car-1", seats: [] }])).toBe("available");
    expect(carStatusWithActs(off, [{ type: "start_shift", car: "car-2", seats: [] }])).toBe("off_duty");
  });
});

describe("what the crew has on its hands", () => {
  it("is the active job and the queue in its order", () => {
    const third = sampleJob({ deployment: "c", queue_place: 2 }, { state: "reserved" });
    const second = sampleJob({ deployment: "b", queue_place: 1 }, { state: "reserved" });
    const first = sampleJob({}, { state: "en_route" });
    const hands = handsOf([third, first, second]);
    expect(hands.current?.deployment).toBe("dep-1");
    expect(hands.queue.map((job) => job.deployment)).toEqual(["b", "c"]);
  });

  it("puts a recall before a gate that shut", () => {
    const gate = { ...sampleJob().gate, state: "revoked" as const, revoked_because: "A new call came in" };
    const shut = sampleJob({ gate }, { state: "en_route" });
    expect(handsOf([shut]).alert?.kind).toBe("revoked");
    const recalled = sampleJob({ deployment: "b" }, { state: "recalled", recall_unconfirmed: true });
    expect(handsOf([shut, recalled]).alert).toMatchObject({ kind: "recalled", job: { deployment: "b" } });
  });

  it("does not shout about a job that only waits", () => {
    const gate = { ...sampleJob().gate, state: "revoked" as const };
    expect(handsOf([sampleJob({ gate, queue_place: 1 }, { state: "reserved" })]).alert).toBeNull();
  });
});

describe("the next job to take", () => {
  const waits = (deployment: string, state: "open" | "closed" | "revoked" | "not_used") => sampleJob({ deployment, gate: { ...sampleJob().gate, state } }, { state: "reserved" });

  it("is the first whose gate is open, in the desk's order", () => {
    expect(nextToTake([waits("a", "closed"), waits("b", "revoked"), waits("c", "open"), waits("d", "open")])?.deployment).toBe("c");
    expect(nextToTake([waits("a", "not_used"), waits("b", "open")])?.deployment).toBe("a");
  });

  it("is none while no gate is open", () => {
    expect(nextToTake([waits("a", "closed")])).toBeNull();
    expect(nextToTake([])).toBeNull();
  });
});

describe("a job that is no longer sent", () => {
  it("was an offer that ran out when its time was up, and else was taken off the car", () => {
    expect(howItEnded(sampleJob(), NOW + 110_000)).toBe("lapsed");
    expect(howItEnded(sampleJob(), NOW)).toBe("gone");
    expect(howItEnded(sampleJob({}, { state: "en_route", offer_lapses_at: null }), NOW)).toBe("gone");
  });
});

describe("seats, offers, place", () => {
  it("wants a name for each seat, two of one kind twice", () => {
    expect(emptySeats(["support_worker", "officer"], [{ seat: "officer", name: "PC Example" }])).toEqual([
      "support_worker",
    ]);
    expect(emptySeats(["officer", "officer"], [{ seat: "officer", name: "PC Example" }])).toEqual(["officer"]);
    expect(emptySeats(["officer"], [{ seat: "officer", name: "  " }])).toEqual(["officer"]);
  });

  it("counts an offer down to nothing and not below", () => {
    expect(offerLeftMs(sampleJob(), NOW)).toBe(110_000);
    expect(offerLeftMs(sampleJob(), NOW + 999_000)).toBe(0);
    expect(offerLeftMs(sampleJob({}, { state: "en_route" }), NOW)).toBeNull();
  });

  it("shares the place only on a job that was taken", () => {
    expect(maySharePlace(null)).toBe(false);
    expect(maySharePlace(sampleJob())).toBe(false);
    expect(maySharePlace(sampleJob({}, { state: "en_route" }))).toBe(true);
    expect(maySharePlace(sampleJob({}, { state: "resumed" }))).toBe(false);
  });

  it("navigates by coordinates alone", () => {
    expect(navigationLink(sampleJob())).toBe("geo:54.57421,-1.23501");
    expect(navigationLink(sampleJob({ point: null }))).toBeNull();
  });
});
