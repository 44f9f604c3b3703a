// What would have been reached: the difference first, then the plans beside each other with their spreads.
import type { CSSProperties, ReactNode } from "react";
import type { CoverReach, HoursView, Spread } from "../../live/protocol.gen";
import { Button } from "../../ui";
import { cover } from "../../words/en.demand.cover";
import { parts as p } from "../../words/en.demand.parts";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";
import styles from "./Answer.module.css";
import { difference, plansOf } from "./compare";
import { isSame } from "./plan";
import type { Answered } from "./useCover";
import { WeekPicture } from "./WeekPicture";
import { headline } from "./words";

const w = cover.answer;

type Props = { of: Answered; isOld: boolean; onTake: (hours: readonly HoursView[]) => void };

export function Answer({ of: { question, answer }, isOld, onTake }: Props): ReactNode {
  const plans = plansOf(answer);
  const { isOverlapping } = difference(answer);
  const isAlike = isSame(answer.asked.hours, answer.now.hours);
  const { best } = answer;
  const title = headline(answer);
  const said = [isOld ? cover.changed : null, isAlike ? w.alike : isOverlapping ? w.overlap : null].filter((part) => part !== null);
  return (
    <Sheet
      title={title}
      sub={said.length === 0 ? undefined : said.join(" ")}
      note={w.eight}
      testId="answer"
    >
      <div className={styles["body"]}>
        <table className={styles["table"]} style={{ "--plans": plans.length } as CSSProperties} data-old={isOld || undefined}>
          <caption className="sr">{title}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">{w.row}</span>
              </th>
              {plans.map(({ name, reach }) => (
                <th key={name} scope="col">
                  <span className={styles["plan"]}>{w[name]}</span>
                  <WeekPicture hours={reach.hours} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row label={w.rows.hours} plans={plans} cell={(reach) => <Plain>{hours(reach.hours_a_week)}</Plain>} />
            <Row
              label={w.rows.week}
              plans={plans}
              isMain
              cell={(reach, name) => (
                <>
                  <Spreaded of={reach.incidents_a_week} format={p.one} />
                  {name === "now" ? null : <span className={styles["against"]}>{w.difference(reach.incidents_a_week.middle - answer.now.incidents_a_week.middle)}</span>}
                </>
              )}
            />
            <Row label={w.rows.incidents} plans={plans} cell={(reach) => <Spreaded of={reach.incidents} format={whole} />} />
            <Row label={w.rows.worker} plans={plans} isPart cell={(reach) => <Spreaded of={reach.by_worker} format={whole} />} />
            <Row label={w.rows.car} plans={plans} isPart cell={(reach) => <Spreaded of={reach.by_car} format={whole} />} />
            <Row label={w.rows.victims} plans={plans} cell={(reach) => <Spreaded of={reach.victims} format={whole} />} />
            <Row label={w.rows.offered} plans={plans} cell={(reach) => <Plain>{p.whole(reach.offered)}</Plain>} />
            <Row label={w.rows.workersBusy} plans={plans} cell={(reach) => <Plain>{share(reach.workers_busy)}</Plain>} />
            <Row label={w.rows.carsBusy} plans={plans} cell={(reach) => <Plain>{share(reach.cars_busy)}</Plain>} />
            <Row label={w.rows.contactWait} plans={plans} cell={(reach) => <Plain>{minutes(reach.contact_wait_median_min)}</Plain>} />
            <Row label={w.rows.visitWait} plans={plans} cell={(reach) => <Plain>{minutes(reach.visit_wait_median_min)}</Plain>} />
          </tbody>
        </table>
        <div className={styles["aside"]}>
          {best === null ? (
            question.best === null ? null : (
              <div className={styles["best"]} data-testid="no-best">
                <h4>{w.noBest}</h4>
                <p>{w.noBestWords}</p>
              </div>
            )
          ) : (
            <div className={styles["best"]} data-testid="best">
              <h4>{w.bestTitle(cover.hours.said(best.reach.hours))}</h4>
              <p>
                {w.measured(best.chosen_on_days, best.measured_on_days, spreadWords(best.measured_a_week), spreadWords(best.now_measured_a_week))} {w.tried(p.whole(best.tried))}
              </p>
              <Button onClick={() => onTake(best.reach.hours)} className={sheet["screen"]} data-testid="best-take">
                {w.take}
              </Button>
            </div>
          )}
          <div className={styles["basis"]}>
            <p>{w.with(w.workers(question.workers), w.cars(question.cars), p.plain(question.contact_min), p.plain(question.visit_min), p.plain(question.visit_share_pct), p.plain(question.contact_target_min), p.plain(question.visit_target_min))}</p>
            <p>
              {p.days(question.from, question.to)}. {w.basis(p.whole(answer.calls), p.whole(answer.victims), answer.watched_days, p.one(answer.calls_a_week))}
            </p>
          </div>
        </div>
      </div>
    </Sheet>
  );
}

type RowProps = { label: string; plans: ReturnType<typeof plansOf>; cell: (reach: CoverReach, name: ReturnType<typeof plansOf>[number]["name"]) => ReactNode; isMain?: boolean; isPart?: boolean };

function Row({ label, plans, cell, isMain = false, isPart = false }: RowProps): ReactNode {
  return (
    <tr className={isMain ? styles["main"] : isPart ? styles["part"] : undefined}>
      <th scope="row">{label}</th>
      {plans.map(({ name, reach }) => (
        <td key={name} data-plan={name}>
          {cell(reach, name)}
        </td>
      ))}
    </tr>
  );
}

function Plain({ children }: { children: ReactNode }): ReactNode {
  return <span className={styles["number"]}>{children}</span>;
}

function Spreaded({ of: { low, middle, high }, format }: { of: Spread; format: (value: number) => string }): ReactNode {
  return (
    <>
      <span className={styles["number"]}>{format(middle)}</span>
      <span className={styles["spread"]}>
        <span className="sr">, </span>
        {w.spread(format(low), format(high))}
      </span>
    </>
  );
}

/** Schemes have half and quarter hours. */
const hours = (value: number): string => p.plain(Math.round(value * 100) / 100);
const whole = (value: number): string => p.whole(Math.round(value));
const share = (value: number | null): string => (value === null ? w.none : p.percent(value));
const minutes = (value: number | null): string => (value === null ? w.none : p.rate(value));
const spreadWords = ({ low, middle, high }: Spread): string => p.spread(p.one(middle), p.one(low), p.one(high));
