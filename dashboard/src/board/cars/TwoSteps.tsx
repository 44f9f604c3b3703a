// An act that a slip must not do: the first press asks, the second does it, and left alone it asks no more.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTrust, type Act } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { cars as w } from "../../words/en.cars";
import styles from "./TwoSteps.module.css";

/** So long the second press is waited for. */
export const ASK_MS = 10_000;
/** A second press of the same double press must not be the deliberate one. */
export const SECOND_MS = 400;

type Props = {
  first: string;
  /** The first button's whole name, where there are several of its kind. */
  name: string;
  ask: string;
  go: string;
  /** Only for immediate risk to life. */
  danger?: boolean;
  act: Act;
  onGo: () => void;
  testId: string;
};

export function TwoSteps({ first, name, ask, go, danger = false, act, onGo, testId }: Props): ReactNode {
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const box = useRef<HTMLSpanElement>(null);
  const away = useTrust().link === "offline";
  const pending = act.status === "pending";
  const asks = askedAt !== null || pending;

  useEffect(() => {
    if (askedAt === null || pending) return undefined;
    const timer = setTimeout(() => setAskedAt(null), ASK_MS);
    return () => clearTimeout(timer);
  }, [askedAt, pending]);
  // The focus goes on to the question, and back when it is put away.
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current === asks) return;
    asked.current = asks;
    const here = document.activeElement;
    // It may open below the edge of the pane, and is scrolled into sight with the focus.
    if (asks || here === null || here === document.body) box.current?.querySelector("button")?.focus();
  }, [asks]);

  return (
    <span ref={box} className={styles["box"]}>
      {asks ? (
        <span
          role="group"
          aria-label={ask}
          className={styles["asks"]}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // The question is put away, and nothing else with it.
            event.stopPropagation();
            setAskedAt(null);
          }}
        >
          <span className={styles["ask"]}>{ask}</span>
          <Button size="small" tone={danger ? "danger" : "plain"} pending={pending} onClick={() => (askedAt !== null && Date.now() - askedAt >= SECOND_MS ? onGo() : undefined)} data-testid={`${testId}-go`}>
            {go}
          </Button>
          {pending ? (
            away && <span className={styles["ask"]}>{w.radio.waits}</span>
          ) : (
            <Button size="small" tone="quiet" onClick={() => setAskedAt(null)} data-testid={`${testId}-back`}>
              {w.radio.back}
            </Button>
          )}
        </span>
      ) : (
        <Button size="small" tone="quiet" aria-label={name} onClick={() => setAskedAt(Date.now())} data-testid={testId}>
          {first}
        </Button>
      )}
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </span>
  );
}
