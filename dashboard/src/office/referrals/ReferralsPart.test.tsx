// @vitest-environment jsdom
// The coordinator's list of referrals: what waits, what a press asks the server, and what stands when somebody was first.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ReferralLine } from "../../live/protocol.gen";
import { DONE, answers, of, refusal, settle, type Request } from "../../testing/answers";
import { mountOffice } from "../../testing/mountOffice";
import { referrals as w } from "../../words/en.referrals";

const LIST = "/api/v1/referrals/list";
const ANSWER = "/api/v1/referrals/answer";
const line = (incident: string, part: Partial<ReferralLine> = {}): ReferralLine => ({ response: `${incident}#1`, incident, service: "Harbour outreach", referred_at: Date.now() - 3 * 86_400_000, referred_by: "Asha Wren", working_days: 2, answer: null, reason: "", answered_at: null, answered_by: null, ...part });
const LINES = [line("FS-1"), line("FS-2", { answer: "acknowledged", service: "Idva service", answered_by: "Cora Finch", answered_at: Date.now() }), line("FS-3", { answer: "accepted", answered_by: "Cora Finch", answered_at: Date.now() })];
const listed = (referrals: readonly ReferralLine[], leftOff = 0): { body: unknown } => ({ body: { board: "fellside", referrals, left_off: leftOff } });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0] = {}): Promise<Request[]> {
  const asked = answers({ [`POST ${LIST}`]: listed(LINES), ...replies });
  await act(async () => {
    mountOffice(["coordinator"]);
    await settle();
  });
  return asked;
}

const row = (incident: string): HTMLElement => screen.getAllByTestId("referral-line").find((each) => each.dataset["incident"] === incident) ?? document.body;
const incidents = (): (string | undefined)[] => screen.queryAllByTestId("referral-line").map((each) => each.dataset["incident"]);

async function press(testId: string, inside: HTMLElement = document.body): Promise<void> {
  await act(async () => {
    fireEvent.click(within(inside).getByTestId(testId));
    await settle();
  });
}

describe("referrals", () => {
  it("are what the coordinator sees first: those that wait, since how many working days", async () => {
    const asked = await open();
    expect(window.location.pathname).toBe("/office/referrals");
    expect(incidents()).toEqual(["FS-1", "FS-2"]);
    expect(row("FS-1").textContent).toContain("Nothing heard for 2 working days");
    expect(row("FS-2").textContent).toMatch(/Has come in Cora Finch, .*2 working days since the referral/);
    expect(within(row("FS-2")).queryByTestId("say-acknowledged")).toBeNull();
    expect(of(asked, "POST", LIST)).toEqual([{ board: "fellside" }]);
    await press("referrals-all");
    expect(incidents()).toEqual(["FS-1", "FS-2", "FS-3"]);
    fireEvent.change(screen.getByTestId("referrals-search"), { target: { value: "idva" } });
    expect(incidents()).toEqual(["FS-2"]);
  });

  it("are accepted by one press, and stay where they were until something else is looked at", async () => {
    const asked = await open({ [`POST ${ANSWER}`]: DONE });
    const pressed = within(row("FS-1")).getByTestId("say-accepted");
    pressed.focus();
    await press("say-accepted", row("FS-1"));
    expect(of(asked, "POST", ANSWER)).toEqual([{ board: "fellside", response: "FS-1#1", service: "Harbour outreach", answer: "accepted", reason: "" }]);
    expect(document.body.textContent).toContain(w.done.accepted("Harbour outreach"));
    // No other line comes under the hand, and no button under a key that is held.
    expect(incidents()).toEqual(["FS-1", "FS-2"]);
    expect(row("FS-1").dataset["answer"]).toBe("accepted");
    expect(row("FS-1").textContent).toContain("Ibis Jackdaw");
    expect(document.activeElement).toBe(within(row("FS-1")).getByRole("group"));
    expect(screen.getByTestId("referrals-waiting").textContent).toBe("Waiting 1");
    // The list is looked at once: each look is on record.
    expect(of(asked, "POST", LIST)).toHaveLength(1);
    await press("referrals-accepted");
    expect(incidents()).toEqual(["FS-1", "FS-3"]);
    await press("referrals-waiting");
    expect(incidents()).toEqual(["FS-2"]);
  });

  it("are answered one after the other without waiting for the server", async () => {
    const asked = await open({ [`POST ${ANSWER}`]: DONE });
    await act(async () => {
      for (const incident of ["FS-1", "FS-2"]) fireEvent.click(within(row(incident)).getByTestId("say-accepted"));
      fireEvent.click(within(row("FS-1")).getByTestId("say-accepted"));
      await settle();
    });
    expect(of(asked, "POST", ANSWER).map(({ response }) => response)).toEqual(["FS-1#1", "FS-2#1"]);
    expect([row("FS-1"), row("FS-2")].map((each) => each.dataset["answer"])).toEqual(["accepted", "accepted"]);
  });

  it("are not turned down without what the service said; a refusal keeps what was written", async () => {
    const asked = await open({ [`POST ${ANSWER}`]: [refusal(503, "journal_unavailable", "try again in a moment"), DONE] });
    await press("say-rejected", row("FS-1"));
    await press("reject-go");
    expect(screen.getByTestId("reject").textContent).toContain(w.reasonNeed);
    expect(of(asked, "POST", ANSWER)).toEqual([]);
    fireEvent.change(screen.getByTestId("reject-reason"), { target: { value: " Full until January " } });
    await press("reject-go");
    expect(within(screen.getByTestId("reject")).getByTestId("refusal").textContent).toContain("Try again in a moment.");
    await press("reject-go");
    expect(of(asked, "POST", ANSWER).at(-1)).toEqual({ board: "fellside", response: "FS-1#1", service: "Harbour outreach", answer: "rejected", reason: "Full until January" });
    expect(screen.queryByTestId("reject")).toBeNull();
    expect(row("FS-1").textContent).toContain("Full until January");
  });

  it("that were answered can be changed, which is asked for", async () => {
    const asked = await open({ [`POST ${ANSWER}`]: DONE });
    await press("referrals-accepted");
    expect(within(row("FS-3")).queryByTestId("say-acknowledged")).toBeNull();
    await press("say-change", row("FS-3"));
    await press("say-leave", row("FS-3"));
    expect(within(row("FS-3")).queryByTestId("say-acknowledged")).toBeNull();
    await press("say-change", row("FS-3"));
    await press("say-acknowledged", row("FS-3"));
    expect(of(asked, "POST", ANSWER)).toMatchObject([{ response: "FS-3#1", answer: "acknowledged" }]);
  });

  it("show what stands where a colleague was first, and stay in view with why", async () => {
    const asked = await open({ [`POST ${ANSWER}`]: [DONE, refusal(409, "wrong_state", "this answer is on record already")], [`POST ${LIST}`]: [listed(LINES), listed([line("FS-1", { answer: "accepted", answered_by: "Cora Finch", answered_at: Date.now() }), { ...line("FS-2", { service: "Idva service", answer: "accepted", answered_by: "Ibis Jackdaw", answered_at: Date.now() }) }])] });
    await press("say-accepted", row("FS-2"));
    await press("say-accepted", row("FS-1"));
    expect(of(asked, "POST", LIST)).toHaveLength(2);
    expect(incidents()).toEqual(["FS-1", "FS-2"]);
    expect(row("FS-1").textContent).toContain("Cora Finch");
    expect(within(row("FS-1")).getByTestId("refusal").textContent).toContain("This answer is on record already");
    await press("referrals-again");
    expect(incidents()).toEqual([]);
  });

  it("keep what was recorded over a list that was asked for before", async () => {
    let release = (): void => undefined;
    const late = new Promise<void>((resolve) => (release = resolve));
    const asked = await open({ [`POST ${ANSWER}`]: DONE });
    const { fetch: answering } = globalThis;
    vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
      if (path === LIST) await late;
      return answering(path, init);
    });
    await press("referrals-again");
    await press("say-accepted", row("FS-1"));
    await act(async () => {
      release();
      await settle();
    });
    expect(of(asked, "POST", LIST)).toHaveLength(2);
    expect(row("FS-1").dataset["answer"]).toBe("accepted");
  });

  it("leave the focus where it is when they come", async () => {
    await open();
    expect(document.activeElement).toBe(document.body);
    await press("referrals-all");
    await press("referrals-again");
    expect(document.activeElement).toBe(document.body);
  });

  it("say elsewhere what was not taken, once the line is out of view", async () => {
    let release = (): void => undefined;
    const late = new Promise<void>((resolve) => (release = resolve));
    await open({ [`POST ${ANSWER}`]: refusal(503, "journal_unavailable", "try again in a moment") });
    const { fetch: answering } = globalThis;
    vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
      if (path === ANSWER) await late;
      return answering(path, init);
    });
    await press("say-accepted", row("FS-1"));
    await press("referrals-accepted");
    await act(async () => {
      release();
      await settle();
    });
    expect(document.body.textContent).toContain("Harbour outreach, FS-1: try again in a moment");
  });

  it("say beside the line why something was not taken", async () => {
    await open({ [`POST ${ANSWER}`]: refusal(503, "journal_unavailable", "try again in a moment") });
    await press("say-accepted", row("FS-2"));
    expect(within(row("FS-2")).getByTestId("refusal").textContent).toContain("Try again in a moment.");
    expect(row("FS-2").dataset["answer"]).toBe("acknowledged");
  });

  it("say when there are none, and how many are left off", async () => {
    await open({ [`POST ${LIST}`]: listed([]) });
    expect(screen.getByTestId("empty").textContent).toContain(w.none);
    cleanup();
    const asked = await open({ [`POST ${LIST}`]: listed(LINES, 7) });
    expect(document.body.textContent).toContain("7 more are left off");
    expect(screen.queryByTestId("referrals-find-all")).toBeNull();
    fireEvent.change(screen.getByTestId("referrals-search"), { target: { value: " FS-77 " } });
    await press("referrals-find-all");
    expect(of(asked, "POST", LIST).at(-1)).toEqual({ board: "fellside", find: "FS-77" });
    await press("referrals-find-none");
    expect(of(asked, "POST", LIST).at(-1)).toEqual({ board: "fellside" });
  });
});
