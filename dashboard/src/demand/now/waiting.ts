// Responses that nobody has looked at yet, oldest first, each with its grade's clock. Pure.

import type { GradeView, IncidentBrief, SchemeView } from "../../live/protocol.gen";

/** The force's promise for the grade. `met` and `late` are settled; the others still run. */
export type Clock =
  | { kind: "none" }
  | { kind: "met"; tookMs: number }
  | { kind: "late"; byMs: number }
  | { kind: "running"; leftMs: number; share: number; nearly: boolean }
  | { kind: "over"; byMs: number; share: 1 };

export interface Waiting {
  response: string;
  number: string;
  beat: string | null;
  grade: string;
  gradeLabel: string;
  /** 1 is the most urgent; unknown grades come last. */
  rank: number;
  receivedAt: number;
  waitedMs: number;
  clock: Clock;
  repeat: boolean;
  policeThere: boolean;
  synthetic: boolean;
}

/** From this share of the promise on, a running clock is nearly out. */
export const NEARLY = 0.75;
const UNKNOWN_RANK = 99;
const MINUTE = 60_000;

export function gradeOf(scheme: Pick<SchemeView, "grades">, code: string): GradeView | null {
  return scheme.grades.find((grade) => grade.code === code) ?? null;
}

/** Runs from the last change of grade until the first police unit is at scene. */
export function clockOf(
  brief: Pick<IncidentBrief, "graded_at" | "first_at_scene_at">,
  grade: GradeView | null,
  now: number,
): Clock {
  if (grade?.attend_minutes == null) return { kind: "none" };
  const promise = grade.attend_minutes * MINUTE;
  if (brief.first_at_scene_at !== null) {
    const took = Math.max(0, brief.first_at_scene_at - brief.graded_at);
    return took > promise ? { kind: "late", byMs: took - promise } : { kind: "met", tookMs: took };
  }
  const gone = Math.max(0, now - brief.graded_at);
  if (gone >= promise) return { kind: "over", byMs: gone - promise, share: 1 };
  const share = gone / promise;
  return { kind: "running", leftMs: promise - gone, share, nearly: share >= NEARLY };
}

export function waitingList(
  briefs: readonly IncidentBrief[],
  scheme: Pick<SchemeView, "grades">,
  now: number,
): Waiting[] {
  const list: Waiting[] = [];
  for (const brief of briefs) {
    // As the figure of those waiting counts them: what the force has closed waits for nobody.
    if (brief.state === "closed") continue;
    const grade = gradeOf(scheme, brief.grade);
    for (const response of brief.responses) {
      if (response.reviewed_at !== null || response.state === "closed") continue;
      list.push({
        response: response.response,
        number: brief.number,
        beat: brief.beat,
        grade: brief.grade,
        gradeLabel: grade?.label ?? brief.grade,
        rank: grade?.rank ?? UNKNOWN_RANK,
        receivedAt: brief.received_at,
        waitedMs: Math.max(0, now - brief.received_at),
        clock: clockOf(brief, grade, now),
        repeat: brief.repeat,
        policeThere: brief.first_at_scene_at !== null,
        synthetic: brief.synthetic,
      });
    }
  }
  return list.sort((a, b) => a.receivedAt - b.receivedAt || a.rank - b.rank || (a.response < b.response ? -1 : 1));
}

/** Counts of the scheme's grades in the scheme's order, most urgent first, then any other. */
export function byGrade(
  counts: readonly { grade: string; count: number }[],
  scheme: Pick<SchemeView, "grades">,
): { code: string; label: string; rank: number; count: number }[] {
  const known = [...scheme.grades]
    .sort((a, b) => a.rank - b.rank)
    .map((grade) => ({
      code: grade.code,
      label: grade.label,
      rank: grade.rank,
      count: counts.find((entry) => entry.grade === grade.code)?.count ?? 0,
    }));
  const others = counts
    .filter((entry) => gradeOf(scheme, entry.grade) === null)
    .map((entry) => ({ code: entry.grade, label: entry.grade, rank: UNKNOWN_RANK, count: entry.count }));
  return [...known, ...others];
}

/** How many of a grade wait although the force's promise has run out with no unit there. */
export function overByGrade(list: readonly Pick<Waiting, "grade" | "clock">[]): ReadonlyMap<string, number> {
  const over = new Map<string, number>();
  for (const { grade, clock } of list) if (clock.kind === "over") over.set(grade, (over.get(grade) ?? 0) + 1);
  return over;
}
