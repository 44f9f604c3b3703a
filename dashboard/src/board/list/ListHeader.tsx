// Sections with their counts, the site where there are several, and search.
import type { ReactNode, RefObject } from "react";
import { useScheme } from "../../live/hooks";
import { cx } from "../../ui/cx";
import { board as wb } from "../../words/en.board";
import { list as w } from "../../words/en.list";
import { SECTIONS, type Counts, type Section } from "../logic/order";
import styles from "./ListHeader.module.css";

type Props = {
  section: Section;
  setSection: (section: Section) => void;
  counts: Counts;
  site: string | null;
  setSite: (site: string | null) => void;
  search: string;
  setSearch: (search: string) => void;
  searchBox: RefObject<HTMLInputElement | null>;
  onLeaveSearch: () => void;
};

export function ListHeader({ section, setSection, counts, site, setSite, search, setSearch, searchBox, onLeaveSearch }: Props): ReactNode {
  const scheme = useScheme();
  const sites = scheme?.sites ?? [];
  return (
    <div className={styles["header"]}>
      <div className={styles["sections"]} role="group" aria-label={wb.list.filters}>
        {SECTIONS.filter((each) => each !== "car" || scheme?.gate !== "none").map((each) => (
          <button key={each} type="button" className={cx(styles["section"], each === section && styles["chosen"])} aria-pressed={each === section} data-testid={`section-${each}`} onClick={() => setSection(each)}>
            {w.sections[each]}
            <span className={cx(styles["count"], counts[each] === 0 && styles["zero"])}>{counts[each]}</span>
          </button>
        ))}
      </div>
      <div className={styles["tools"]}>
        {sites.length > 0 && (
          <select className={styles["site"]} aria-label={w.site} value={site ?? ""} onChange={(event) => setSite(event.target.value === "" ? null : event.target.value)} data-testid="site">
            <option value="">{w.allSites}</option>
            {sites.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        )}
        <input
          ref={searchBox}
          className={styles["search"]}
          type="search"
          value={search}
          placeholder={w.search}
          aria-label={w.search}
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
      </div>
    </div>
  );
}
