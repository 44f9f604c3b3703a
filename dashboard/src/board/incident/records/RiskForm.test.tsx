// @vitest-environment jsdom
// The risk form by keyboard, the revisit of what was taken elsewhere, and a band that never falls in silence.
import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Answer, QuestionSetView, RiskAssessment, RiskSource, RiskView } from "../../../live/protocol.gen";
import { records as w } from "../../../words/en.records";
import { key, press, stage, type, type Stage } from "./testing";

const DASH: QuestionSetView = {
  id: "dash.v1",
  name: "Dash",
  medium_from: 2,
  high_from: 3,
  questions: [
    { code: "hurt", label: "Injury", section: "Now" },
    { code: "fear", label: "Fear", section: "Now" },
    { code: "apart", label: "Separation", section: "Now" },
    { code: "choke", label: "Strangulation", section: "Before" },
    { code: "threat", label: "Threats to kill", section: "Before" },
  ],
};
const DARA: QuestionSetView = { id: "dara.v1", name: "DARA", medium_from: null, high_from: null, questions: [{ code: "own", label: "How worried", section: "" }] };
const SCHEME = { risk: { sets: [DASH, DARA], history_incidents: 3, history_band: "high" as const } };

function before(source: RiskSource, answers: Record<string, Answer>, part: Partial<RiskView> = {}): RiskView {
  return { assessment: { set: DASH.id, source, received_from: "Unit AB12", answers, reason: "", note: "" }, band: "standard", by_count: "standard", by_history: null, yes: 0, incidents_in_12_months: 1, judged: false, at: 1, by: "A. Hawthorn", ...part };
}

let on: Stage;
afterEach(() => {
  cleanup();
  on.stop();
});

const focused = (): string | undefined => document.activeElement?.closest<HTMLElement>("[data-question]")?.dataset["question"];
const sum = (): string => screen.getByTestId("risk-sum").textContent;

async function sent(): Promise<RiskAssessment> {
  press("risk-save");
  const command = on.commands().at(-1);
  if (command?.type !== "record_risk") throw new Error("no assessment was sent");
  await on.accept();
  return command.assessment;
}

describe("answering by keyboard", () => {
  it("starts at the first question, answers with a letter and moves on", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    expect(focused()).toBe("hurt");
    for (const letter of ["y", "n", "d", "x"]) key(letter);
    expect(focused()).toBe("threat");
    key("Y");
    expect(sum()).toContain("5 of 5 answered");
    expect(sum()).toContain("2 of 5 yes");
    expect(sum()).toContain("Medium risk");
    expect((await sent()).answers).toEqual({ hurt: "yes", fear: "no", apart: "dont_know", choke: "not_asked", threat: "yes" });
    expect(on.done).toHaveBeenCalledOnce();
  });

  it("stays at the last question, where an answer can still be changed", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    for (const letter of ["y", "y", "y", "y", "y", "n"]) key(letter);
    expect(focused()).toBe("threat");
    expect((await sent()).answers["threat"]).toBe("no");
  });

  it("keeps the page's letters quiet, and lets its other keys through", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    for (const letter of ["y", "c", "l", "r", "/"]) key(letter);
    expect(on.letters).not.toHaveBeenCalled();
    key("F9");
    key("Escape");
    key("P", { shiftKey: true });
    expect(on.letters.mock.calls.flat()).toEqual(["F9", "Escape", "P"]);
    expect(focused()).toBe("fear");
  });

  it("does not take the key that opened the form, still held, for an answer", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    key("d", { repeat: true });
    expect(focused()).toBe("hurt");
    expect(sum()).toContain("0 of 5 answered");
  });

  it("moves on with Enter and does not send the form by it", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    // False: the browser was told not to submit.
    expect(key("Enter")).toBe(false);
    expect(focused()).toBe("fear");
    expect(on.commands()).toEqual([]);
  });

  it("leaves a letter with Ctrl to the browser", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    key("y", { ctrlKey: true });
    expect(sum()).toContain("0 of 5 answered");
  });

  it("keeps what was answered when the form is put away", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    key("y");
    press("risk-cancel");
    press("record-risk");
    expect(sum()).toContain("1 of 5 answered");
    expect(focused()).toBe("fear");
  });
});

describe("a revisit", () => {
  const GIVEN: Record<string, Answer> = { hurt: "yes", fear: "no", apart: "dont_know", choke: "no" };

  it("asks only the no's again and sends the whole of it", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk", part: { risk: [before("received", GIVEN)] } });
    expect(focused()).toBe("fear");
    expect(screen.queryByTestId("risk-q-hurt")).toBeNull();
    expect(screen.getByTestId("risk-given-hurt").textContent).toContain(w.risk.asGiven(w.answer.yes));
    expect(screen.getByTestId("risk-given-threat").textContent).toContain(w.risk.asGiven(w.answer.not_asked));
    expect(screen.getByTestId("risk-revisit").textContent).toContain("2 questions");
    key("y");
    expect(focused()).toBe("choke");
    expect(sum()).toContain("1 of 2 asked again");
    expect(sum()).toContain("Medium risk");
    expect(await sent()).toEqual({ set: DASH.id, source: "revisited", received_from: "Unit AB12", answers: { ...GIVEN, fear: "yes" }, reason: "", note: "" });
  });

  it("goes on from a revisit, and takes one of ours anew", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk", part: { risk: [before("received", GIVEN), before("revisited", { ...GIVEN, fear: "yes" })] } });
    expect(screen.queryByTestId("risk-q-fear")).toBeNull();
    expect(focused()).toBe("choke");
    cleanup();
    on.stop();
    on = await stage({ scheme: SCHEME, tray: "risk", part: { risk: [before("taken_here", GIVEN)] } });
    expect(screen.queryByTestId("risk-revisit")).toBeNull();
    expect(focused()).toBe("hurt");
  });

  it("can still be taken here, whole", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk", part: { risk: [before("received", GIVEN)] } });
    press("risk-source-taken_here");
    press("risk-q-hurt-no");
    press("risk-q-fear-yes");
    expect(await sent()).toMatchObject({ source: "taken_here", received_from: "", answers: { hurt: "no", fear: "yes" } });
  });
});

describe("a reason", () => {
  it("is needed before the band may fall, and the band before is named", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk", part: { risk: [before("taken_here", {}, { band: "high" })] } });
    key("n");
    expect(screen.getByTestId("risk-lowered").textContent).toBe(w.risk.lowered("high", "standard"));
    press("risk-save");
    expect(on.commands()).toEqual([]);
    expect(screen.getByText(w.risk.reasonNeed)).toBeTruthy();
    type("risk-reason", "He has been remanded.");
    expect(await sent()).toMatchObject({ reason: "He has been remanded." });
  });

  it("is needed where the judgement differs; one that agrees is not sent", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    key("y");
    press("risk-judgement-high");
    press("risk-save");
    expect(on.commands()).toEqual([]);
    type("risk-reason", "He has the key.");
    press("risk-judgement-standard");
    expect("judgement" in (await sent())).toBe(false);
  });

  it("goes with the judgement that a set without counts needs", async () => {
    on = await stage({ scheme: SCHEME, tray: "risk" });
    type("risk-set", DARA.id);
    press("risk-q-own-yes");
    press("risk-save");
    expect(screen.getByText(w.risk.judgementNeed)).toBeTruthy();
    press("risk-judgement-medium");
    type("risk-reason", "She has left and he does not know where to.");
    expect(await sent()).toMatchObject({ set: DARA.id, judgement: "medium", reason: "She has left and he does not know where to." });
  });
});

it("raises the band by the incidents in twelve months, and says so", async () => {
  const repeat = { calls_in_12_months: 2, new_calls: 0, earlier: [], incidents_in_12_months: 3, raises_to: "high" as const };
  on = await stage({ scheme: SCHEME, tray: "risk", row: { repeat } });
  key("n");
  expect(sum()).toContain("3 incidents in 12 months: high");
  expect(sum()).toContain("High risk");
});

it("asks who took one that was received, and for at least one answer", async () => {
  on = await stage({ scheme: SCHEME, tray: "risk" });
  press("risk-source-received");
  press("risk-save");
  expect(screen.getByText(w.risk.fromNeed)).toBeTruthy();
  expect(screen.getByText(w.risk.needAnswer)).toBeTruthy();
  type("risk-from", "Unit AB12");
  press("risk-q-hurt-yes");
  expect(await sent()).toMatchObject({ source: "received", received_from: "Unit AB12" });
});
