// Above everything on the inspector's page: crews that call for help, and crews that nobody has heard of. Nothing finer than a beat.
import { useSyncExternalStore, type ReactNode } from "react";
import { WelfareActs } from "../../board/welfare/WelfareActs";
import { WelfareLine } from "../../board/welfare/WelfareLine";
import { useWelfare } from "../../board/welfare/useWelfare";
import { HELP_KEY, useHelpKey } from "../../board/welfare/help";
import { isCalling } from "../../board/welfare/welfare";
import type { LiveStore } from "../../live";
import { cx } from "../../ui";
import { soundStore } from "../../ui/sound";
import { useUnlockedSound } from "../../ui/useUnlockedSound";
import { welfare as w } from "../../words/en.welfare";
import styles from "./Welfare.module.css";

const placeByBeat = (store: LiveStore, incident: string): string | null => {
  const beat = store.doc("brief", incident)?.beat ?? null;
  return beat === null ? incident : w.beat(beat);
};

export function Welfare({ wall }: { wall: boolean }): ReactNode {
  useUnlockedSound();
  useHelpKey();
  const { items, quiet, placeOf, silence } = useWelfare(placeByBeat);
  const runs = useSyncExternalStore(soundStore.subscribe, soundStore.read);
  if (items.length === 0) return null;
  return (
    <section className={styles["welfare"]} aria-label={w.label} data-welfare data-testid="welfare">
      <ul>
        {items.map((item, at) => {
          const calling = isCalling(item);
          return (
            <li key={item.key} className={cx(styles["item"], styles[calling ? "calling" : item.kind])} data-testid="welfare-item" data-kind={item.kind} data-car={item.car} data-climb={item.climb} data-answered={item.answered !== null}>
              <WelfareLine item={item} place={placeOf(item)} inspector plain={calling} size={calling ? 28 : 20} note={item.incident} />
              {wall ? null : <WelfareActs item={item} size="target" shortcut={at === 0 ? HELP_KEY : undefined} onQuiet={quiet.has(item.instance) ? undefined : () => silence(item.instance)} />}
            </li>
          );
        })}
      </ul>
      {!runs && items.some(isCalling) ? <p className={styles["locked"]}>{w.soundLocked}</p> : null}
    </section>
  );
}
