// What stands where something was fetched: on its way, not come, or come and perhaps old.
import type { ReactNode } from "react";
import type { Loaded } from "../session/useAnswer";
import { ProblemNote } from "../session/ProblemNote";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { en } from "../words/en";

type Props<T> = { of: Loaded<T>; loading: string; children: (value: T) => ReactNode };

export function State<T>({ of, loading, children }: Props<T>): ReactNode {
  return (
    <>
      {of.problem !== null && (
        <ProblemNote problem={of.problem}>
          <Button size="small" onClick={of.again} pending={of.loading}>
            {en.again}
          </Button>
        </ProblemNote>
      )}
      {of.value !== null && children(of.value)}
      {of.value === null && of.problem === null && (
        <div aria-busy="true" data-testid="loading">
          <EmptyState title={loading} />
        </div>
      )}
    </>
  );
}
