// What an answer comes to, in one line: the difference first.
import type { CoverAnswer } from "../../live/protocol.gen";
import { cover } from "../../words/en.demand.cover";
import { parts as p } from "../../words/en.demand.parts";
import { difference } from "./compare";

const w = cover.answer;
/** Less than this is no difference in the one decimal that is shown. */
const LEAST = 0.05;

export function headline(answer: Pick<CoverAnswer, "asked" | "now">): string {
  const { aWeek } = difference(answer);
  const [asked, now] = [p.one(answer.asked.incidents_a_week.middle), p.one(answer.now.incidents_a_week.middle)];
  if (Math.abs(aWeek) < LEAST) return w.same(asked);
  return aWeek > 0 ? w.more(p.one(aWeek), asked, now) : w.fewer(p.one(-aWeek), asked, now);
}
