// What the plan would reach, against sending the nearest car to whoever has waited longest: two figures, in words and as a table.
import type { ReactNode } from "react";
import type { PlanView } from "../../live/protocol.gen";
import { Disclosure } from "../../ui/Disclosure";
import { shortSpan } from "../../words/en";
import { plan as w } from "../../words/en.plan";
import { gainOf } from "../logic/plan";
import styles from "./PlanFigures.module.css";

export function PlanFigures({ plan }: { plan: PlanView }): ReactNode {
  const { all, moreReached, sooner_ms: sooner } = gainOf(plan);
  const ways = [
    [w.figures.this, plan.proposed],
    [w.figures.nearest, plan.nearest_first],
  ] as const;
  const gains = [
    moreReached > 0 ? w.figures.more(moreReached) : moreReached < 0 ? w.figures.fewer(-moreReached) : null,
    sooner >= 60_000 ? w.figures.sooner(shortSpan(sooner)) : sooner <= -60_000 ? w.figures.later(shortSpan(-sooner)) : null,
  ].filter((part) => part !== null);
  return (
    <div className={styles["figures"]} data-testid="plan-figures">
      <table>
        <caption className="sr">{w.figures.label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{w.figures.way}</span>
            </th>
            <th scope="col">{w.figures.reached}</th>
            <th scope="col">{w.figures.wait}</th>
          </tr>
        </thead>
        <tbody>
          {ways.map(([name, wait]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{w.figures.of(wait.reached, all)}</td>
              <td>{shortSpan(wait.weighted_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["gain"]} data-testid="plan-gain">
        {gains.length === 0 ? w.figures.same : gains.join(", ")}
      </p>
      <Disclosure label={w.figures.how} testId="plan-how">
        <div className={styles["how"]}>
          {w.figures.howText.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </Disclosure>
    </div>
  );
}
