// The names of beats, each in the middle of its area, where the area is large enough on the screen to hold it.
import { useCallback, useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import styles from "./BeatLabels.module.css";
import type { MapEngine } from "./engine";
import type { BeatLabel } from "./logic/base";

const LETTER_PX = 7;

type Props = { engine: MapEngine; labels: readonly BeatLabel[]; onMoved: (listener: () => void) => () => void };

export function BeatLabels({ engine, labels, onMoved }: Props): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  const place = useCallback((): void => {
    labels.forEach(({ at, name, west, east }, index) => {
      const label = holder.current?.children[index];
      if (!(label instanceof HTMLElement)) return;
      const { x, y } = engine.project(at);
      const width = engine.project({ lat: at.lat, lon: east }).x - engine.project({ lat: at.lat, lon: west }).x;
      label.hidden = width < name.length * LETTER_PX + 16;
      label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
    });
  }, [engine, labels]);
  useLayoutEffect(place, [place]);
  useEffect(() => onMoved(place), [onMoved, place]);
  return (
    <div ref={holder} className={styles["labels"]} aria-hidden="true">
      {labels.map(({ name }, index) => (
        <span key={`${name} ${index}`} className={styles["label"]}>
          {name}
        </span>
      ))}
    </div>
  );
}
