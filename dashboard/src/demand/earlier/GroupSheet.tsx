// Calls by area, by grade, or by whether it was the first: the largest first, what is not shown last.
import { useState, type ReactNode } from "react";
import type { GroupCount } from "../../live/protocol.gen";
import { Button } from "../../ui";
import { earlier } from "../../words/en.demand.earlier";
import { parts as p } from "../../words/en.demand.parts";
import { Bars } from "../parts/Bars";
import { Sheet } from "../parts/Sheet";

const w = earlier.groups;
const SHOWN = 12;

type Props = { kind: "area" | "grade" | "repeat"; groups: readonly GroupCount[]; all: number | null; small: number | null; tables: boolean; csv: { path: string; name: string }; note?: string };

export function GroupSheet({ kind, groups, all, small, tables, csv, note }: Props): ReactNode {
  const [whole, setWhole] = useState(false);
  const { title, unknown, names = {} } = w.of[kind];
  const name = (group: GroupCount): string => (group.label !== "" ? group.label : (names[group.group] ?? (group.group !== "" ? group.group : unknown)));
  // Grades stand in the force's own order: there the order says something.
  const sorted = kind === "grade" ? groups : [...groups].sort((a, b) => (b.calls ?? -1) - (a.calls ?? -1));
  const shown = whole || tables ? sorted : sorted.slice(0, SHOWN);
  const most = [...groups].filter((group) => group.calls !== null && group.group !== "").sort((a, b) => (b.calls ?? 0) - (a.calls ?? 0))[0];
  const share = (calls: number | null): string | null => (calls === null || all === null || all === 0 ? null : p.percent(calls / all));
  const found = most === undefined ? null : share(most.calls);
  return (
    <Sheet title={title} sub={groups.length === 0 ? w.none : most === undefined || found === null ? undefined : w.most(name(most), found)} csv={csv} note={note} testId={`by-${kind}`}>
      <Bars
        title={title}
        hideTitle
        unit={w.calls}
        afterHead={w.share}
        tables={tables}
        testId={`earlier-${kind}`}
        rows={shown.map((group) => ({ key: group.group, label: name(group), count: group.calls ?? 0, shown: p.count(group.calls, small), after: share(group.calls) }))}
      />
      {shown.length < sorted.length ? (
        <Button tone="quiet" onClick={() => setWhole(true)} data-testid={`by-${kind}-all`}>
          {w.all(sorted.length)}
        </Button>
      ) : null}
    </Sheet>
  );
}
