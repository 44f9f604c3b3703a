// @vitest-environment jsdom
// The plan: beside what is arranged, applied line by line or whole, and standing still while somebody is in it.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Command, Doc, PlanLine, PlanView } from "../../live/protocol.gen";
import { mountBoard, prepareDom, type MountedBoard } from "../../testing/mountBoard";
import { carRow, response, row } from "../../testing/sample";

let board: MountedBoard;
const MIN = 60_000;
const OPEN = { mode: "after_first_response", state: "open", words: "A car may go", conditions: [], revoked_because: null, since: null } as const;
const ROWS = ["TP-1", "TP-2", "TP-3", "TP-4"].map((number) => row(number, { locality: `Road of ${number}`, gate: { ...OPEN, conditions: [] }, responses: [response(number, { reviewed_at: 1 })] }));
const DOCS: Doc[] = [...ROWS, carRow("car-1", "DA01"), carRow("car-2", "DA02", { status: "committed", active: "TP-3#1.1" }), carRow("car-3", "DA03"), carRow("car-4", "DA04", { status: "off_duty" })];

const line = (number: string, car: string, place: number, part: Partial<PlanLine> = {}): PlanLine => ({
  response: `${number}#1`,
  incident: number,
  car,
  call_sign: car.replace("car-", "DA0"),
  place,
  arrive_at: Date.now() + 12 * MIN,
  done_at: Date.now() + 60 * MIN,
  fixed: null,
  because: "4 min away",
  ...part,
});
const PLAN: PlanView = {
  at: Date.now(),
  seq: 1,
  lines: [line("TP-1", "car-1", 1), line("TP-2", "car-1", 2), line("TP-3", "car-2", 1, { because: "", fixed: { deployment: "TP-3#1.1", state: "en_route" } })],
  left: [{ response: "TP-4#1", incident: "TP-4", because: "no car on duty brings what is needed" }],
  proposed: { reached: 2, weighted_ms: 38 * MIN },
  nearest_first: { reached: 1, weighted_ms: 55 * MIN },
  source: "roads",
};

const say = (plan: PlanView): void => act(() => board.world.socket.say({ type: "plan", plan }));
const press = (testId: string): void => {
  fireEvent.click(screen.getByTestId(testId));
};
const text = (testId: string): string => screen.getByTestId(testId).textContent;
const last = (): Command | undefined => board.commands().at(-1);

async function openPlan(plan: PlanView | null = PLAN, docs: Doc[] = DOCS): Promise<void> {
  board = await mountBoard(docs);
  if (plan !== null) say(plan);
  // As by key, with the focus elsewhere.
  await board.press("g");
  await board.press("p");
  await screen.findByTestId("plan");
}

beforeEach(prepareDom);
afterEach(() => {
  cleanup();
  board.stop();
});

describe("the plan", () => {
  it("lays out of each car what is arranged and what is proposed, and what is left with why", async () => {
    await openPlan();
    expect(text("arranged-car-2")).toContain("en route");
    expect(text("arranged-car-2")).toContain("Road of TP-3");
    expect(text("proposed-car-1")).toMatch(/Road of TP-1.*at \d\d:\d\d\. 4 min away/);
    expect(text("plan-left")).toContain("no car on duty brings what is needed");
    expect(text("plan-idle")).toContain("DA03");
    expect(text("plan")).not.toContain("DA04");
    expect(within(screen.getByTestId("lane-car-1")).getAllByRole("listitem")).toHaveLength(2);
  });

  it("compares itself with the nearest car first, in words and as a table", async () => {
    await openPlan();
    const cells = within(screen.getByRole("table")).getAllByRole("cell");
    expect(cells.map((cell) => cell.textContent)).toEqual(["2 of 3", "38 min", "1 of 3", "55 min"]);
    expect(text("plan-gain")).toBe("1 more person reached, mean wait 17 min shorter");
    press("plan-how");
    expect(text("plan-figures")).toContain("until the last shift ends");
    expect(text("plan-made")).toContain("Times by road");
  });

  it("says by straight line, and that it is being made anew or is old", async () => {
    await openPlan({ ...PLAN, source: "straight_line", seq: 0 });
    expect(text("plan-made")).toContain("Times by straight line");
    expect(text("plan-made")).toContain("being made anew");
    expect(text("proposed-car-1")).toContain("about");
    say({ ...PLAN, at: Date.now() - 2 * MIN });
    expect(text("plan-made")).toContain("2 min old");
  });

  const bare: [string, PlanView | null, Doc[], string][] = [
    ["nobody waits", { ...PLAN, lines: [], left: [] }, DOCS, "Nobody waits for a car"],
    ["all is arranged", { ...PLAN, lines: PLAN.lines.slice(2), left: [] }, DOCS, "Nobody waits for a car"],
    ["no car is on duty", { ...PLAN, lines: [], left: [] }, [carRow("car-4", "DA04", { status: "off_duty" })], "No car is on duty"],
    ["no plan has come", null, DOCS, "Making a plan"],
  ];
  it.each(bare)("says so where %s", async (_, plan, docs, words) => {
    await openPlan(plan, docs);
    expect(text("plan")).toContain(words);
    expect(screen.queryByTestId("apply-all")).toBeNull();
  });
});

describe("applying", () => {
  it("sends a free car to the first line, and reserves the second", async () => {
    await openPlan();
    press("apply-TP-1#1");
    expect(last()).toEqual({ type: "send_car", response: "TP-1#1", car: "car-1" });
    await board.accept();
    expect(text("did-TP-1#1")).toBe("Sent");
    press("apply-TP-2#1");
    expect(last()).toEqual({ type: "reserve_car", response: "TP-2#1", car: "car-1" });
    await board.refuse({ code: "not_your_claim", message: "DA02 is on this response already", who: "A. Colleague" });
    expect(text("plan-line-TP-2#1")).toContain("A. Colleague");
  });

  it("asks once more before all of it, lists what will happen, and sends it in order", async () => {
    await openPlan();
    press("apply-all");
    const dialog = screen.getByTestId("apply-dialog");
    expect([...dialog.querySelectorAll("ol li")].map((item) => item.textContent)).toEqual(["is asked to 1 Road of TP-1 now", "has 2 Road of TP-2 reserved"]);
    // What was confirmed is what is sent, whatever the server has thought of since.
    say({ ...PLAN, at: Date.now(), lines: [line("TP-2", "car-1", 1)] });
    press("apply-go");
    expect(last()).toEqual({ type: "apply_plan", jobs: [{ response: "TP-1#1", car: "car-1" }, { response: "TP-2#1", car: "car-1" }] });
    await board.refuse({ code: "not_your_claim", message: "nothing was done, because of TP-2#1: DA02 is on this response already" });
    expect(dialog.textContent).toContain("because of TP-2#1");
    expect(dialog.textContent).toContain("Nothing of the plan was done");
    press("apply-go");
    await board.accept();
    expect(screen.queryByTestId("apply-dialog")).toBeNull();
  });

  it("chooses a car for what is left, on the incident itself", async () => {
    await openPlan();
    fireEvent.click(within(screen.getByTestId("plan-left-TP-4#1")).getByText("Choose a car"));
    expect(await screen.findByTestId("form-send-car")).toBeTruthy();
    expect(text("incident-number")).toContain("TP-4");
  });
});

describe("a plan in somebody's hands", () => {
  const other: PlanView = { ...PLAN, lines: PLAN.lines.slice(1) };

  it("stands still while the pointer is in it, marks what is no longer proposed, and lets the new one in when asked", async () => {
    await openPlan();
    fireEvent.pointerEnter(screen.getByTestId("plan"));
    say(other);
    expect(screen.getByTestId("plan-line-TP-1#1").dataset["gone"]).toBe("true");
    expect(text("plan-line-TP-1#1")).toContain("no longer proposed");
    press("new-plan");
    expect(screen.queryByTestId("plan-line-TP-1#1")).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("plan"));
  });

  it("stands still while the focus is in it, and takes new times at once", async () => {
    await openPlan();
    act(() => screen.getByTestId("apply-TP-1#1").focus());
    say(other);
    expect(screen.getByTestId("apply-TP-1#1")).toBe(document.activeElement);
    expect(screen.getByTestId("new-plan")).toBeTruthy();
    // A line that has vanished may still be asked for; the server says no, and why.
    press("apply-TP-1#1");
    await board.refuse({ code: "not_your_claim", message: "this response is closed" });
    expect(text("plan-line-TP-1#1")).toContain("This response is closed");
    say({ ...PLAN, source: "straight_line" });
    expect(screen.queryByTestId("new-plan")).toBeNull();
    expect(text("plan-line-TP-1#1")).toContain("about");
  });

  it("is done with once all of it was applied: the next one comes by itself", async () => {
    await openPlan();
    act(() => screen.getByTestId("apply-all").focus());
    press("apply-all");
    press("apply-go");
    await board.accept();
    const applied: PlanView = { ...PLAN, seq: 1_000, lines: PLAN.lines.slice(2) };
    say(applied);
    expect(screen.queryByTestId("plan-line-TP-1#1")).toBeNull();
    expect(screen.queryByTestId("new-plan")).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("plan"));
    // From here on it stands still again.
    say({ ...PLAN, seq: 1_001 });
    expect(screen.getByTestId("new-plan")).toBeTruthy();
  });

  it("changes by itself while nobody is in it", async () => {
    await openPlan();
    say(other);
    expect(screen.queryByTestId("plan-line-TP-1#1")).toBeNull();
    expect(screen.queryByTestId("new-plan")).toBeNull();
  });
});
