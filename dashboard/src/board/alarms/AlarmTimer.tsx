// The timer that each alarm has: when a request climbs, how late an attempt is, how long a car has had to leave.
import type { ReactNode } from "react";
import { Ago, Clock } from "../../ui/Ago";
import { alarms as w } from "../../words/en.alarms";
import type { AlarmItem } from "../logic/alarms";

/** The last climb is the inspector's. */
const TOP = 2;

export function AlarmTimer({ item }: { item: AlarmItem }): ReactNode {
  if (item.due === null) return <Ago at={item.since} />;
  if (item.escalation === null) return <Clock due={item.due} amberMs={0} words={item.kind === "grade_overdue" ? "left" : "in"} />;
  return (
    <>
      {item.escalation.climb < TOP ? w.timer.climbs : w.timer.unanswered} <Clock due={item.due} amberMs={0} words="in" />
    </>
  );
}

/** Who is asked to act, in words. */
export function ownerWords(item: AlarmItem, me: string | null): string {
  if (item.owner === "desk") return w.owner.desk[item.escalation?.climb ?? 0] ?? w.owner.desk[TOP] ?? "";
  if (item.owner === "anybody" || item.claim === null) return w.owner.anybody;
  return item.claim.user === me ? w.owner.you : item.claim.name;
}
