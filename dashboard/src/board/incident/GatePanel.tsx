// Whether a car may go, each condition in words, and a revocation said loudly: hatched, with a shape and a word.
import type { ReactNode } from "react";
import type { GateView } from "../../live/protocol.gen";
import { Ago, At } from "../../ui/Ago";
import { cx } from "../../ui/cx";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { GateMark } from "../list/GateMark";
import styles from "./GatePanel.module.css";
import { Section } from "./Section";

export function GatePanel({ gate }: { gate: GateView }): ReactNode {
  if (gate.state === "not_used") return null;
  const revoked = gate.state === "revoked";
  return (
    <Section title={w.gate.title}>
      <div className={cx(styles["gate"], revoked && styles["revoked"], revoked && "hatched")} data-testid="gate" data-state={gate.state}>
        <p className={styles["state"]}>
          <GateMark state={gate.state} size={18} />
          <strong>{en.gate[gate.state]}</strong>
          {revoked && <span className={styles["word"]}>{w.gate.revoked}</span>}
          {gate.since !== null && <Ago at={gate.since} className={styles["since"]} />}
        </p>
        <p className={styles["words"]} data-testid="gate-sentence">
          {gate.words}
        </p>
        {gate.mode === "alongside" && <p className={styles["detail"]}>{w.gate.alongsideNote}</p>}
        {gate.conditions.length > 0 && (
          <ul className={styles["conditions"]}>
            {gate.conditions.map((condition) => (
              <li key={condition.words} data-met={condition.met}>
                <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
                  {condition.met ? <path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" strokeWidth="2" /> : <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.5 2.5" />}
                </svg>
                <span>{condition.words}</span>
                <span className={styles["met"]}>
                  {condition.met ? w.gate.met : w.gate.notMet} {condition.at !== null && <At at={condition.at} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
