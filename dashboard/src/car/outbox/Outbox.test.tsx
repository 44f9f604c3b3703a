// @vitest-environment jsdom
// What the crew did and what became of it: nothing that was written goes by itself.
import { act, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { outbox as w } from "../../words/en.outbox";
import { car, commands, job, open, press, tablet, withTablet, welcome } from "../testing";

withTablet();

async function refuse(code: "wrong_state" | "not_found", message: string): Promise<void> {
  const id = tablet.world.socket.ofType("command").at(-1)?.id ?? "";
  await act(async () => {
    tablet.world.socket.say({ type: "refused", id, refusal: { code, message } });
    await vi.advanceTimersByTimeAsync(0);
  });
}

async function declined(): Promise<void> {
  await open([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
  act(() => {
    void tablet.store?.send({ type: "add_note", response: "another#1", text: "Second bell rings" });
  });
  await refuse("wrong_state", "this job is stood down; it has gone to FS02");
}

describe("the outbox", () => {
  it("says across the top that an act of another job was not taken, why, and that nothing is lost", async () => {
    await declined();
    const banner = screen.getByTestId("refused-banner");
    expect(banner.textContent).toContain("it has gone to FS02");
    await press("refused-open", 0);
    const refused = screen.getByTestId("outbox-refused");
    expect(within(refused).getByTestId("outbox-said").textContent).toBe("Second bell rings");
  });

  it("lets go of what was written after a second press alone", async () => {
    await declined();
    await press("refused-open", 0);
    await press("outbox-let-go", 0);
    expect(screen.getByTestId("outbox-refused")).toBeTruthy();
    await press("outbox-let-go-yes", 0);
    expect(screen.queryByTestId("outbox-refused")).toBeNull();
    expect(screen.queryByTestId("refused-banner")).toBeNull();
  });

  it("sends a refused outcome as a note, and lets go of it once that is taken", async () => {
    await open([car({ status: "available" })]);
    const outcome = { kind: "engaged_by_visit", referral: "not_offered", services: [], refuge_placed: false, children_placed: 0, safety_plan_made: false, note: "come again" } as const;
    act(() => {
      void tablet.store?.send({ type: "record_outcome", response: "another#1", outcome: { ...outcome, services: [] } });
    });
    await refuse("wrong_state", "this job is stood down");
    await press("refused-open", 0);
    await press("outbox-as-note", 0);
    const note = commands().at(-1);
    expect(note).toMatchObject({ type: "add_note", response: "another#1" });
    expect(note !== undefined && "text" in note ? note.text : "").toContain("come again");
    expect(screen.getByTestId("outbox-refused")).toBeTruthy();
    const id = tablet.world.socket.ofType("command").at(-1)?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "accepted", id, seq: 9, repeated: false });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.queryByTestId("outbox-refused")).toBeNull();
  });

  it("lists what waits in order with its age, and says where this browser keeps nothing", async () => {
    await open([car()]);
    act(() => tablet.world.socket.end(1006));
    act(() => {
      void tablet.store?.send({ type: "take_break", car: "car-1" });
      void tablet.store?.send({ type: "end_break", car: "car-1" });
    });
    await press("outbox", 0);
    expect(screen.getAllByTestId("outbox-pending").map((each) => each.dataset["type"])).toEqual(["take_break", "end_break"]);
    expect(screen.getByTestId("outbox-dialog").textContent).toContain(w.notKept);
    await act(() => tablet.world.pass(2_000));
    await welcome([car()]);
    expect(commands().map(({ type }) => type)).toEqual(["take_break", "end_break"]);
  });
});

describe("signing out", () => {
  it("asks first while acts wait, since it loses them", async () => {
    await open([car()]);
    act(() => tablet.world.socket.end(1006));
    act(() => {
      void tablet.store?.send({ type: "take_break", car: "car-1" });
    });
    await press("more", 0);
    await press("sign-out", 0);
    expect(screen.getByTestId("sign-out-ask").textContent).toContain("1 act is not sent");
    expect(screen.getByTestId("sign-out-anyway")).toBeTruthy();
  });
});
