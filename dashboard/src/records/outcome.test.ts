import { describe, expect, it } from "vitest";
import type { AttemptView, ConsentView, OutcomeQuestion, ReferralView } from "../live/protocol.gen";
import { fileOf, response } from "../testing/sample";
import { answersOf, draftedServices, fieldsOf, hintsOf, planAgreed, wholeNumber, wrongFields } from "./outcome";

const QUESTIONS: OutcomeQuestion[] = [
  { id: "listened", label: "Felt listened to", kind: "yes_no", unit: null },
  { id: "freed", label: "Police time freed", kind: "number", unit: "minutes" },
];

function referral(service: string, part: Partial<ReferralView> = {}): ReferralView {
  return { referral: `S-1#1~${service}`, state: "drafted", draft: { service, needs: [], note: "" }, at: 1, by: "A. Hawthorn", may_share: false, because: "", ...part };
}

const consent: ConsentView = { entry: { purpose: "support", recipient: "Idva", decision: "given", how: "spoken", note: "" }, at: 1, by: "A. Hawthorn" };
const spoke: AttemptView = { attempt: { channel: "phone", result: "spoke_safely", number: "", note: "" }, at: 1, by: "A. Hawthorn" };

describe("the scheme's own questions", () => {
  it("sends what was asked and leaves out the rest; a no is an answer", () => {
    expect(answersOf(QUESTIONS, { listened: "0", freed: " 45 " })).toEqual({ listened: 0, freed: 45 });
    expect(answersOf(QUESTIONS, { listened: "", freed: "" })).toEqual({});
    expect(answersOf(QUESTIONS, { elsewhere: "1" })).toEqual({});
  });

  it("comes back as it was", () => {
    expect(answersOf(QUESTIONS, fieldsOf({ listened: 1, freed: 0 }))).toEqual({ listened: 1, freed: 0 });
    expect(fieldsOf(undefined)).toEqual({});
  });

  it.each(["-1", "1.5", "many", "1e3", "1000001"])("takes %s for no number", (text) => {
    expect(wrongFields(QUESTIONS, { freed: text })).toEqual(["freed"]);
  });

  it("reads whole numbers up to a limit", () => {
    expect(wholeNumber("99", 99)).toBe(99);
    expect(wholeNumber("100", 99)).toBeNull();
    expect(wholeNumber("")).toBeNull();
  });
});

describe("what is filled in from the records", () => {
  it("names each drafted service once, while the directory has it", () => {
    const part = fileOf("S-1#1", { referrals: [referral("Idva"), referral("Idva"), referral("Refuge", { state: "discarded" }), referral("Gone")] });
    expect(draftedServices(part, [{ name: "Idva" }, { name: "Refuge" }])).toEqual(["Idva"]);
    expect(draftedServices(undefined, [])).toEqual([]);
  });

  it("knows a plan that was gone through", () => {
    expect(planAgreed(response("S-1", { plan_agreed: true }), undefined)).toBe(true);
    expect(planAgreed(response("S-1"), fileOf("S-1#1", { plan: { plan: { steps: [], agreed: false, note: "" }, at: 1, by: "A" } }))).toBe(false);
  });
});

describe("hints", () => {
  const base = { kind: null, referral: null, services: [], plan: false, forReferral: "support", response: response("S-1"), part: fileOf("S-1#1") } as const;
  const about = (part: Partial<Parameters<typeof hintsOf>[0]>): string[] => hintsOf({ ...base, ...part }).map((hint) => hint.about);

  it.each<[string, Partial<Parameters<typeof hintsOf>[0]>, string[]]>([
    ["none at the start", {}, []],
    ["none while the file is away", { part: undefined, referral: "referred", services: ["Idva"], plan: true }, []],
    ["referred without consent", { referral: "referred", services: ["Idva"] }, ["consent"]],
    ["referred with consent", { referral: "referred", services: ["Idva"], part: fileOf("S-1#1", { consents: [consent] }) }, []],
    ["consent was withdrawn since", { referral: "referred", services: ["Idva"], part: fileOf("S-1#1", { consents: [consent, { ...consent, entry: { ...consent.entry, decision: "withdrawn" } }] }) }, ["consent"]],
    ["the server says that it may be shared", { referral: "referred", services: ["Idva"], part: fileOf("S-1#1", { referrals: [referral("Idva", { may_share: true })] }) }, []],
    ["a draft is left", { referral: "declined", part: fileOf("S-1#1", { referrals: [referral("Idva")] }) }, ["drafts"]],
    ["a plan is ticked and none is on record", { plan: true }, ["plan_missing"]],
    ["a plan is on record and not ticked", { response: response("S-1", { plan_agreed: true }) }, ["plan_unticked"]],
    ["engaged by phone, and nobody spoke", { kind: "engaged_by_phone" }, ["spoke_missing"]],
    ["engaged by phone, and somebody spoke", { kind: "engaged_by_phone", part: fileOf("S-1#1", { attempts: [spoke] }) }, []],
    ["not reached, and somebody spoke", { kind: "could_not_reach", part: fileOf("S-1#1", { attempts: [spoke] }) }, ["reached"]],
  ])("%s", (_, part, expected) => {
    expect(about(part)).toEqual(expected);
  });

  it("names only the services without consent", () => {
    expect(hintsOf({ ...base, referral: "referred", services: ["Idva", "Refuge"], part: fileOf("S-1#1", { consents: [consent] }) })).toEqual([{ about: "consent", services: ["Refuge"] }]);
  });
});
