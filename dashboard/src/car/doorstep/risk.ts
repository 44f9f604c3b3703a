// What of an assessment is asked at the door: the whole set, or only what an earlier one has left open. Pure.
import type { Answer, QuestionSetView, QuestionView, RiskAssessment, RiskSource } from "../../live/protocol.gen";
import { isAskedAgain, merged, type Answers } from "../../records/risk";

/** What the questions rest on. `given` null: nobody's answers are known here, and the whole set is asked. */
export type Ground = { set: string; source: RiskSource; from: string; given: Answers | null };

/** What was taken elsewhere is revisited; what was taken here goes on, with its answers. */
export function groundOf(latest: RiskAssessment | null, sets: readonly QuestionSetView[]): Ground {
  const set = sets.find((each) => each.id === latest?.set);
  if (latest === null || set === undefined) return { set: sets[0]?.id ?? "", source: "taken_here", from: "", given: null };
  const source = latest.source === "taken_here" ? "taken_here" : "revisited";
  return { set: set.id, source, from: source === "revisited" ? latest.received_from : "", given: latest.answers };
}

export type Parts = {
  /** Gone over: all of them, or those that were answered "no". */
  asked: QuestionView[];
  /** Never answered before. In a revisit they stand as they are: it asks nothing new. */
  unanswered: QuestionView[];
  /** As they were answered, and not changed here. */
  given: QuestionView[];
};

export function partsOf(set: QuestionSetView, { given, source }: Pick<Ground, "given" | "source">): Parts {
  if (given === null) return { asked: set.questions, unanswered: [], given: [] };
  const asked = set.questions.filter(({ code }) => isAskedAgain(given, code));
  const unanswered = source === "revisited" ? [] : set.questions.filter(({ code }) => isOpen(given[code]));
  return { asked, unanswered, given: set.questions.filter((each) => !asked.includes(each) && !unanswered.includes(each)) };
}

/** The whole assessment: what was answered now on what stood before. */
export function answersOf(set: QuestionSetView, { given, source }: Pick<Ground, "given" | "source">, now: Answers): Answers {
  if (given !== null && source === "revisited") return merged(set, given, now);
  const all: Answers = {};
  for (const { code } of set.questions) {
    const before = given?.[code];
    const answer = before === undefined || before === "no" || isOpen(before) ? (now[code] ?? before) : before;
    if (answer !== undefined) all[code] = answer;
  }
  return all;
}

function isOpen(answer: Answer | undefined): boolean {
  return answer === undefined || answer === "not_asked" || answer === "dont_know";
}
