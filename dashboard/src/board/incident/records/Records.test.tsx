// @vitest-environment jsdom
// The records' sections and forms together: what is empty, what is loud, and what one press leads to.
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { ConsentEntry, ConsentView, ReferralView, ServiceView, TimelineEntry } from "../../../live/protocol.gen";
import { records as w } from "../../../words/en.records";
import { press, stage, type, type Stage } from "./testing";

function service(name: string, part: Partial<ServiceView> = {}): ServiceView {
  return { name, category: "support", bands: [], needs: [], languages: [], contact: null, hours: null, ...part };
}

const SCHEME = {
  risk: { sets: [{ id: "dash.v1", name: "Dash", medium_from: 1, high_from: 2, questions: [{ code: "q", label: "Q", section: "" }] }], history_incidents: 3, history_band: "high" as const },
  safety_topics: [
    { id: "home", label: "At home" },
    { id: "phone", label: "Telephone" },
  ],
  needs: [{ id: "housing", label: "housing" }],
  services: [service("Helpline"), service("Idva", { bands: ["high"], needs: ["housing"], languages: ["Polish"] })],
  consent: { purposes: [{ id: "support", label: "Support" }, { id: "marac", label: "Marac" }], for_referral: "support", recipients: ["Housing office"], bases: [{ id: "life", label: "Danger to life" }] },
  outcome_questions: [
    { id: "listened", label: "Felt listened to", kind: "yes_no" as const, unit: null },
    { id: "freed", label: "Time freed", kind: "number" as const, unit: "minutes" },
  ],
};

function consent(part: Partial<ConsentEntry> = {}): ConsentView {
  return { entry: { purpose: "support", recipient: "Idva", decision: "given", how: "spoken", note: "", ...part }, at: 1, by: "A. Hawthorn" };
}

const DRAFT: ReferralView = { referral: "S-1#1~1", state: "drafted", draft: { service: "Idva", needs: ["housing"], note: "" }, at: 1, by: "A. Hawthorn", may_share: false, because: "No consent is recorded for Idva." };

let on: Stage;
afterEach(() => {
  cleanup();
  on.stop();
});

describe("the sections", () => {
  it("say what is not there yet", async () => {
    on = await stage({ scheme: SCHEME });
    for (const text of [w.risk.none, w.plan.none, w.consent.none, w.referral.none]) expect(screen.getByText(text)).toBeTruthy();
  });

  it("do not say that nothing is there while the file is on its way", async () => {
    on = await stage({ scheme: SCHEME, part: null });
    expect(screen.queryByText(w.consent.none)).toBeNull();
    expect(screen.queryByText(w.plan.none)).toBeNull();
  });

  it("are not there where the scheme does not use them", async () => {
    on = await stage({});
    for (const id of ["risk-section", "plan-section", "consent-section", "referral-section"]) expect(screen.queryByTestId(id)).toBeNull();
  });

  it("show the risk with what it rests on, and the earlier ones when asked", async () => {
    const older = { assessment: { set: "dash.v1", source: "received" as const, received_from: "Unit AB12", answers: { q: "no" as const }, reason: "", note: "" }, band: "standard" as const, by_count: "standard" as const, by_history: null, yes: 0, incidents_in_12_months: 1, judged: false, at: 1, by: "A. Hawthorn" };
    const latest = { ...older, assessment: { ...older.assessment, source: "taken_here" as const, received_from: "", answers: { q: "yes" as const }, judgement: "high" as const, reason: "He has the key." }, band: "high" as const, by_count: "medium" as const, yes: 1, judged: true };
    on = await stage({ scheme: SCHEME, part: { risk: [older, latest] } });
    const section = screen.getByTestId("risk-section");
    expect(section.textContent).toContain(w.risk.word("high"));
    expect(section.textContent).toContain("1 of 1 yes → medium");
    expect(section.textContent).toContain("Judged high by A. Hawthorn: He has the key.");
    expect(within(section).queryByText(w.risk.word("standard"))).toBeNull();
    press("risk-earlier");
    expect(screen.getByTestId("risk-earlier").getAttribute("aria-expanded")).toBe("true");
    expect(within(section).getByText(w.risk.word("standard"))).toBeTruthy();
  });
});

describe("consent", () => {
  it("shows the latest line of each pair, a withdrawal loudly, and the whole ledger when asked", async () => {
    on = await stage({ scheme: SCHEME, part: { consents: [consent(), consent({ recipient: "Housing office" }), consent({ decision: "withdrawn" })] } });
    const lines = screen.getAllByTestId("consent-line");
    expect(lines.map((line) => line.dataset["decision"])).toEqual(["withdrawn", "given"]);
    expect(lines[0]?.textContent).toContain(w.consent.stop);
    press("consent-ledger");
    expect(within(screen.getByTestId("consent-section")).getAllByRole("row")).toHaveLength(3 + 4);
  });

  it("is withdrawn with one press, which can be undone", async () => {
    on = await stage({ scheme: SCHEME, part: { consents: [consent()] } });
    press("consent-withdraw");
    expect(on.commands()).toEqual([{ type: "record_consent", response: on.response, entry: { purpose: "support", recipient: "Idva", decision: "withdrawn", how: "spoken", note: "" } }]);
    await on.accept();
    expect(on.done).toHaveBeenCalledWith(w.done.withdrawn("Idva"), { type: "record_consent", response: on.response, entry: { ...consent().entry, note: w.consent.undone } });
  });

  it("offers another line, and no withdrawal, where consent does not stand", async () => {
    on = await stage({ scheme: SCHEME, part: { consents: [consent({ decision: "without_consent", basis: "life" })] } });
    expect(screen.queryByTestId("consent-withdraw")).toBeNull();
    press("consent-change");
    expect(screen.getByTestId<HTMLSelectElement>("consent-recipient").value).toBe("Idva");
    expect(screen.getByTestId<HTMLInputElement>("consent-purpose-support").checked).toBe(true);
    press("consent-decision-withdrawn");
    press("consent-how-spoken");
    press("consent-save");
    expect(screen.getByText(w.consent.nothingToWithdraw)).toBeTruthy();
    expect(on.commands()).toEqual([]);
  });

  it("needs to know how it was said, and without consent the legal basis instead", async () => {
    on = await stage({ scheme: SCHEME, tray: "consent" });
    press("consent-purpose-support");
    type("consent-recipient", "Housing office");
    press("consent-decision-refused");
    press("consent-save");
    expect(screen.getByText(w.consent.needHow)).toBeTruthy();
    press("consent-how-spoken");
    press("consent-decision-without_consent");
    expect(screen.queryByTestId("consent-how-spoken")).toBeNull();
    expect(screen.getByText(w.consent.needBasis)).toBeTruthy();
    expect(on.commands()).toEqual([]);
    type("consent-basis", "life");
    press("consent-save");
    expect(on.commands()).toEqual([{ type: "record_consent", response: on.response, entry: { purpose: "support", recipient: "Housing office", decision: "without_consent", basis: "life", note: "" } }]);
    await on.accept();
    expect(screen.queryByTestId("form-consent")).toBeNull();
  });
});

describe("referrals", () => {
  it("lead from a draft that must not be shared to the consent form for that service", async () => {
    on = await stage({ scheme: SCHEME, part: { referrals: [DRAFT] } });
    expect(screen.getByTestId("referral").textContent).toContain(DRAFT.because);
    press("referral-consent");
    expect(screen.getByTestId<HTMLSelectElement>("consent-recipient").value).toBe("Idva");
    // Put away and opened by its own button, the form asks with whom.
    press("consent-cancel");
    press("record-consent");
    expect(screen.getByTestId<HTMLSelectElement>("consent-recipient").value).toBe("");
  });

  it("are discarded with one press, which can be undone", async () => {
    on = await stage({ scheme: SCHEME, part: { referrals: [DRAFT] } });
    press("referral-discard");
    expect(on.commands()).toEqual([{ type: "discard_referral", referral: DRAFT.referral, reason: "" }]);
    await on.accept();
    expect(on.done).toHaveBeenCalledWith(w.done.discarded("Idva"), { type: "draft_referral", response: on.response, draft: DRAFT.draft });
  });

  it("are drafted to a service that fits, with its reasons in words", async () => {
    on = await stage({ scheme: SCHEME, tray: "referral", row: { language: "Polish" }, part: { referrals: [{ ...DRAFT, draft: { ...DRAFT.draft, service: "Helpline" } }] } });
    press("referral-need-housing");
    const first = screen.getAllByRole("radio")[0]?.closest("label")?.textContent ?? "";
    expect(first).toContain("Idva");
    expect(first).toContain("meets: housing · speaks Polish");
    press("referral-save");
    expect(screen.getByText(w.referral.needService)).toBeTruthy();
    press("referral-service-helpline");
    expect(screen.getByText(w.referral.alreadyNeed)).toBeTruthy();
    press("referral-service-idva");
    press("referral-save");
    expect(on.commands()).toEqual([{ type: "draft_referral", response: on.response, draft: { service: "Idva", needs: ["housing"], note: "" } }]);
    await on.accept();
    expect(screen.queryByTestId("form-referral")).toBeNull();
  });
});

describe("the safety plan", () => {
  it("is written by topic, and keeps what was written under one that is taken out again", async () => {
    on = await stage({ scheme: SCHEME, tray: "plan" });
    press("plan-save");
    expect(screen.getByText(w.plan.needStep)).toBeTruthy();
    press("plan-topic-phone");
    type("plan-text-phone", "Sister's phone");
    press("plan-topic-home");
    press("plan-topic-phone");
    press("plan-topic-phone");
    press("plan-agreed");
    press("plan-save");
    expect(on.commands()).toEqual([{ type: "record_safety_plan", response: on.response, plan: { steps: [{ topic: "home", text: "" }, { topic: "phone", text: "Sister's phone" }], agreed: true, note: "" } }]);
    await on.accept();
  });

  it("does not take over that an earlier one was gone through", async () => {
    on = await stage({ scheme: SCHEME, tray: "plan", part: { plan: { plan: { steps: [{ topic: "home", text: "Key safe" }], agreed: true, note: "" }, at: 1, by: "A. Hawthorn" } } });
    expect(screen.getByTestId<HTMLInputElement>("plan-text-home").value).toBe("Key safe");
    expect(screen.getByTestId<HTMLInputElement>("plan-agreed").checked).toBe(false);
  });
});

describe("the outcome", () => {
  it("is filled from the records and hints where they disagree", async () => {
    on = await stage({ scheme: SCHEME, tray: "outcome", part: { referrals: [DRAFT], plan: { plan: { steps: [], agreed: true, note: "" }, at: 1, by: "A" } } });
    press("outcome-kind-engaged_by_visit");
    press("outcome-referral-referred");
    expect(screen.getByTestId<HTMLInputElement>("outcome-service-idva").checked).toBe(true);
    expect(screen.getByTestId<HTMLInputElement>("outcome-plan").checked).toBe(true);
    expect(screen.getByTestId("outcome-hint-consent").textContent).toContain("Idva");
    press("outcome-refuge");
    type("outcome-children", "2");
    press("outcome-question-listened-1");
    type("outcome-question-freed", "half an hour");
    press("outcome-save");
    expect(screen.getByText(w.outcome.numberNeed)).toBeTruthy();
    type("outcome-question-freed", "30");
    press("outcome-save");
    expect(on.commands()).toEqual([
      {
        type: "record_outcome",
        response: on.response,
        outcome: { kind: "engaged_by_visit", referral: "referred", services: ["Idva"], refuge_placed: true, children_placed: 2, safety_plan_made: true, answers: { listened: 1, freed: 30 }, note: "" },
      },
    ]);
    await on.accept();
  });
});

it("closes with an undo that opens it again, and shows what the scheme asked", async () => {
  const outcome = { kind: "engaged_by_phone" as const, referral: "not_offered" as const, services: [], refuge_placed: false, children_placed: 0, safety_plan_made: false, answers: { listened: 0, freed: 30 }, note: "" };
  on = await stage({ scheme: SCHEME, own: { state: "outcome_recorded", outcome: { ...outcome, at: 1, by: "A. Hawthorn" } }, part: { outcome } });
  expect(screen.getByTestId("outcome-answers").textContent).toBe("Felt listened to: No · Time freed: 30 minutes");
  press("close-response");
  await on.accept();
  expect(on.done.mock.calls[0]?.[1]).toEqual({ type: "reopen_response", response: on.response, reason: "Undone within ten seconds" });
});

describe("the log", () => {
  const entry = (seq: number, part: Partial<TimelineEntry> = {}): TimelineEntry => ({ at: seq * 60_000, arrived_at: null, seq, origin: "ours", topic: "note", by: "A. Hawthorn", words: `Entry ${seq}`, text: null, response: null, corrects: null, kept: "shared", shared_on: null, synthetic: false, ...part });
  const items = (): string[] => within(screen.getByTestId("timeline")).getAllByRole("listitem").map((item) => item.textContent);

  it("says when an act came that was done out of signal", async () => {
    on = await stage({ timeline: [entry(1, { arrived_at: 27 * 60_000 }), entry(2)] });
    expect(screen.getAllByTestId("came-late").map((each) => each.textContent)).toEqual([expect.stringMatching(/^came \d\d:27$/)]);
  });

  it("is filtered by origin, topic and words", async () => {
    on = await stage({ timeline: [entry(1, { origin: "force", topic: "log", text: "He left" }), entry(2, { topic: "contact" }), entry(3)] });
    press("timeline-origin-force");
    expect(items()).toHaveLength(1);
    press("timeline-origin-all");
    press("timeline-topic-note");
    expect(items()).toHaveLength(1);
    press("timeline-topic-contact");
    expect(items()).toHaveLength(2);
    type("timeline-search", "nothing like it");
    expect(screen.getByText(w.timeline.noMatch)).toBeTruthy();
    press("timeline-clear");
    expect(items()).toHaveLength(3);
  });

  it("draws two hundred, and all of them when asked", async () => {
    on = await stage({ timeline: Array.from({ length: 230 }, (_, index) => entry(index + 1)) });
    expect(items()).toHaveLength(200);
    expect(items()[0]).toContain("Entry 230");
    press("timeline-all");
    expect(items()).toHaveLength(230);
  });

  it("is corrected by a further entry; both say so and lead to each other", async () => {
    on = await stage({ timeline: (response) => [entry(1, { origin: "force", topic: "log" }), entry(2, { response }), entry(3, { response, corrects: 2, text: "Her brother" })] });
    fireEvent.click(screen.getByTestId("timeline-corrected"));
    expect(document.activeElement?.textContent).toContain("Her brother");
    fireEvent.click(screen.getByTestId("timeline-corrects"));
    expect(document.activeElement?.textContent).toContain("Entry 2");
    const [, older, none] = screen.getAllByTestId("timeline-correct");
    // The force's entry has none.
    expect(none).toBeUndefined();
    if (older !== undefined) fireEvent.click(older);
    type("correct-text", "It was her father.");
    press("correct-save");
    expect(on.commands()).toEqual([{ type: "add_note", response: on.response, text: "It was her father.", corrects: 2 }]);
    await on.accept();
    expect(on.done).toHaveBeenCalledOnce();
  });

  it("says for whom an entry is kept in words, and on what it was shared", async () => {
    on = await stage({ timeline: [entry(1), entry(2, { kept: "charity" }), entry(3, { kept: "police", shared_on: "legal_duty" })] });
    expect(screen.getAllByTestId("kept").map((mark) => mark.textContent)).toEqual(["Police only, shared by law", "Charity only"]);
  });

  it("lets a note for one side be shared, on a ground and with a reason, once", async () => {
    on = await stage({ timeline: (response) => [entry(1, { origin: "force", kept: "police" }), entry(2, { response, kept: "charity", text: "He knows her work address" }), entry(3, { response, kept: "police", shared_on: "consent" }), entry(4, { response })] });
    // Not the force's own remark, not what is shared already, not what both read.
    press("timeline-share");
    expect(screen.getByTestId("form-share").textContent).toContain("He knows her work address");
    expect(screen.getByTestId("form-share").textContent).toContain(w.share.goes.charity);
    press("share-save");
    expect(on.commands()).toEqual([]);
    expect(screen.getByText(w.share.basisNeed)).toBeTruthy();
    press("share-basis-vital_interests");
    type("share-reason", "He was seen near her work");
    press("share-save");
    expect(on.commands()).toEqual([{ type: "share_note", response: on.response, note: 2, basis: "vital_interests", reason: "He was seen near her work" }]);
    await on.accept();
    expect(on.done).toHaveBeenCalledOnce();
  });

  it("finds an entry that a filter hides", async () => {
    on = await stage({ timeline: [entry(2, { topic: "contact" }), entry(3, { corrects: 2 })] });
    press("timeline-topic-note");
    expect(items()).toHaveLength(1);
    fireEvent.click(screen.getByTestId("timeline-corrects"));
    expect(document.activeElement?.textContent).toContain("Entry 2");
  });
});
