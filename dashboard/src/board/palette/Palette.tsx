// The command palette: everything that the keyboard can do and every incident, found by a few letters. A combobox in a dialog.
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { serverNow } from "../../live/clock";
import { useDocs, useScheme, useYou } from "../../live/hooks";
import type { ResponseId } from "../../live/protocol.gen";
import type { BoardGrant } from "../../session/api";
import { cx } from "../../ui/cx";
import { en } from "../../words/en";
import { keys as w } from "../../words/en.keys";
import { wantedOrder } from "../logic/order";
import { PALETTE_GROUPS, ranked, type PaletteAct, type PaletteEntry } from "../logic/palette";
import { incidentOf, shortNumber } from "../logic/rows";
import { boardSettings } from "../settings";
import { entriesOf } from "./entries";
import styles from "./Palette.module.css";

type Props = {
  /** The response that was open or under the focus when it was asked for. */
  target: ResponseId | null;
  boards: readonly BoardGrant[];
  onClose: () => void;
  onRun: (act: PaletteAct, target: ResponseId | null) => void;
};

const MOST = 60;
const PAGE = 8;

export default function Palette({ target, boards, onClose, onRun }: Props): ReactNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const { entries, place } = useEntries(target, boards);
  const found = useMemo(() => ranked(entries, query, MOST), [entries, query]);
  const at = Math.min(chosen, found.length - 1);
  const optionId = (index: number): string => `${id}-${index}`;

  // Before the first frame, so that nothing typed at once is lost.
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    before.current = document.activeElement;
    if (dialog.current?.open === false) dialog.current.showModal();
    field.current?.focus();
  }, []);
  // Back only after it has been taken away: while React does that it hears no focus, and the list must know that it has it again.
  useEffect(() => {
    const box = dialog.current;
    return () => {
      box?.close();
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    // After the focus has gone back, so that what the act opens may take it.
    setTimeout(() => onRun(entry.act, target));
  };

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) setChosen(stepped(at, step, found.length));
    else if (event.key === "Enter") run(found[at]);
    else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) onClose();
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className={styles["palette"]}
      aria-label={w.palette.title}
      data-testid="palette"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles["inside"]}>
        <input
          ref={field}
          className={styles["field"]}
          role="combobox"
          aria-expanded={true}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length === 0 ? undefined : optionId(at)}
          aria-label={w.palette.field}
          placeholder={w.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={query}
          data-testid="palette-field"
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
        <div id={`${id}-list`} className={styles["list"]} role="listbox" aria-label={w.palette.title}>
          {PALETTE_GROUPS.map((group) => {
            const inGroup = found.map((entry, index) => ({ entry, index })).filter(({ entry }) => query.trim() === "" && entry.group === group);
            return (
              inGroup.length > 0 && (
                <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
                  <p id={`${id}-${group}`} className={styles["group"]} role="presentation">
                    {group === "incident" && place !== null ? place : w.palette.groups[group]}
                  </p>
                  {inGroup.map(({ entry, index }) => (
                    <Option key={entry.id} id={optionId(index)} entry={entry} chosen={index === at} onPoint={() => setChosen(index)} onRun={() => run(entry)} />
                  ))}
                </div>
              )
            );
          })}
          {query.trim() !== "" && found.map((entry, index) => <Option key={entry.id} id={optionId(index)} entry={entry} on={entry.group === "incident" ? place : null} chosen={index === at} onPoint={() => setChosen(index)} onRun={() => run(entry)} />)}
        </div>
        {found.length === 0 && <p className={styles["none"]}>{w.palette.none(query)}</p>}
        <p className={styles["hint"]} aria-hidden="true">
          {w.palette.hint}
        </p>
        <p className="sr" role="status">
          {query.trim() === "" ? "" : w.palette.found(found.length)}
        </p>
      </div>
    </dialog>
  );
}

/** Round the ends by single steps; a page stops there. */
function stepped(at: number, step: number, count: number): number {
  if (count === 0) return 0;
  if (Math.abs(step) === 1) return (at + step + count) % count;
  return Math.max(0, Math.min(count - 1, at + step));
}

/** As the board stood when the palette was opened: what is under the finger must not change while somebody types. */
function useEntries(target: ResponseId | null, boards: readonly BoardGrant[]): { entries: readonly PaletteEntry[]; place: string | null } {
  const rows = useDocs("incident");
  const scheme = useScheme();
  const you = useYou();
  const { board } = usePlace();
  const [made] = useState(() => {
    const row = target === null ? undefined : rows.find((each) => each.number === incidentOf(target));
    const response = row?.responses.find((each) => each.response === target);
    const me = { user: you?.user ?? null, roles: you?.roles ?? [] };
    const order = wantedOrder(rows, scheme, { section: "all", search: "", site: null, me: me.user, now: serverNow() });
    const byNumber = new Map(rows.map((each) => [each.number, each]));
    return {
      entries: entriesOf({
        target: row === undefined || response === undefined ? null : { row, response },
        rows: order.flatMap((number) => byNumber.get(number) ?? []),
        scheme,
        me,
        muted: boardSettings().muted,
        boards,
        board: board.board,
      }),
      place: row === undefined ? null : w.palette.on(shortNumber(row.number), row.locality ?? en.notKnown),
    };
  });
  return made;
}

type OptionProps = { id: string; entry: PaletteEntry; on?: string | null; chosen: boolean; onPoint: () => void; onRun: () => void };

function Option({ id, entry, on = null, chosen, onPoint, onRun }: OptionProps): ReactNode {
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={cx(styles["option"], chosen && styles["chosen"])}
      data-testid={`palette-${entry.id}`}
      onPointerMove={chosen ? undefined : onPoint}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <span className={styles["words"]}>{entry.words}</span>
      {on !== null && <span className={styles["on"]}>{on}</span>}
      {entry.keys !== null && (
        <span className={styles["keys"]} aria-hidden="true">
          {entry.keys.split(" ").map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}
