// A request that was not done, drawn like any other refusal.
import type { ReactNode } from "react";
import { ErrorNote } from "../ui/ErrorNote";
import { account as w } from "../words/en.account";
import type { Problem } from "./http";
import { secondsLeft } from "./problem";

type Props = { problem: Problem; kept?: boolean; children?: ReactNode };

export function ProblemNote({ problem, kept = false, children }: Props): ReactNode {
  const { code, found, allowed } = problem;
  return (
    <ErrorNote refusal={{ code, message: problemText(problem), ...(found === undefined ? {} : { found }), ...(allowed === undefined ? {} : { allowed }) }} kept={kept}>
      {children}
    </ErrorNote>
  );
}

/** The server's own words where it said any. */
export function problemText(problem: Problem): string {
  const { code, detail, field } = problem;
  if (code === "unreachable") return w.problem.unreachable;
  if (code === "rate_limited" || code === "account_locked") return w.problem.limited(secondsLeft(problem));
  // What was found and what is allowed stand in a line of their own.
  if (field !== undefined && detail.startsWith(`${field}: found`)) return w.problem.unfit;
  return detail === "" ? w.problem.unknown : detail;
}

/** The same beside the one field that is to blame; null: it is not that field. */
export function fieldFault(problem: Problem | null, field: keyof typeof w.fault): string | null {
  if (problem?.code !== "field_invalid" || problem.field !== field) return null;
  return field === "new" ? problem.detail : w.fault[field];
}

const FIELDS: ReadonlySet<string> = new Set(Object.keys(w.fault));

/** Whether the fault is said beside its field. */
export function isOfField(problem: Problem): boolean {
  return problem.code === "field_invalid" && problem.field !== undefined && FIELDS.has(problem.field);
}
