// Whom the scheme is meant for, with each reason. A call is never hidden for it, and the panel says so.
import type { ReactNode } from "react";
import type { EligibilityReason, EligibilityView } from "../../../live/protocol.gen";
import { contact as w } from "../../../words/en.contact";
import { Section } from "../Section";
import styles from "./Facts.module.css";

export function EligibilityPanel({ eligibility }: { eligibility: EligibilityView | null }): ReactNode {
  if (eligibility === null) return null;
  return (
    <Section title={w.eligibility.title} testId="eligibility">
      <p>
        <strong data-state={eligibility.state}>{w.eligibility.state[eligibility.state]}</strong>
      </p>
      <ul className={styles["reasons"]}>
        {eligibility.reasons.map((reason) => (
          <li key={reason.words} data-met={String(reason.met)}>
            <ReasonMark met={reason.met} />
            <span>
              {reason.words}
              <span className={reason.met === true ? "sr" : styles["met"]}> {reason.met === null ? w.eligibility.unknown : reason.met ? w.eligibility.met : w.eligibility.notMet}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles["quiet"]}>{w.eligibility.never}</p>
    </Section>
  );
}

function ReasonMark({ met }: { met: EligibilityReason["met"] }): ReactNode {
  const path = met === null ? "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.2" : met ? "m2.5 8.5 3.5 3.5 7.5-8" : "m3.5 3.5 9 9M12.5 3.5l-9 9";
  return (
    <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
