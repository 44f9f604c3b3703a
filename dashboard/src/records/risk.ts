// Which band an assessment gives, what that rests on, and which questions of one that was taken elsewhere are asked again. Pure.
import type { Answer, QuestionSetView, RiskAssessment, RiskBand, RiskRulesView, RiskSource, RiskView } from "../live/protocol.gen";

/** From the least to the greatest. */
export const BANDS: readonly RiskBand[] = ["standard", "medium", "high"];

export type Answers = RiskAssessment["answers"];

function rank(band: RiskBand | null): number {
  return band === null ? -1 : BANDS.indexOf(band);
}

function higher(a: RiskBand | null, b: RiskBand | null): RiskBand | null {
  return rank(b) > rank(a) ? b : a;
}

/** A set without counts says nothing by itself: the worker's judgement gives its band. */
export function hasCounts(set: QuestionSetView): boolean {
  return set.medium_from !== null || set.high_from !== null;
}

export function countOf(set: QuestionSetView, answers: Answers, answer: Answer): number {
  return set.questions.filter((question) => answers[question.code] === answer).length;
}

export type BandIn = {
  set: QuestionSetView;
  answers: Answers;
  /** This one counted. */
  incidents_in_12_months: number;
  rules: Pick<RiskRulesView, "history_incidents" | "history_band">;
  judgement: RiskBand | null;
  /** The band that stands before this assessment, if there is one. */
  before?: RiskBand | null;
};

export type BandFound = {
  yes: number;
  byCount: RiskBand | null;
  byHistory: RiskBand | null;
  /** What count and history say together. Null: neither says anything. */
  reckoned: RiskBand | null;
  /** What counts now. Null: a judgement is needed, as this set has no count. */
  band: RiskBand | null;
  /** The judgement is another band than count and history give. */
  differs: boolean;
  /** Below the band before. */
  lowered: boolean;
  /** A person reads why: where the judgement differs, and wherever a band falls. Never silently lower. */
  needsReason: boolean;
};

export function bandOf({ set, answers, incidents_in_12_months, rules, judgement, before = null }: BandIn): BandFound {
  const yes = countOf(set, answers, "yes");
  const byCount = !hasCounts(set) ? null : yes >= (set.high_from ?? Infinity) ? "high" : yes >= (set.medium_from ?? Infinity) ? "medium" : "standard";
  const byHistory = rules.history_incidents !== null && incidents_in_12_months >= rules.history_incidents ? rules.history_band : null;
  const reckoned = higher(byCount, byHistory);
  // History raises what was counted; where nothing was counted it does not stand in for the judgement.
  const band = judgement ?? (byCount === null ? null : reckoned);
  const differs = judgement !== null && reckoned !== null && judgement !== reckoned;
  const lowered = before !== null && band !== null && rank(band) < rank(before);
  return { yes, byCount, byHistory, reckoned, band, differs, lowered, needsReason: differs || lowered };
}

/** Taken elsewhere and passed to us: it is not taken anew, only revisited. */
export function canRevisit(latest: RiskView | undefined): boolean {
  return latest !== undefined && latest.assessment.source !== "taken_here";
}

export function sourceToStartWith(latest: RiskView | undefined): RiskSource {
  return canRevisit(latest) ? "revisited" : "taken_here";
}

/** The questions of a revisit: those that were answered "no". */
export function isAskedAgain(before: Answers, code: string): boolean {
  return before[code] === "no";
}

/** The whole assessment after a revisit. What was not asked again stands as it was given. */
export function merged(set: QuestionSetView, before: Answers, now: Answers): Answers {
  const all: Answers = {};
  for (const { code } of set.questions) {
    const given = before[code];
    if (given === undefined) continue;
    const again = now[code];
    all[code] = isAskedAgain(before, code) && again !== undefined && again !== "not_asked" ? again : given;
  }
  return all;
}

export type Rests =
  | { on: "count"; yes: number; of: number | null; band: RiskBand | null }
  | { on: "history"; incidents: number; band: RiskBand }
  | { on: "judgement"; band: RiskBand; by: string; reason: string };

/** What the band of an assessment rests on, in the order in which it was found. */
export function restsOn(view: RiskView, rules: RiskRulesView): Rests[] {
  const set = rules.sets.find((each) => each.id === view.assessment.set);
  const rests: Rests[] = [{ on: "count", yes: view.yes, of: set?.questions.length ?? null, band: view.by_count }];
  if (view.by_history !== null && rank(view.by_history) > rank(view.by_count)) {
    rests.push({ on: "history", incidents: view.incidents_in_12_months, band: view.by_history });
  }
  const { judgement, reason } = view.assessment;
  if (judgement !== undefined) rests.push({ on: "judgement", band: judgement, by: view.by, reason });
  return rests;
}

/** Questions of a set by section, both in the set's order. */
export function bySection(set: QuestionSetView): { section: string; questions: QuestionSetView["questions"] }[] {
  const sections: { section: string; questions: QuestionSetView["questions"] }[] = [];
  for (const question of set.questions) {
    const here = sections.find((each) => each.section === question.section);
    if (here === undefined) sections.push({ section: question.section, questions: [question] });
    else here.questions.push(question);
  }
  return sections;
}
