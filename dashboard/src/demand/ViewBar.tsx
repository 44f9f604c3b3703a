// The five views, each at its own address and key, and what can be done with the one that is open.
import type { ReactNode } from "react";
import { DEMAND_PARTS, demandPath, type DemandPart } from "../app/router";
import { Button, cx } from "../ui";
import { demand as words } from "../words/en.demand";
import styles from "./ViewBar.module.css";

type Props = {
  part: DemandPart;
  onGo: (part: DemandPart) => void;
  /** Null: nothing here is drawn that could be a table. */
  tables: boolean | null;
  onTables: () => void;
  onWall: () => void;
  onHide: () => void;
};

export function ViewBar({ part, onGo, tables, onTables, onWall, onHide }: Props): ReactNode {
  return (
    <div className={styles["bar"]}>
      <nav className={styles["parts"]} aria-label={words.bar.parts}>
        {DEMAND_PARTS.map((each, at) => (
          <a
            key={each}
            href={demandPath(each)}
            className={cx(styles["part"], each === part && styles["here"])}
            aria-current={each === part ? "page" : undefined}
            aria-keyshortcuts={String(at + 1)}
            data-testid={`demand-${each}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onGo(each);
            }}
          >
            {words.part[each]}
            <kbd className={styles["key"]} aria-hidden="true">
              {at + 1}
            </kbd>
          </a>
        ))}
      </nav>
      <span className={styles["acts"]}>
        {part === "now" ? (
          <Button tone="quiet" shortcut="w" onClick={onWall} title={words.bar.wallLabel} data-testid="wall">
            {words.bar.wall}
          </Button>
        ) : null}
        <Button tone="quiet" onClick={() => window.print()} data-testid="print">
          {words.bar.print}
        </Button>
        {tables === null ? null : (
          <Button tone="quiet" shortcut="t" aria-pressed={tables} onClick={onTables} title={words.bar.tablesLabel} data-testid="tables">
            {words.bar.tables}
          </Button>
        )}
        <Button tone="quiet" shortcut="h" onClick={onHide} data-testid="hide">
          {words.bar.privacy}
        </Button>
      </span>
    </div>
  );
}
