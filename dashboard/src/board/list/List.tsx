// The streaming list. Rows stand still while pointer or focus is here; what would move them waits behind a chip.
import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type Ref } from "react";
import { useDocs, useLoaded, useScheme, useTrust, useYou } from "../../live/hooks";
import { useDensity } from "../../theme/theme";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { clockTime } from "../../ui/time";
import { announce, announceEmergency } from "../../ui/toasts";
import { cx } from "../../ui/cx";
import { board as w } from "../../words/en.board";
import { isHeld } from "../logic/held";
import { countSections, wantedOrder, type Section } from "../logic/order";
import { gradeOf } from "../logic/rows";
import { useBoard } from "../state";
import { Figures } from "./Figures";
import { ListHeader } from "./ListHeader";
import styles from "./List.module.css";
import { Row, rowId, shortNumber } from "./Row";
import { useHeldOrder } from "./useHeldOrder";

/** What the keyboard may ask of the list. */
export type ListControl = {
  move: (step: 1 | -1 | "first" | "last") => void;
  focus: () => void;
  focusSearch: () => void;
  update: () => void;
  togglePause: () => void;
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
  const [search, setSearch] = useState("");
  const [paused, setPaused] = useState(false);
  const [pointerHere, setPointerHere] = useState(false);
  const [focusHere, setFocusHere] = useState(false);
  const me = you?.user ?? null;

  const wanted = useMemo(() => wantedOrder(rows, scheme, section, search, me), [rows, scheme, section, search, me]);
  const counts = useMemo(() => countSections(rows, me), [rows, me]);
  const { shown, held, update } = useHeldOrder(wanted, paused || pointerHere || focusHere, `${section} ${search}`);
  const urgentHeld = held.added.filter((number) => gradeOf(scheme, rows.find((row) => row.number === number)?.grade ?? "").rank === 1).length;

  const scroller = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const activeNumber = state.row !== null && shown.includes(state.row) ? state.row : (shown[0] ?? null);
  const activeIndex = activeNumber === null ? -1 : shown.indexOf(activeNumber);
  const rowPx = ROW_PX[density];
  // The row that has the focus is always drawn, or the focus would be lost with it.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      return activeIndex < 0 || drawn.includes(activeIndex) ? drawn : [...drawn, activeIndex].sort((a, b) => a - b);
    },
    [activeIndex],
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    rangeExtractor,
    getItemKey: (index) => shown[index] ?? index,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rowPx]);

  const wantFocus = useRef(false);
  const focusRow = useCallback(
    (number: string | undefined) => {
      if (number === undefined) return;
      wantFocus.current = true;
      change({ type: "row", number });
      const index = shown.indexOf(number);
      if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
      document.getElementById(rowId(number))?.focus({ preventScroll: true });
    },
    [change, shown, virtual],
  );
  useEffect(() => {
    if (!wantFocus.current || activeNumber === null) return;
    wantFocus.current = false;
    document.getElementById(rowId(activeNumber))?.focus({ preventScroll: true });
  }, [activeNumber]);

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
      focusSearch: () => searchBox.current?.focus(),
      update,
      togglePause: () => setPaused((was) => !was),
    }),
    [focusRow, shown, activeNumber, activeIndex, focusHere, update],
  );

  useAnnouncements(rows, loaded);

  const lastAt = rows.reduce((latest, row) => Math.max(latest, row.received_at), 0);
  const zone = scheme?.time_zone ?? "Europe/London";
  return (
    <section className={styles["pane"]} aria-label={w.list.label}>
      <ListHeader section={section} setSection={setSection} counts={counts} search={search} setSearch={setSearch} searchBox={searchBox} paused={paused} setPaused={setPaused} onLeaveSearch={() => focusRow(activeNumber ?? undefined)} />
      {isHeld(held) ? (
          <button type="button" className={cx(styles["news"], urgentHeld > 0 && styles["urgent"])} data-testid="held-chip" onClick={update}>
            {urgentHeld > 0 && (
              <span className={styles["urgentWord"]}>
                <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
                </svg>
                {w.list.newsUrgent(urgentHeld)}
              </span>
            )}
            <span>{w.list.news(held.added.length, held.moved, held.gone)}</span>
            <span className={styles["update"]}>
              {w.list.update} <kbd aria-hidden="true">u</kbd>
            </span>

          </button>
        ) : (
      <div className={styles["columns"]} aria-hidden="true">
        <span>{w.list.columns.grade}</span>
        <span>{w.list.columns.place}</span>
        <span>{w.list.columns.police}</span>
        <span>{w.list.columns.ours}</span>
        <span>{w.list.columns.car}</span>
        <span>{w.list.columns.wait}</span>
      </div>
      )}
      <div className={styles["holder"]}>
        <div
          ref={scroller}
          className={cx(styles["scroller"], stale && "hatched")}
          role="listbox"
          aria-label={w.list.label}
          aria-busy={!loaded}
          tabIndex={shown.length === 0 ? 0 : -1}
          data-testid="list"
          onPointerEnter={() => setPointerHere(true)}
          onPointerLeave={() => setPointerHere(false)}
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
          <div className={styles["inside"]} role="presentation" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const number = shown[item.index];
              return (
                number !== undefined && (
                  <Row
                    key={number}
                    number={number}
                    active={number === activeNumber}
                    opened={number === state.open}
                    index={item.index}
                    size={shown.length}
                    style={rowStyle(item.start)}
                  />
                )
              );
            })}
          </div>
        </div>
        {shown.length === 0 && (
          <div className={styles["empty"]}>
            {!loaded ? (
              <Loading />
            ) : search !== "" ? (
              <EmptyState title={w.list.noMatch(search)}>
                <Button size="small" onClick={() => setSearch("")}>
                  {w.list.clearSearch}
                </Button>
              </EmptyState>
            ) : section === "all" || rows.length === 0 ? (
              <EmptyState title={w.list.quiet(lastAt === 0 ? null : clockTime(lastAt, zone))} />
            ) : (
              <EmptyState title={w.list.emptySection(section)}>{lastAt > 0 && w.list.quiet(clockTime(lastAt, zone)).replace(/^\S+ /, "")}</EmptyState>
            )}
          </div>
        )}
      </div>
      <Figures />
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

/** One polite line for what arrived; assertive for a cut line and for a gate revoked. */
function useAnnouncements(rows: ReturnType<typeof useDocs<"incident">>, loaded: boolean): void {
  const scheme = useScheme();
  const seen = useRef<{ numbers: Set<string>; alarms: Set<string> } | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const alarms = new Map<string, string>();
    for (const row of rows) {
      if (row.gate.state === "revoked") alarms.set(`gate ${row.number} ${row.gate.since ?? ""}`, w.announce.revoked(shortNumber(row.number)));
      for (const { escalation } of row.responses) {
        if (escalation?.kind === "line_cut" && escalation.state === "requested") alarms.set(escalation.escalation, w.announce.lineCut(shortNumber(row.number)));
      }
    }
    const before = seen.current;
    seen.current = { numbers: new Set(rows.map((row) => row.number)), alarms: new Set(alarms.keys()) };
    if (before === null) return;
    const arrived = rows.filter((row) => !before.numbers.has(row.number));
    if (arrived.length > 0) announce(w.list.arrived(arrived.length, arrived.filter((row) => gradeOf(scheme, row.grade).rank === 1).length));
    const loud = [...alarms].filter(([key]) => !before.alarms.has(key)).map(([, text]) => text);
    if (loud.length > 0) announceEmergency(loud.join(". "));
  }, [rows, loaded, scheme]);
}
