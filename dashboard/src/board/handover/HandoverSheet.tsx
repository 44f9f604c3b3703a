// The handover sheet over the board: one A4 page, open risks first, who takes what set in place, printed black on white.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useDocs, useNow, usePresence, useScheme, useTrust, useYou } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Pick, TextField } from "../../ui/Field";
import { handover as w } from "../../words/en.handover";
import { useDraft } from "../../held/drafts";
import { useHeldOrder } from "../list/useHeldOrder";
import { isHeld } from "../logic/held";
import { handoverOf, type HandoverLine } from "../logic/handover";
import { SheetPages } from "./SheetPages";
import styles from "./Sheet.module.css";
import { useNames } from "./useNames";

type Props = {
  onClose: () => void;
  /** It was asked for in order to print it. */
  printAtOnce: boolean;
};

type Draft = { reader: string; who: Readonly<Record<string, string>> };

const MINUTE_MS = 60_000;

const isWho = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.dataset["who"] !== undefined;

export default function HandoverSheet({ onClose, printAtOnce }: Props): ReactNode {
  const rows = useDocs("incident");
  const scheme = useScheme();
  const you = useYou();
  const presence = usePresence();
  const away = useTrust().link !== "live";
  const now = useNow((at) => Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const [withNames, setWithNames] = useState(false);
  const [typing, setTyping] = useState(false);
  const [draft, changeDraft] = useDraft<Draft>("handover", () => ({ reader: "", who: {} }));
  const sheet = useRef<HTMLElement>(null);
  const suggestions = useId();

  const data = handoverOf(rows, scheme, now);
  const byId = new Map(data.lines.map((line) => [line.response.response, line]));
  // No line moves under a name that somebody is typing.
  const { shown, held, update } = useHeldOrder([...byId.keys()], typing, "handover");
  const lines = shown.map((id) => byId.get(id)).filter((line): line is HandoverLine => line !== undefined);
  const numbers = [...new Set(lines.map((line) => line.row.number))];
  const names = useNames(numbers, withNames);
  const refused = [...names.facts.values()].filter((facts) => facts === null).length;
  const opening = withNames && names.done < names.total;

  useEffect(() => sheet.current?.focus({ preventScroll: true }), []);
  // The browser's own print key must not print an older order.
  useEffect(() => {
    const fresh = (): void => flushSync(update);
    window.addEventListener("beforeprint", fresh);
    return () => window.removeEventListener("beforeprint", fresh);
  });
  useEffect(() => {
    if (!printAtOnce) return undefined;
    const timer = setTimeout(() => window.print());
    return () => clearTimeout(timer);
  }, [printAtOnce]);

  return (
    <section
      ref={sheet}
      className={styles["view"]}
      aria-label={w.label}
      tabIndex={-1}
      data-testid="handover"
      onFocus={(event) => setTyping(isWho(event.target))}
      onBlur={(event) => {
        // From one name to the next there is no moment in which a line may move.
        if (!isWho(event.relatedTarget)) setTyping(false);
      }}
    >
      <div className={styles["controls"]}>
        <div className={styles["fields"]}>
          <Pick
            legend={w.level.legend}
            value={withNames ? "names" : "none"}
            onChange={(level) => setWithNames(level === "names")}
            options={[
              ["none", w.level.none],
              ["names", w.level.namesChoice],
            ]}
            testId="handover-level"
          />
          <TextField label={w.head.for} placeholder={w.head.forHint} value={draft.reader} onChange={(reader) => changeDraft({ reader })} data-testid="handover-for" />
        </div>
        <p className={styles["state"]} role="status">
          {opening ? (away ? w.level.waiting : w.level.opening(names.done, names.total)) : refused > 0 ? w.level.refused(refused) : ""}
        </p>
        <div className={styles["acts"]}>
          {isHeld(held) && (
            <Button size="small" onClick={update}>
              {w.updated(held.added.length + held.moved)}
            </Button>
          )}
          <Button tone="primary" disabled={opening} onClick={() => window.print()} data-testid="handover-print">
            {w.print}
          </Button>
          <Button tone="quiet" shortcut="Esc" onClick={onClose} data-testid="handover-close">
            {w.close}
          </Button>
        </div>
      </div>
      {lines.length === 0 && (
        <div className={styles["nothing"]}>
          <EmptyState title={w.empty}>{w.emptyText}</EmptyState>
        </div>
      )}
      <SheetPages
        lines={lines}
        counts={data}
        facts={names.facts}
        withNames={withNames}
        reader={draft.reader}
        who={draft.who}
        onWho={(response, to) => changeDraft({ who: { ...draft.who, [response]: to } })}
        suggestions={suggestions}
        now={now}
      />
      <datalist id={suggestions}>
        {[...new Set([...presence.filter((user) => user.user !== you?.user && user.audience === "control").map((user) => user.name), ...(scheme?.partners ?? [])])].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </section>
  );
}
