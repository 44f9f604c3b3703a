// Under the list: what the hours have brought, what this worker holds, and the pause.
import type { ReactNode } from "react";
import { useScheme } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { board as wb } from "../../words/en.board";
import { list as w } from "../../words/en.list";
import { useBoardSettings } from "../settings";
import { Figures } from "./Figures";
import styles from "./ListFoot.module.css";

type Props = {
  holding: number;
  paused: boolean;
  /** New rows that the pause keeps back. */
  held: number;
  setPaused: (paused: boolean) => void;
};

export function ListFoot({ holding, paused, held, setPaused }: Props): ReactNode {
  const ceiling = useScheme()?.caseload_ceiling ?? null;
  const { letters } = useBoardSettings();
  const over = ceiling === null ? 0 : holding - ceiling;
  return (
    <div className={styles["foot"]}>
      <Figures />
      {ceiling !== null && (
        <p className={cx(styles["holding"], over > 0 && styles["over"])} title={over > 0 ? w.holdingOver(over) : undefined} data-testid="caseload">
          {over > 0 && <OverMark />}
          {w.holding(holding, ceiling)}
          {over > 0 && <span className="sr">. {w.holdingOver(over)}</span>}
        </p>
      )}
      {paused && <span className={styles["paused"]}>{w.pausedWith(held)}</span>}
      <Button size="small" tone={paused ? "plain" : "quiet"} aria-pressed={paused} shortcut={letters ? "x" : undefined} data-testid="pause" title={paused ? wb.list.paused : undefined} onClick={() => setPaused(!paused)}>
        {paused ? wb.list.resume : wb.list.pause}
      </Button>
    </div>
  );
}

/** More than the line: reads without its colour. */
function OverMark(): ReactNode {
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 14V4M3.5 8 8 3.5 12.5 8M2 1.5h12" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
