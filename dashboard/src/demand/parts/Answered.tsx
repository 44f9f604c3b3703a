// What stands where something was asked for: on its way, no link, refused, or come and perhaps old.
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { useTrust } from "../../live";
import { ProblemNote } from "../../session/ProblemNote";
import type { Loaded } from "../../session/useAnswer";
import { Button, EmptyState } from "../../ui";
import { announce } from "../../ui/toasts";
import { en } from "../../words/en";
import { parts as w } from "../../words/en.demand.parts";
import styles from "./Answered.module.css";

type Props<T> = {
  of: Loaded<T>;
  loading: string;
  children: (value: T) => ReactNode;
  /** The fault is said beside the field that is to blame. */
  isSaid?: boolean;
  /** What a screen reader hears when it has come, and each time that it has come anew. */
  heard?: (value: T) => string;
};

export function Answered<T>({ of, loading, children, isSaid = false, heard }: Props<T>): ReactNode {
  const { value, problem, again } = of;
  const isAway = problem?.code === "unreachable";
  const { link } = useTrust();
  useEffect(() => {
    if (isAway && link === "live") again();
  }, [isAway, link, again]);
  const hear = useEffectEvent((came: T) => {
    if (heard !== undefined) announce(heard(came));
  });
  useEffect(() => {
    if (value !== null) hear(value);
  }, [value]);
  const tryAgain = (
    <Button onClick={again} pending={of.loading} data-testid="again">
      {en.again}
    </Button>
  );
  if (value === null) {
    if (problem === null) {
      return (
        <div aria-busy="true" data-testid="loading">
          <EmptyState title={loading} />
        </div>
      );
    }
    if (isSaid) return null;
    return isAway ? (
      <div role="status" className={styles["away"]} data-testid="away">
        <EmptyState title={w.away}>
          <p>{w.awayWords}</p>
          {tryAgain}
        </EmptyState>
      </div>
    ) : (
      <ProblemNote problem={problem}>{tryAgain}</ProblemNote>
    );
  }
  return (
    <>
      {problem === null || isSaid ? null : isAway ? (
        <p role="status" className={styles["old"]} data-testid="old">
          {w.away}. {w.old} {tryAgain}
        </p>
      ) : (
        <ProblemNote problem={problem}>{tryAgain}</ProblemNote>
      )}
      <div className={styles["value"]} aria-busy={of.loading || undefined} data-old={of.loading || problem !== null || undefined}>
        {of.loading ? (
          <p className={styles["counting"]} role="status">
            {w.counting}
          </p>
        ) : null}
        {children(value)}
      </div>
    </>
  );
}
