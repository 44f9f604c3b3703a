// The streaming list. Rows stand still while pointer or focus is here; what would move them waits behind a chip.
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from "react";
import { useDocs, useLoaded, useNow, useScheme, useTrust, useYou } from "../../live/hooks";
import { useDensity } from "../../theme/theme";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { clockTime } from "../../ui/time";
import { cx } from "../../ui/cx";
import { board as w } from "../../words/en.board";
import { list as wl } from "../../words/en.list";
import { isHeld } from "../logic/held";
import { countSections, SORT_EVERY_MS, wantedOrder, type Section } from "../logic/order";
import { caseload, gradeOf } from "../logic/rows";
import { useBoard } from "../state";
import { ListColumns } from "./ListColumns";
import { ListFoot } from "./ListFoot";
import { ListHeader } from "./ListHeader";
import styles from "./List.module.css";
import { Row } from "./Row";
import { rowId } from "./rowId";
import { useAnnouncements } from "./useAnnouncements";
import { useHeldOrder } from "./useHeldOrder";
import { useTakenClaims } from "./useTakenClaims";
import { useWindow } from "./useWindow";
import { useWhy, WhyPopover } from "./WhyPopover";

/** What keys and commands may ask of the list. */
export type ListControl = {
  move: (step: 1 | -1 | "first" | "last") => void;
  focus: () => void;
  /** The row that has, or last had, the keyboard's focus; null where it is not among those that are shown. */
  row: () => string | null;
  /** Puts the focus on that row. False: the chosen section or search does not show it. */
  reveal: (number: string) => boolean;
  focusSearch: () => void;
  update: () => void;
  togglePause: () => void;
  showSection: (section: Section) => void;
};

const ROW_PX = { comfortable: 40, compact: 32 } as const;

export function List({ ref }: { ref: Ref<ListControl> }): ReactNode {
  const rows = useDocs("incident");
  const scheme = useScheme();
  const you = useYou();
  const loaded = useLoaded();
  const stale = useTrust().stale;
  const density = useDensity();
  const { state, change } = useBoard();
  const [section, setSection] = useState<Section>("all");
  const [site, setSite] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  const [paused, setPaused] = useState(false);
  const [pointerHere, setPointerHere] = useState(false);
  const [focusHere, setFocusHere] = useState(false);
  const me = you?.user ?? null;
  // Waiting adds points as time goes on, so time alone may move rows; it does so in steps.
  const now = useNow((at) => Math.floor(at / SORT_EVERY_MS) * SORT_EVERY_MS);

  const wanted = useMemo(() => wantedOrder(rows, scheme, { section, search, site, me, now }), [rows, scheme, section, search, site, me, now]);
  const counts = useMemo(() => countSections(rows, { me, site, now }), [rows, me, site, now]);
  const holding = useMemo(() => caseload(rows, me), [rows, me]);
  const { shown, held, update } = useHeldOrder(wanted, paused || pointerHere || focusHere, `${section} ${site ?? ""} ${search}`);
  const urgentHeld = held.added.filter((number) => gradeOf(scheme, rows.find((row) => row.number === number)?.grade ?? "").rank === 1).length;

  const holder = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const activeNumber = state.row !== null && shown.includes(state.row) ? state.row : (shown[0] ?? null);
  const activeIndex = activeNumber === null ? -1 : shown.indexOf(activeNumber);
  const rowPx = ROW_PX[density];
  // The row that has the focus is always drawn, or the focus would be lost with it.
  const { drawn, scrollTo } = useWindow(scroller, shown.length, rowPx, activeIndex);

  const wantFocus = useRef(false);
  const focusRow = useCallback(
    (number: string | undefined) => {
      if (number === undefined) return;
      change({ type: "row", number });
      const index = shown.indexOf(number);
      if (index >= 0) scrollTo(index);
      const row = document.getElementById(rowId(number));
      // One that is not drawn yet takes the focus when it is. Otherwise the wish must not outlive this act: it would pull the
      // focus out of the search as soon as a letter typed there puts another row first.
      wantFocus.current = row === null;
      row?.focus({ preventScroll: true });
    },
    [change, shown, scrollTo],
  );
  useEffect(() => {
    if (!wantFocus.current || activeNumber === null) return;
    wantFocus.current = false;
    document.getElementById(rowId(activeNumber))?.focus({ preventScroll: true });
  }, [activeNumber]);

  // A row that leaves with the focus gives it to the one in its place. Else the focus were lost, and the list held still for nobody.
  const lastIndex = useRef(0);
  useEffect(() => {
    if (focusHere && document.activeElement === document.body) {
      const next = shown[Math.min(lastIndex.current, shown.length - 1)];
      if (next === undefined) scroller.current?.focus({ preventScroll: true });
      else focusRow(next);
    }
    lastIndex.current = Math.max(0, activeIndex);
  }, [shown, activeIndex, focusHere, focusRow]);

  useImperativeHandle(
    ref,
    () => ({
      move: (step) => {
        if (step === "first") focusRow(shown[0]);
        else if (step === "last") focusRow(shown.at(-1));
        else if (!focusHere) focusRow(activeNumber ?? shown[0]);
        else focusRow(shown[Math.min(shown.length - 1, Math.max(0, activeIndex + step))]);
      },
      focus: () => focusRow(activeNumber ?? undefined),
      row: () => (state.row !== null && shown.includes(state.row) ? state.row : null),
      reveal: (number) => {
        const here = shown.includes(number);
        if (here) focusRow(number);
        return here;
      },
      focusSearch: () => searchBox.current?.focus(),
      update,
      togglePause: () => setPaused((was) => !was),
      showSection: setSection,
    }),
    [focusRow, shown, state.row, activeNumber, activeIndex, focusHere, update],
  );

  useAnnouncements(rows, loaded);
  useTakenClaims(rows);
  const why = useWhy(holder);

  return (
    <section className={styles["pane"]} aria-label={w.list.label}>
      <ListHeader section={section} setSection={setSection} counts={counts} site={site} setSite={setSite} search={search} setSearch={setSearch} searchBox={searchBox} onLeaveSearch={() => focusRow(activeNumber ?? undefined)} />
      <ListColumns held={isHeld(held) ? held : null} urgent={urgentHeld} car={scheme?.gate !== "none"} onUpdate={update} />
      <div ref={holder} className={styles["holder"]} onPointerEnter={() => setPointerHere(true)} onPointerLeave={() => setPointerHere(false)}>
        <div
          ref={scroller}
          className={cx(styles["scroller"], scheme?.gate === "none" && styles["noCar"], stale && "hatched")}
          role="listbox"
          aria-label={w.list.label}
          aria-busy={!loaded}
          tabIndex={shown.length === 0 ? 0 : -1}
          data-testid="list"
          onFocus={(event) => {
            setFocusHere(true);
            const number = event.target.closest<HTMLElement>("[data-row]")?.dataset["row"];
            if (number !== undefined) change({ type: "row", number });
          }}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setFocusHere(false);
          }}
          onClick={(event) => {
            const number = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset["row"];
            if (number !== undefined) change({ type: "open", number });
          }}
        >
          <div className={styles["inside"]} role="presentation" style={{ height: shown.length * rowPx }}>
            {drawn.map((index) => {
              const number = shown[index];
              return number !== undefined && <Row key={number} number={number} active={number === activeNumber} opened={number === state.open} index={index} size={shown.length} style={rowStyle(index * rowPx)} />;
            })}
          </div>
        </div>
        {shown.length === 0 && (
          <div className={styles["empty"]}>
            {loaded ? <Nothing section={rows.length === 0 ? "all" : section} search={search} lastAt={rows.reduce((latest, row) => Math.max(latest, row.received_at), 0)} onClear={() => setSearch("")} /> : <Loading />}
          </div>
        )}
        {why !== null && <WhyPopover number={why.number} place={why.place} />}
      </div>
      <ListFoot holding={holding} paused={paused} held={held.added.length} setPaused={setPaused} />
    </section>
  );
}

const rowStyles = new Map<number, { transform: string }>();

/** The same object for the same place, so that an unmoved row is not drawn again. */
function rowStyle(start: number): { transform: string } {
  let style = rowStyles.get(start);
  if (style === undefined) {
    style = { transform: `translateY(${start}px)` };
    rowStyles.set(start, style);
  }
  return style;
}

/** What will appear here, and when something last did. */
function Nothing({ section, search, lastAt, onClear }: { section: Section; search: string; lastAt: number; onClear: () => void }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const quiet = w.list.quiet(lastAt === 0 ? null : clockTime(lastAt, zone));
  if (search !== "") {
    return (
      <EmptyState title={w.list.noMatch(search)}>
        <Button size="small" onClick={onClear}>
          {w.list.clearSearch}
        </Button>
      </EmptyState>
    );
  }
  if (section === "all") return <EmptyState title={quiet} />;
  return <EmptyState title={wl.emptySection(section)}>{lastAt > 0 && wl.lastIncident(clockTime(lastAt, zone))}</EmptyState>;
}

function Loading(): ReactNode {
  return (
    <div className={styles["loading"]} role="status">
      <span className="sr">{w.list.loading}</span>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((each) => (
        <span key={each} className={styles["bone"]} aria-hidden="true" />
      ))}
    </div>
  );
}
