// The ledger: a search, what it found, and the export of it.
import { useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { ProblemNote } from "../../session/ProblemNote";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { dayAndClock, ZONE } from "../../ui/time";
import { en } from "../../words/en";
import { ledger as w } from "../../words/en.ledger";
import page from "../Page.module.css";
import { Entries } from "./Entries";
import { ExportDialog } from "./ExportDialog";
import { EMPTY, filterOf, type Typed } from "./filter";
import styles from "./Ledger.module.css";
import { SearchForm } from "./SearchForm";
import { useSearch } from "./useSearch";
import { filterWords } from "./words";

export function LedgerPart(): ReactNode {
  const { board, session } = usePlace();
  const found = useSearch(board.board);
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [exporting, setExporting] = useState(false);
  const [printedAt, setPrintedAt] = useState(0);
  const { filter, entries, pending } = found;

  const only = (part: Partial<Typed>): void => {
    const next = { ...typed, ...part };
    setTyped(next);
    found.search(filterOf(next, ZONE));
  };
  const print = (): void => {
    setPrintedAt(Date.now());
    // The head of the sheet says when: it is drawn first.
    requestAnimationFrame(() => window.print());
  };

  return (
    <div className={cx(page["page"], styles["sheet"])}>
      <div className={page["head"]}>
        <div>
          <h2 className={page["title"]}>{w.title}</h2>
          <p className={cx(page["lead"], styles["screen"])}>{w.lead}</p>
        </div>
        <div className={cx(page["acts"], styles["screen"])}>
          <Button disabled={entries.length === 0} onClick={print} data-testid="ledger-print">
            {w.print}
          </Button>
          <Button disabled={filter === null || pending === "new"} onClick={() => setExporting(true)} data-testid="ledger-export">
            {w.export.act}
          </Button>
        </div>
      </div>
      <div className={styles["paper"]}>
        <p>
          {board.name}: {filter === null ? "" : filterWords(filter, ZONE)}
        </p>
        <p>{w.printed(dayAndClock(printedAt, ZONE), session.user.name)}</p>
        <p>{w.printNote}</p>
      </div>
      <SearchForm typed={typed} onChange={setTyped} pending={pending === "new"} onSearch={found.search} />
      <section className={page["panel"]} aria-label={w.title} aria-busy={pending !== null}>
        {filter === null && <EmptyState title={w.nothingYet}>{w.nothingYetText}</EmptyState>}
        {pending === "new" && <EmptyState title={w.search.loading} />}
        {filter !== null && pending !== "new" && found.problem === null && entries.length === 0 && <EmptyState title={w.noMatch}>{w.noMatchText}</EmptyState>}
        {entries.length > 0 && (
          <>
            <p className={page["small"]} role="status" data-testid="ledger-count">
              {w.shown(entries.length, found.next === null)}
            </p>
            <Entries entries={entries} onUser={(user) => only({ user })} onIncident={(incident) => only({ incident })} />
          </>
        )}
        {found.problem !== null && (
          <ProblemNote problem={found.problem}>
            <Button size="small" onClick={found.again}>
              {en.again}
            </Button>
          </ProblemNote>
        )}
        {found.next !== null && entries.length > 0 && found.problem === null && (
          <div className={styles["screen"]}>
            <Button pending={pending === "older"} onClick={found.older} data-testid="ledger-older">
              {pending === "older" ? w.moreLoading : w.more}
            </Button>
          </div>
        )}
      </section>
      {exporting && filter !== null && <ExportDialog board={board.board} filter={filter} onClose={() => setExporting(false)} />}
    </div>
  );
}
