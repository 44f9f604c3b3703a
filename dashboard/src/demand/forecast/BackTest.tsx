// How the forecast would have done on days that are known, beside two simple ones.
import type { ReactNode } from "react";
import type { ForecastTest } from "../../live/protocol.gen";
import { cx } from "../../ui";
import { forecast } from "../../words/en.demand.forecast";
import { parts as p } from "../../words/en.demand.parts";
import { Number } from "../parts/Number";
import { Sheet } from "../parts/Sheet";
import sheet from "../parts/Sheet.module.css";

const w = forecast.test;

export function BackTest({ of }: { of: ForecastTest | null }): ReactNode {
  if (of === null) {
    return (
      <Sheet title={w.titleNone} testId="back-test">
        <p className={sheet["empty"]}>{w.none}</p>
      </Sheet>
    );
  }
  const inside = of.methods.find(({ method }) => method === "shown")?.within_interval ?? null;
  return (
    <Sheet title={inside === null ? w.titleNone : w.title(p.percent(inside))} sub={w.sub(of.days, p.whole(of.hours))} note={w.note} testId="back-test">
      <table className={cx(sheet["table"], sheet["stack"])}>
        <caption className="sr">{w.method}</caption>
        <thead>
          <tr>
            <th scope="col">{w.method}</th>
            {[w.mae, w.rmse, w.log, w.inside].map((head) => (
              <th key={head} scope="col" className={sheet["number"]}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.methods.map((each) => (
            <tr key={each.method} data-method={each.method}>
              <th scope="row">{each.method === "shown" ? <strong>{w.methods.shown}</strong> : w.methods[each.method]}</th>
              <Number name={w.mae}>{p.two(each.mean_absolute_error)}</Number>
              <Number name={w.rmse}>{p.two(each.root_mean_square_error)}</Number>
              <Number name={w.log}>{each.log_score === null ? p.unknown : p.two(each.log_score)}</Number>
              <Number name={w.inside}>{each.within_interval === null ? p.unknown : p.percent(each.within_interval)}</Number>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
