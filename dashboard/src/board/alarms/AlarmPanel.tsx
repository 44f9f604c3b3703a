// All alarms: whose they are, their timers, their acts, and what was shelved. Stands over the board without moving it.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { alarms as w } from "../../words/en.alarms";
import { isFlood, isForYou, type AlarmItem } from "../logic/alarms";
import styles from "./AlarmPanel.module.css";
import { AlarmRow } from "./AlarmRow";
import { ShelveForm } from "./ShelveForm";
import { useAlarms, useMe } from "./useAlarms";

export default function AlarmPanel({ onClose }: { onClose: () => void }): ReactNode {
  const { items, shelved, fresh } = useAlarms();
  const me = useMe();
  const panel = useRef<HTMLElement>(null);
  const [shelving, setShelving] = useState<string | null>(null);
  const yours = items.filter((item) => isForYou(item, me.user, me.roles));
  const others = items.filter((item) => !yours.includes(item));

  useEffect(() => {
    (panel.current?.querySelector<HTMLElement>("[data-act]") ?? panel.current)?.focus({ preventScroll: true });
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && panel.current?.contains(event.target) === false && !(event.target instanceof Element && event.target.closest("[data-testid=alarms-all], [data-testid=toast]") !== null)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);

  // An alarm that ended or moved takes its button with it; the focus stays in the list.
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [items, shelved]);

  const rows = (list: readonly AlarmItem[]): ReactNode =>
    list.map((item) => (
      <li key={item.key} className={styles["item"]} data-testid={`alarm-${item.kind}-${item.number}`} data-kind={item.kind}>
        <AlarmRow item={item} shelving={shelving === item.key} onShelve={() => setShelving(shelving === item.key ? null : item.key)} />
        {shelving === item.key && <ShelveForm item={item} onDone={() => setShelving(null)} />}
      </li>
    ));

  return (
    <section ref={panel} className={styles["panel"]} role="dialog" aria-label={w.list.title} tabIndex={-1} data-testid="alarm-panel">
      <header className={styles["head"]}>
        <h2>{w.list.title}</h2>
        {isFlood(fresh) && <p className={styles["flood"]}>{w.strip.floodHelp}</p>}
        <Button size="small" tone="quiet" shortcut="Esc" onClick={onClose} data-testid="alarm-panel-close">
          {w.list.close}
        </Button>
      </header>
      {items.length + shelved.length === 0 ? (
        <EmptyState title={w.list.none}>{w.list.noneText}</EmptyState>
      ) : (
        <>
          <Group title={w.list.forYou} count={yours.length}>
            {rows(yours)}
          </Group>
          <Group title={w.list.forOthers} count={others.length}>
            {rows(others)}
          </Group>
          <Group title={w.list.shelved} count={shelved.length}>
            {rows(shelved)}
          </Group>
        </>
      )}
    </section>
  );
}

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }): ReactNode {
  if (count === 0) return null;
  return (
    <>
      <h3 className={styles["group"]}>
        {title} <span>{count}</span>
      </h3>
      <ul>{children}</ul>
    </>
  );
}
