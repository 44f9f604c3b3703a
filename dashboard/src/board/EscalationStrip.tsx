// Above everything while a request has no answer: what, where, who asked, and when it climbs.
import type { ReactNode } from "react";
import { useDocs } from "../live/hooks";
import { Clock } from "../ui/Ago";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { IconShape } from "../ui/IconShape";
import { en } from "../words/en";
import { board as w } from "../words/en.board";
import styles from "./EscalationStrip.module.css";
import { shortNumber } from "./list/Row";
import { useBoard } from "./state";

export function EscalationStrip(): ReactNode {
  const rows = useDocs("incident");
  const { state, change } = useBoard();
  const open = rows
    .flatMap((row) => row.responses.map((response) => ({ row, response, escalation: response.escalation })))
    .filter((each) => each.escalation?.state === "requested")
    .sort((a, b) => Number(b.escalation?.kind === "line_cut") - Number(a.escalation?.kind === "line_cut") || (a.escalation?.requested_at ?? 0) - (b.escalation?.requested_at ?? 0));
  const first = open[0];
  if (first?.escalation === null || first?.escalation === undefined) return null;
  const { escalation, row, response } = first;
  const cut = escalation.kind === "line_cut";
  return (
    <div className={cx(styles["strip"], cut && styles["cut"])} data-testid="escalation-strip" role="group" aria-label={en.escalationKind[escalation.kind]}>
      <IconShape shape={cut ? "octagon" : "triangle"} size={14} />
      <p>
        <strong>{en.escalationKind[escalation.kind]}</strong>
        <span className="mono"> {shortNumber(row.number)}</span> {row.locality}, {w.strip.asked(escalation.requested_by)}
      </p>
      {escalation.due_at !== null && (
        <p className={styles["due"]}>
          {w.escalate.climb[escalation.climb] ?? w.escalate.climb[2]}, {escalation.climb < 2 ? w.strip.climbs : w.escalate.late.toLowerCase()} <Clock due={escalation.due_at} amberMs={0} words="in" />
        </p>
      )}
      {open.length > 1 && <span>{w.strip.more(open.length - 1)}</span>}
      {state.open !== row.number && (
        <Button
          size="small"
          data-testid="strip-open"
          onClick={() => {
            change({ type: "open", number: row.number });
            change({ type: "ordinal", ordinal: response.ordinal });
          }}
        >
          {w.strip.open}
        </Button>
      )}
    </div>
  );
}
