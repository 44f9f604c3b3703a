// One alarm of the list: what, where, whose, since when, and what to press.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { clockTime } from "../../ui/time";
import { en } from "../../words/en";
import { alarms as w } from "../../words/en.alarms";
import type { AlarmItem } from "../logic/alarms";
import { shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import { AlarmMark } from "./AlarmMark";
import styles from "./AlarmPanel.module.css";
import { AlarmTimer, ownerWords } from "./AlarmTimer";
import { actOf, useAlarms, useMe, useOpenAlarm } from "./useAlarms";

type Props = { item: AlarmItem; shelving: boolean; onShelve: () => void };

export function AlarmRow({ item, shelving, onShelve }: Props): ReactNode {
  const { done } = useBoard();
  const { times } = useAlarms();
  const me = useMe();
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const open = useOpenAlarm();
  const act = useAct();
  const kind = w.kinds[item.kind];
  const number = shortNumber(item.number);
  const what = actOf(item, me.roles);
  const rang = times.get(item.key) ?? 1;

  const press = (): void => {
    if (what !== "answer" || item.escalation === null) open(item, what);
    else void act.run({ type: "acknowledge_escalation", escalation: item.escalation.id }).then((accepted) => accepted && done(w.shelve.acknowledged(number)));
  };
  const unshelve = (): void => {
    void act.run({ type: "unshelve_alarm", response: item.response, alarm: item.kind }).then((accepted) => accepted && done(w.shelve.undone(kind, number)));
  };

  return (
    <div className={styles["row"]}>
      <AlarmMark kind={item.kind} size={14} />
      <div className={styles["words"]}>
        <p>
          <strong>{kind}</strong> <span className="mono">{number}</span> {item.place ?? en.notKnown}
        </p>
        <p className={styles["detail"]}>
          <span>{ownerWords(item, me.user)}</span>
          {item.shelved === null ? (
            <span>
              <AlarmTimer item={item} />
            </span>
          ) : (
            <>
              <span>{w.list.shelvedBy(item.shelved.by)}</span>
              <span>{w.list.backAt(clockTime(item.shelved.until, zone))}</span>
            </>
          )}
          {item.escalation !== null && <span>{w.timer.asked(item.escalation.by)}</span>}
          {rang > 1 && <span>{w.timer.times(rang)}</span>}
        </p>
        {act.refusal !== null && <p role="alert">{act.refusal.message}</p>}
      </div>
      <div className={styles["acts"]}>
        <Button size="small" tone={item.emergency ? "primary" : "plain"} pending={act.status === "pending" && item.shelved === null} onClick={press} data-act={what} data-testid={`alarm-${what}`}>
          {w.acts[what]}
        </Button>
        {what !== "open" && (
          <Button size="small" onClick={() => open(item, "open")} data-testid="alarm-open">
            {w.acts.open}
          </Button>
        )}
        {item.shelved !== null ? (
          <Button size="small" tone="quiet" pending={act.status === "pending"} onClick={unshelve} data-testid="alarm-unshelve">
            {w.list.unshelve}
          </Button>
        ) : (
          item.kind !== "line_cut" &&
          item.kind !== "gate_revoked" && (
            <Button size="small" tone="quiet" aria-expanded={shelving} onClick={onShelve} data-testid="alarm-shelve">
              {w.list.shelveOpen}
            </Button>
          )
        )}
      </div>
    </div>
  );
}
