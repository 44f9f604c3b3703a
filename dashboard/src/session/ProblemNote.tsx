// A request that was not done, drawn like any other refusal.
import type { ReactNode } from "react";
import { ErrorNote } from "../ui/ErrorNote";
import { account as w } from "../words/en.account";
import type { Problem } from "./http";

type Props = { problem: Problem; kept?: boolean; children?: ReactNode };

export function ProblemNote({ problem, kept = false, children }: Props): ReactNode {
  const { found, allowed } = problem;
  const code = problem.code === "unreachable" || problem.code === "unreadable" ? "internal" : problem.code;
  return (
    <ErrorNote refusal={{ code, message: problemText(problem), ...(found === undefined ? {} : { found }), ...(allowed === undefined ? {} : { allowed }) }} kept={kept}>
      {children}
    </ErrorNote>
  );
}

/** The server's own words where it said any. */
export function problemText({ code, detail, retryAfterS }: Problem): string {
  if (code === "unreachable") return w.problem.unreachable;
  if (code === "rate_limited") return w.problem.limited(retryAfterS);
  return detail === "" ? w.problem.unknown : detail;
}
