// Why a row stands where it does, in words: its points, what adds to them, and what goes above or below them.
import type { IncidentRow, SchemeView } from "../../live/protocol.gen";
import { list as w } from "../../words/en.list";
import { unanswered } from "../logic/order";
import { totalPoints, waitingPoints } from "../logic/priority";
import { isSettled } from "../logic/rows";

export type Why = {
  points: number;
  factors: { name: string; points: number }[];
  /** What counts before the points do. */
  marks: string[];
};

export function whyOf(row: IncidentRow, scheme: SchemeView | null, now: number): Why {
  const { priority } = row;
  const factors = priority.factors.map(({ factor, points }) => ({ name: w.points.factor(factor, row.grade), points }));
  const waiting = waitingPoints(priority, scheme?.priority, now);
  if (priority.waiting_since !== null && waiting !== 0) factors.push({ name: w.points.waiting(now - priority.waiting_since), points: waiting });
  const marks: string[] = [];
  if (isSettled(row)) marks.push(w.points.settledLong);
  else if (unanswered(row) < 2) marks.push(w.points.escalationLong);
  if (priority.standing !== "by_factors") {
    const what = priority.standing === "pinned" ? w.points.pinnedLong : w.points.loweredLong;
    marks.push(priority.standing_by === null ? what : `${what} (${w.points.by(priority.standing_by)})`);
  }
  return { points: totalPoints(priority, scheme?.priority, now), factors, marks };
}

/** "41 points: grade 1 40, children 8, spoken with −15, waiting 20 min 4. Pinned: stands above the points" */
export function whySentence(why: Why): string {
  return w.points.sentence(
    why.points,
    why.factors.map(({ name, points }) => w.points.part(name, points)),
    why.marks,
  );
}
