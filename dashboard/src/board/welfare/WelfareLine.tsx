// One crew that needs help or has not been heard of: who, where, how long, in whose hands.
import type { ReactNode } from "react";
import { useNow, useScheme, useYou } from "../../live/hooks";
import { Clock } from "../../ui/Ago";
import { IconShape } from "../../ui/IconShape";
import { exactTime } from "../../ui/time";
import { stopwatch, welfare as w } from "../../words/en.welfare";
import type { WelfareItem } from "./welfare";
import styles from "./WelfareLine.module.css";

type Props = {
  item: WelfareItem;
  place: string;
  /** The inspector's own view. */
  inspector?: boolean;
  /** On the solid colour of a call that nobody has answered. */
  plain?: boolean;
  size?: number;
  /** After whose hands it is in. */
  note?: string | null;
};

export function WelfareLine({ item, place, inspector = false, plain = false, size = 16, note = null }: Props): ReactNode {
  const sos = item.kind === "sos";
  return (
    <>
      <IconShape shape={sos ? "octagon" : "triangle"} filled={item.answered === null} tone={plain ? "text" : sos ? "danger" : "amber"} size={size} />
      <div className={styles["text"]}>
        <p className={styles["words"]}>
          <span className={styles["who"]}>
            <strong>{sos ? w.sos : w.noWord}</strong>
            {sos ? ", " : " "}
            <span className="mono">{item.callSign}</span>, {place}
          </span>
          <span className={styles["time"]}>, {sos ? <Stopwatch since={item.since} /> : <Clock due={item.since} amberMs={0} words="in" />}</span>
        </p>
        <p className={styles["state"]}>
          <Hands item={item} inspector={inspector} />
          {note === null ? null : <strong> · {note}</strong>}
        </p>
      </div>
    </>
  );
}

/** Who looks after it; of a missed check-in also when it climbs. */
function Hands({ item, inspector }: { item: WelfareItem; inspector: boolean }): ReactNode {
  const me = useYou()?.name ?? null;
  const climbMs = useScheme()?.cars.check_in_climb_ms ?? null;
  if (item.answered !== null) return item.answered.by === me ? w.state.youHave : w.state.has(item.answered.by);
  if (item.kind === "sos") return item.climb === 0 ? w.state.unanswered : w.state.toldAgain(item.climb + 1);
  if (item.climb > 1) return inspector ? w.state.you : w.state.inspector;
  return (
    <>
      {w.state.desk}
      {climbMs !== null && (
        <>
          , {inspector ? w.state.you : w.state.inspectorAt} <Clock due={item.since + climbMs} amberMs={0} words="in" />
        </>
      )}
    </>
  );
}

function Stopwatch({ since }: { since: number }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const text = useNow((now) => stopwatch(now - since));
  return (
    <time className={styles["watch"]} dateTime={new Date(since).toISOString()} title={exactTime(since, zone)}>
      {text}
    </time>
  );
}
