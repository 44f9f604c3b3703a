// One line of a report in words.
import type { FigureRow } from "../../live/protocol.gen";
import { shortSpan } from "../../words/en";
import { figures as w } from "../../words/en.demand.figures";
import { parts as p } from "../../words/en.demand.parts";
import { groupOf, partOf } from "./groups";

const MINUTE_MS = 60_000;

/** `note`: why there is no number. */
export function valueWords({ unit, value, hidden }: FigureRow, small: number | null): { value: string; unit: string; note: string | null } {
  if (value === null && hidden && small !== null) {
    const isMeasured = unit === "minutes" || unit === "per_person";
    return isMeasured ? { value: w.notShown, unit: "", note: w.ofFew(small) } : { value: p.countTiny(small), unit: "", note: w.hidden(small) };
  }
  if (value === null) return { value: p.unknown, unit: "", note: w.empty };
  if (unit === "minutes") return { value: shortSpan(value * MINUTE_MS), unit: "", note: null };
  return { value: unit === "per_person" ? p.two(value) : p.whole(value), unit: w.unit[unit], note: null };
}

export function rowWords({ figure, label }: FigureRow): { label: string; rule: string } {
  if (w.known(figure)) return w.rule[figure];
  const part = partOf(figure);
  if (part === null) return { label: label ?? figure, rule: "" };
  return { label: `${label ?? figure}: ${w.part[part] ?? part}`, rule: (groupOf(figure) === "sites" ? w.siteRule : w.answerRule)[part] ?? "" };
}
