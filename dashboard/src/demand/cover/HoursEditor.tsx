// The hours asked about, drawn on the week.
import { useId, useMemo, type ReactNode } from "react";
import type { HoursView } from "../../live/protocol.gen";
import { Button } from "../../ui";
import { cover } from "../../words/en.demand.cover";
import { parts as p } from "../../words/en.demand.parts";
import { boxes } from "../coverage";
import { useNarrow } from "../parts/useNarrow";
import { WeekGrid } from "../parts/WeekGrid";
import styles from "./HoursEditor.module.css";
import { usePainting } from "./usePainting";
import { EMPTY, hoursIn, isWhole, stretchesOf, untilMidnight, weekOf, withFriday, type Week } from "./week";

const w = cover.hours;

type Props = { week: Week; onChange: (week: Week) => void; scheme: readonly HoursView[]; fault: string | null };

export function HoursEditor({ week, onChange, scheme, fault }: Props): ReactNode {
  const id = useId();
  const narrow = useNarrow();
  const framed = useMemo(() => boxes(scheme), [scheme]);
  const { painting, onKey } = usePainting(week, onChange);
  const presets: readonly (readonly [string, string, () => Week])[] = [
    ["now", w.now, () => weekOf(scheme)],
    ["friday", w.friday, () => withFriday(week)],
    ["midnight", w.midnight, () => untilMidnight(week)],
    ["clear", w.clear, () => EMPTY],
  ];
  return (
    <fieldset className={styles["editor"]} aria-describedby={fault === null ? undefined : `${id}-fault`}>
      <legend className={styles["title"]}>{w.title}</legend>
      <p className={styles["sum"]} role="status" data-testid="hours-sum">
        {w.sum(hoursIn(week), w.said(stretchesOf(week)))}
      </p>
      <div className={styles["presets"]} role="group" aria-label={w.presets}>
        {presets.map(([name, label, made]) => (
          <Button key={name} onClick={() => onChange(made())} data-testid={`hours-${name}`}>
            {label}
          </Button>
        ))}
      </div>
      <WeekGrid
        label={w.label}
        describedBy={`${id}-how`}
        boxes={framed}
        onKey={onKey}
        painting={painting}
        testId="hours"
        cell={(hour) => {
          const on = week[hour] === true;
          return { says: (on ? w.on : w.off)(p.hourOfWeek(hour)), className: on ? styles["on"] : styles["off"], isChosen: on };
        }}
      />
      <p className={styles["how"]} id={`${id}-how`}>
        {narrow ? w.howTouch : w.how} {framed.length > 0 ? w.framed : ""} {isWhole(scheme) ? "" : w.notWhole}
      </p>
      {fault === null ? null : (
        <p className={styles["fault"]} id={`${id}-fault`} role="alert" data-testid="hours-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
