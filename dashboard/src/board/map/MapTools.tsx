// Buttons that move the map, and how long a kilometre is on it.
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { cx } from "../../ui/cx";
import { map as w } from "../../words/en.map";
import type { MapEngine } from "./engine";
import { scaleBar } from "./logic/geo";
import styles from "./MapDrawing.module.css";
import { ToolSign } from "./signs";

const SCALE_MOST_PX = 96;

type Props = { engine: MapEngine; onMoved: (listener: () => void) => () => void; follow: boolean; onFollow: (follow: boolean) => void; onFit: () => void };

export function MapTools({ engine, onMoved, follow, onFollow, onFit }: Props): ReactNode {
  return (
    <>
      <div className={styles["tools"]} role="group" aria-label={w.tools.label}>
        <Tool sign="in" label={w.tools.in} testId="map-zoom-in" onPress={() => engine.zoomBy(1)} />
        <Tool sign="out" label={w.tools.out} testId="map-zoom-out" onPress={() => engine.zoomBy(-1)} />
        <Tool
          sign="fit"
          label={w.tools.fit}
          testId="map-fit"
          onPress={() => {
            onFollow(false);
            onFit();
          }}
        />
        <Tool sign="follow" label={w.tools.follow} testId="map-follow" pressed={follow} onPress={() => onFollow(!follow)} />
      </div>
      <Scale engine={engine} onMoved={onMoved} />
    </>
  );
}

function Tool({ sign, label, testId, pressed, onPress }: { sign: "in" | "out" | "fit" | "follow"; label: string; testId: string; pressed?: boolean; onPress: () => void }): ReactNode {
  return (
    <button type="button" className={cx(styles["tool"], pressed === true && styles["on"])} aria-label={label} title={label} aria-pressed={pressed} data-testid={testId} onClick={onPress}>
      <ToolSign name={sign} />
    </button>
  );
}

function Scale({ engine, onMoved }: Pick<Props, "engine" | "onMoved">): ReactNode {
  const measure = useCallback(() => scaleBar(engine.metresPerPx(), SCALE_MOST_PX), [engine]);
  const [bar, setBar] = useState(measure);
  useEffect(
    () =>
      onMoved(() => {
        const next = measure();
        setBar((was) => (was.metres === next.metres && Math.abs(was.px - next.px) < 0.5 ? was : next));
      }),
    [onMoved, measure],
  );
  return (
    <p className={styles["scale"]} style={{ width: `${Math.round(bar.px)}px` }}>
      {w.scale(bar.metres)}
    </p>
  );
}
