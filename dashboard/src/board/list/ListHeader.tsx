// Sections with their counts, search, and the pause.
import type { ReactNode, RefObject } from "react";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { board as w } from "../../words/en.board";
import { SECTIONS, type Counts, type Section } from "../logic/order";
import styles from "./ListHeader.module.css";

type Props = {
  section: Section;
  setSection: (section: Section) => void;
  counts: Counts;
  search: string;
  setSearch: (search: string) => void;
  searchBox: RefObject<HTMLInputElement | null>;
  paused: boolean;
  setPaused: (paused: boolean) => void;
  onLeaveSearch: () => void;
};

export function ListHeader({ section, setSection, counts, search, setSearch, searchBox, paused, setPaused, onLeaveSearch }: Props): ReactNode {
  return (
    <div className={styles["header"]}>
      <div className={styles["sections"]} role="group" aria-label={w.list.filters}>
        {SECTIONS.map((each) => (
          <button key={each} type="button" className={cx(styles["section"], each === section && styles["chosen"])} aria-pressed={each === section} data-testid={`section-${each}`} onClick={() => setSection(each)}>
            {w.sections[each]}
            <span className={cx(styles["count"], counts[each] === 0 && styles["zero"])}>{counts[each]}</span>
          </button>
        ))}
      </div>
      <div className={styles["tools"]}>
        <input
          ref={searchBox}
          className={styles["search"]}
          type="search"
          value={search}
          placeholder={w.list.search}
          aria-label={w.list.search}
          autoComplete="off"
          spellCheck={false}
          data-testid="search"
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.stopPropagation();
              if (search === "") onLeaveSearch();
              else setSearch("");
            } else if (event.key === "Enter" || event.key === "ArrowDown") {
              event.preventDefault();
              onLeaveSearch();
            }
          }}
        />
        <Button size="small" tone={paused ? "plain" : "quiet"} aria-pressed={paused} data-testid="pause" title={paused ? w.list.paused : undefined} onClick={() => setPaused(!paused)}>
          {paused ? w.list.resume : w.list.pause}
        </Button>
      </div>
    </div>
  );
}
