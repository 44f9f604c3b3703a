// What the server says is wrong, beside the field that it is about.
import type { Problem } from "../../session/http";
import { parts as w } from "../../words/en.demand.parts";

/** Null: that field is not to blame. */
export function faultOf(problem: Problem | null, field: string): string | null {
  if (problem?.field !== field) return null;
  const { found, allowed, detail } = problem;
  return found !== undefined && allowed !== undefined ? w.period.fault(found, allowed) : detail;
}

/** Whether it is said beside one of these fields. */
export function isOf(problem: Problem | null, fields: readonly string[]): boolean {
  return problem?.field !== undefined && fields.includes(problem.field);
}
