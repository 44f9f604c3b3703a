// Above everything, always of one height so that nothing beneath ever moves: the most urgent alarm with its act and timer, the rest as counts.
import type { ReactNode } from "react";
import { useAct } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { alarms as w } from "../../words/en.alarms";
import { countByKind, isFlood, leads, type AlarmItem } from "../logic/alarms";
import { shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import { AlarmMark } from "./AlarmMark";
import styles from "./AlarmStrip.module.css";
import { AlarmTimer, ownerWords } from "./AlarmTimer";
import { actOf, useAlarms, useMe, useOpenAlarm } from "./useAlarms";

type Props = { expanded: boolean; onAll: () => void };

export function AlarmStrip({ expanded, onAll }: Props): ReactNode {
  const { items, shelved, fresh } = useAlarms();
  const me = useMe();
  const mine = items.filter((item) => leads(item, me.user, me.roles));
  const first = mine[0];
  const rest = countByKind(mine.slice(1));
  const others = items.length - mine.length;
  return (
    <section className={cx(styles["strip"], first?.emergency === true && styles["emergency"])} aria-label={w.strip.label} data-testid="alarm-strip">
      {first === undefined ? <p className={styles["none"]}>{others > 0 ? w.strip.noneYours : w.strip.none}</p> : <Leading key={first.key} item={first} />}
      <div className={styles["rest"]}>
        {rest.map(({ kind, count }) => (
          <span key={kind} className={styles["count"]} data-kind={kind}>
            <AlarmMark kind={kind} size={10} plain={first?.emergency === true} />
            {w.strip.count(count, w.kinds[kind])}
          </span>
        ))}
        {others > 0 && <span className={styles["quiet"]}>{w.strip.others(others)}</span>}
        {shelved.length > 0 && <span className={styles["quiet"]}>{w.strip.shelved(shelved.length)}</span>}
        {isFlood(fresh) && (
          <span className={styles["flood"]} title={w.strip.floodHelp} data-testid="alarm-flood">
            {w.strip.flood(fresh)}
          </span>
        )}
      </div>
      <Button size="small" tone="quiet" shortcut="w" aria-expanded={expanded} onClick={onAll} className={styles["all"]} data-testid="alarms-all">
        {w.strip.all} {items.length}
      </Button>
    </section>
  );
}

function Leading({ item }: { item: AlarmItem }): ReactNode {
  const { state, done } = useBoard();
  const me = useMe();
  const open = useOpenAlarm();
  const answer = useAct();
  const act = actOf(item, me.roles);
  const opened = state.open === item.number;
  const number = shortNumber(item.number);
  const openId = item.escalation === null ? "alarm-open-leading" : "strip-open";
  const press = (): void => {
    if (act !== "answer" || item.escalation === null) open(item, act);
    else void answer.run({ type: "acknowledge_escalation", escalation: item.escalation.id }).then((accepted) => accepted && done(w.shelve.acknowledged(number)));
  };
  return (
    <div className={styles["leading"]} data-testid={item.escalation === null ? "leading-alarm" : "escalation-strip"} data-kind={item.kind}>
      <AlarmMark kind={item.kind} size={14} plain={item.emergency} />
      <p className={styles["words"]}>
        <strong>{w.kinds[item.kind]}</strong> <span className="mono">{number}</span> {item.place}
        {item.escalation !== null && `, ${w.timer.asked(item.escalation.by)}`}
      </p>
      <p className={styles["timer"]}>
        <span className={styles["owner"]}>{ownerWords(item, me.user)}, </span>
        <AlarmTimer item={item} />
      </p>
      {answer.refusal !== null && <span role="alert">{answer.refusal.message}</span>}
      {(act !== "open" || !opened) && (
        <Button size="small" pending={answer.status === "pending"} data-testid={act === "open" ? openId : `strip-${act}`} onClick={press}>
          {w.acts[act]}
        </Button>
      )}
      {act !== "open" && !opened && (
        <Button size="small" data-testid={openId} onClick={() => open(item, "open")}>
          {w.strip.open}
        </Button>
      )}
    </div>
  );
}
