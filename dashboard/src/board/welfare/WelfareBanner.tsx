// In the bar above the board while a crew needs help or has not been heard of: it takes the place of the views there, so that nothing beneath moves.
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from "react";
import { useIncident } from "../../live/hooks";
import type { LiveStore } from "../../live/store";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { soundStore } from "../../ui/sound";
import { welfare as w } from "../../words/en.welfare";
import { useBoard } from "../state";
import { HELP_KEY, useHelpKey } from "./help";
import { WelfareActs } from "./WelfareActs";
import styles from "./WelfareBanner.module.css";
import { WelfareLine } from "./WelfareLine";
import { useWelfare, type Welfare } from "./useWelfare";
import { isCalling, type WelfareItem } from "./welfare";

const placeOnBoard = (store: LiveStore, incident: string): string | null => store.doc("incident", incident)?.locality ?? null;

export function WelfareBanner(): ReactNode {
  const welfare = useWelfare(placeOnBoard);
  const { items } = welfare;
  const [expanded, setExpanded] = useState(false);
  const [first, ...rest] = items;
  if (rest.length === 0 && expanded) setExpanded(false);

  useHelpKey();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || !expanded || document.querySelector("dialog[open]") !== null) return;
    // The list is put away, and nothing else with it.
    event.stopPropagation();
    setExpanded(false);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener, true);
    return () => window.removeEventListener("keydown", listener, true);
  }, []);

  if (first === undefined) return null;
  const calling = isCalling(first);
  const moreCalls = rest.filter(isCalling).length;
  return (
    <section className={cx(styles["banner"], styles[calling ? "calling" : first.kind])} aria-label={w.label} data-welfare data-testid="welfare" data-kind={first.kind} data-car={first.car} data-climb={first.climb} data-answered={first.answered !== null}>
      {calling && <span className={styles["frame"]} aria-hidden="true" />}
      <Item key={first.key} item={first} welfare={welfare} shortcut={HELP_KEY} />
      {rest.length > 0 && (
        <Button tone="quiet" aria-expanded={expanded} className={styles["more"]} onClick={() => setExpanded(!expanded)} data-testid="welfare-more">
          {moreCalls > 0 ? w.act.moreSos(moreCalls) : w.act.more(rest.length)}
        </Button>
      )}
      {expanded && (
        <ul className={styles["list"]} data-testid="welfare-list">
          {rest.map((item) => (
            <li key={item.key} className={cx(styles["item"], styles[isCalling(item) ? "calling" : item.kind])} data-kind={item.kind} data-car={item.car}>
              <Item item={item} welfare={welfare} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ item, welfare, shortcut }: { item: WelfareItem; welfare: Welfare; shortcut?: string }): ReactNode {
  const { state, change } = useBoard();
  const row = useIncident(item.incident ?? "");
  const runs = useSyncExternalStore(soundStore.subscribe, soundStore.read);
  const calling = isCalling(item);
  const open = row === undefined || state.open === row.number ? undefined : () => change({ type: "open", number: row.number });
  return (
    <>
      <WelfareLine item={item} place={welfare.placeOf(item)} plain={calling} size={calling ? 24 : 16} note={calling && !runs && shortcut !== undefined ? w.soundLocked : null} />
      <WelfareActs item={item} onOpen={open} onQuiet={welfare.quiet.has(item.instance) ? undefined : () => welfare.silence(item.instance)} shortcut={shortcut} />
    </>
  );
}
