// All markers, in the map's own layer so that wheel and pinch go through to it. One listener for all presses; places are set by usePlacing.
import { useEffect, useRef, type MouseEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { map as w } from "../../words/en.map";
import { BeatLabels } from "./BeatLabels";
import type { MapEngine } from "./engine";
import type { BeatLabel } from "./logic/base";
import { isDrawn, type Scene } from "./logic/scene";
import type { MarkerPresses } from "./MapDrawing";
import { BaseMarker, CarMarker, IncidentMarker, UnitMarker } from "./Marker";
import styles from "./Marker.module.css";
import { usePlacing } from "./usePlacing";

/** Close enough to tell the streets about a base apart. */
const BASE_ZOOM = 14;

type Props = MarkerPresses & {
  engine: MapEngine;
  scene: Scene;
  beats: readonly BeatLabel[];
  onMoved: (listener: () => void) => () => void;
};

export function Markers({ engine, scene, beats, onMoved, selected, picked, onIncident, onCar }: Props): ReactNode {
  const group = useRef<HTMLDivElement>(null);
  const place = usePlacing(engine, scene, group);
  useEffect(() => onMoved(place), [onMoved, place]);

  const press = (event: MouseEvent): void => {
    const marker = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
    const key = marker?.dataset["key"];
    if (marker === null || key === undefined) return;
    const id = key.slice(key.indexOf(":") + 1);
    if (key.startsWith("incident:")) onIncident(id);
    else if (key.startsWith("car:")) onCar(id);
    else if (key.startsWith("unit:")) onIncident(marker.dataset["incident"] ?? "");
    else {
      const base = scene.bases.find((each) => each.base.id === id);
      if (base !== undefined) engine.goTo(base.base.point, BASE_ZOOM);
    }
  };

  return createPortal(
    <>
      <BeatLabels engine={engine} labels={beats} onMoved={onMoved} />
      <div ref={group} className={styles["group"]} role="group" aria-label={w.markers} onClick={press} data-testid="map-markers">
        {scene.incidents.map(({ row, stand, shape, urgent }) => row.point !== null && <IncidentMarker key={row.number} row={row} stand={stand} shape={shape} urgent={urgent} selected={row.number === selected} />)}
        {scene.cars.map((each) => isDrawn(each) && each.position !== null && <CarMarker key={each.car.car} car={each.car} position={each.position} eta={each.eta} picked={each.car.car === picked} />)}
        {scene.units.map(({ key, unit, incident, point }) => point !== null && <UnitMarker key={key} id={key} unit={unit} incident={incident} />)}
        {scene.bases.map(({ base }) => (
          <BaseMarker key={base.id} base={base} />
        ))}
      </div>
    </>,
    engine.overlay,
  );
}
