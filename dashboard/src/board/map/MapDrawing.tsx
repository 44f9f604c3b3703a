// The drawn map: the base, what lies on the ground, the markers over it, and the buttons that move it. Fetched when it is first shown.
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import type { AreaView, MapView, SchemeView } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { map as w } from "../../words/en.map";
import { MapEngine, type Camera } from "./engine";
import { areaShape, gridOf } from "./logic/base";
import { groundKey, groundOf } from "./logic/features";
import { boundsOf } from "./logic/geo";
import { everything, isDrawn, type Scene } from "./logic/scene";
import styles from "./MapDrawing.module.css";
import { Markers } from "./Markers";
import { MapTools } from "./MapTools";
import { useBeats } from "./useBeats";

type Props = {
  scheme: SchemeView;
  view: MapView | null;
  scene: Scene;
  onNoWebgl: () => void;
};

/** Where the person left each board's map, while the page lives. */
const cameras = new Map<string, Camera>();

export default function MapDrawing({ scheme, view, scene, onNoWebgl, ...press }: Props & MarkerPresses): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const moved = useRef<Set<() => void>>(new Set());
  const [tilesFailed, setTilesFailed] = useState(false);
  const [follow, setFollow] = useState(false);
  const beats = useBeats(scheme.cars.has_beats ? scheme.board : null);
  const { board } = scheme;

  const start = useEffectEvent((): Camera | AreaView => cameras.get(board) ?? everything(scene, scheme.area));
  const fail = useEffectEvent(onNoWebgl);
  useEffect(() => {
    if (holder.current === null) return undefined;
    let made: MapEngine;
    const listeners = moved.current;
    try {
      made = new MapEngine({
        container: holder.current,
        start: start(),
        onMove: () => listeners.forEach((each) => each()),
        onHand: () => setFollow(false),
        onTilesFailed: () => setTilesFailed(true),
      });
    } catch {
      fail();
      return undefined;
    }
    setEngine(made);
    return () => {
      cameras.set(board, made.camera());
      made.remove();
      setEngine(null);
    };
  }, [board]);

  const onMoved = useCallback((listener: () => void): (() => void) => {
    const listeners = moved.current;
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);

  useRepaint(engine);
  useGround(engine, scheme, scene, press.selected);
  useEffect(() => {
    if (beats.beats !== null) engine?.setData("beats", beats.beats.shapes);
  }, [engine, beats.beats]);
  const tiles = view?.tiles ?? null;
  useEffect(() => {
    if (tiles !== null) void engine?.showTiles(tiles);
  }, [engine, tiles]);
  useFollow(engine, scene, follow ? press.selected : null);

  const again = (): void => {
    setTilesFailed(false);
    if (tiles !== null) void engine?.showTiles(tiles);
  };
  const labels = beats.beats?.labels;
  return (
    <div className={styles["drawing"]} data-testid="map-drawing">
      <div ref={holder} className={styles["holder"]} />
      {engine !== null && (
        <>
          <Markers engine={engine} scene={scene} beats={labels ?? NONE} onMoved={onMoved} {...press} />
          <MapTools engine={engine} onMoved={onMoved} follow={follow} onFollow={setFollow} onFit={() => engine.fit(everything(scene, scheme.area))} />
        </>
      )}
      {(tilesFailed || beats.failed) && (
        <div className={styles["notes"]} role="status">
          {tilesFailed && (
            <p data-testid="tiles-failed">
              {w.tilesFailed}{" "}
              <Button size="small" tone="quiet" onClick={again}>
                {w.again}
              </Button>
            </p>
          )}
          {beats.failed && (
            <p data-testid="beats-failed">
              {w.beatsFailed}{" "}
              <Button size="small" tone="quiet" onClick={beats.again}>
                {w.again}
              </Button>
            </p>
          )}
        </div>
      )}
      {tiles !== null && view?.attribution != null && (
        <p className={styles["attribution"]} data-testid="attribution">
          {view.attribution}
        </p>
      )}
    </div>
  );
}

const NONE: [] = [];

export type MarkerPresses = {
  selected: string | null;
  picked: string | null;
  onIncident: (number: string) => void;
  onCar: (car: string) => void;
};

/** The map's own drawing takes part in the theme as everything else does. */
function useRepaint(engine: MapEngine | null): void {
  useEffect(() => {
    if (engine === null) return undefined;
    const repaint = (): void => engine.repaint();
    const watch = new MutationObserver(repaint);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const system = window.matchMedia("(prefers-color-scheme: light)");
    system.addEventListener("change", repaint);
    return () => {
      watch.disconnect();
      system.removeEventListener("change", repaint);
    };
  }, [engine]);
}

/** What lies on the ground. Each source is told only when its own part changes. */
function useGround(engine: MapEngine | null, { area }: SchemeView, scene: Scene, selected: string | null): void {
  const grid = useMemo(() => gridOf(area).lines, [area]);
  useEffect(() => {
    engine?.setData("grid", grid);
    engine?.setData("area", areaShape(area));
  }, [engine, grid, area]);
  const drawn = useRef<{ engine: MapEngine | null; key: string }>({ engine: null, key: "" });
  useEffect(() => {
    const key = groundKey(scene, selected);
    if (engine === null || (drawn.current.engine === engine && drawn.current.key === key)) return;
    drawn.current = { engine, key };
    engine.setData("ground", groundOf(scene, selected));
  }, [engine, scene, selected]);
}

/** Keeps the selected incident and its car in view. */
function useFollow(engine: MapEngine | null, { incidents, cars }: Scene, number: string | null): void {
  useEffect(() => {
    const incident = number === null ? undefined : incidents.find(({ row }) => row.number === number);
    if (engine === null || incident === undefined) return;
    const own = cars.find((each) => isDrawn(each) && each.car.car === incident.car?.car && incident.stand === "car");
    const points = [incident.row.point, own?.position?.point ?? null].filter((point) => point !== null);
    const area = boundsOf(points);
    if (area !== null) engine.keepInView(points, area);
  }, [engine, incidents, cars, number]);
}
