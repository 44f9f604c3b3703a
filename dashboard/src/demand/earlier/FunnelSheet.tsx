// From the call to the referral: how far people's calls got, each step with its share.
import type { ReactNode } from "react";
import type { FunnelStage, FunnelStep } from "../../live/protocol.gen";
import { earlier } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { Bars } from "../parts/Bars";
import { Sheet } from "../parts/Sheet";

const w = earlier.funnel;

type Props = { steps: readonly FunnelStep[]; small: number | null; tables: boolean; csv: { path: string; name: string } };

export function FunnelSheet({ steps, small, tables, csv }: Props): ReactNode {
  const of = (stage: FunnelStage): number | null => steps.find((step) => step.stage === stage)?.count ?? null;
  const [people, reached, referred] = [of("people"), of("contacted"), of("referred")];
  const title = people === null || reached === null || referred === null ? w.titleOther : w.title(p.whole(people), p.whole(reached), p.whole(referred));
  const largest = Math.max(1, ...steps.map(({ count }) => count ?? 0));
  return (
    <Sheet title={title} sub={w.sub} csv={csv} testId="earlier-funnel">
      <Bars
        title={w.step}
        hideTitle
        unit={w.count}
        afterHead={w.share}
        tables={tables}
        testId="earlier-steps"
        rows={steps.map(({ stage, count }) => ({
          key: stage,
          label: w.stage[stage],
          count: count ?? 0,
          shown: p.count(count, small),
          length: (count ?? 0) / largest,
          after: stage === "incidents" || stage === "people" || count === null || people === null || people === 0 ? null : p.percent(count / people),
        }))}
      />
    </Sheet>
  );
}
