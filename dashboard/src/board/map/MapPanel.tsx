// The map and its twin as a list: the same scene twice, one switch between them. Chooses a car for an incident; sends nothing itself.
import { useRef, useState, type ReactNode } from "react";
import { useLoaded, useMapView, useScheme, useTrust } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { map as w } from "../../words/en.map";
import { Late } from "../../ui/Late";
import { changeSettings, useBoardSettings } from "../settings";
import { shownInMiddle, useBoard } from "../state";
import { ListTwin } from "./ListTwin";
import { isDrawn, type Scene } from "./logic/scene";
import styles from "./MapPanel.module.css";
import { SelectionBar } from "./SelectionBar";
import { useDrag } from "./useDrag";
import { useMapActs } from "./useChoice";
import { useScene } from "./useScene";

export const drawing = () => import("./MapDrawing");

export default function MapPanel(): ReactNode {
  const { state, change } = useBoard();
  const settings = useBoardSettings();
  const scheme = useScheme();
  const view = useMapView();
  const loaded = useLoaded();
  const stale = useTrust().stale;
  const selected = shownInMiddle(state);
  const scene = useScene(selected);
  const acts = useMapActs(scene, selected);
  const root = useRef<HTMLElement>(null);
  const ghost = useDrag(root, acts.choose);
  const [without, setWithout] = useState<"webgl" | "fetch" | null>(() => (hasWebgl() ? null : "webgl"));
  const asList = settings.mapAs === "list" || without !== null;

  const showMap = (): void => {
    // What could not be fetched may come now; what the browser has not got will not.
    if (without === "fetch") setWithout(null);
    changeSettings({ mapAs: "map" });
  };

  let body: ReactNode;
  if (!loaded || scheme === null) {
    body = (
      <div className={styles["waiting"]} aria-busy="true">
        <EmptyState title={w.loading} />
      </div>
    );
  } else if (asList) {
    body = <ListTwin scene={scene} acts={acts} />;
  } else {
    const props = { scheme, view, scene, onNoWebgl: () => setWithout("webgl"), selected, picked: acts.picked, onIncident: acts.pressIncident, onCar: acts.pressCar };
    body = (
      <>
        <Late load={drawing} with={props} onFail={() => setWithout("fetch")} waiting={<p className={styles["waiting"]}>{w.waiting}</p>} />
        <Foot scene={scene} onList={() => changeSettings({ mapAs: "list" })} />
      </>
    );
  }

  return (
    <section ref={root} className={styles["panel"]} aria-label={w.title} data-testid="map" data-as={asList ? "list" : "map"}>
      <div className={styles["head"]}>
        <div className={styles["switch"]} role="group" aria-label={w.as}>
          <button type="button" className={styles["side"]} aria-pressed={!asList} disabled={without === "webgl"} data-testid="map-as-map" onClick={showMap}>
            {w.asMap}
          </button>
          <button type="button" className={styles["side"]} aria-pressed={asList} data-testid="map-as-list" onClick={() => changeSettings({ mapAs: "list" })}>
            {w.asList}
          </button>
        </div>
        <Button size="small" shortcut="g m" data-testid="map-close" onClick={() => change({ type: "middle", show: "incident" })}>
          {w.close}
        </Button>
      </div>
      {without !== null && (
        <p className={styles["note"]} role="status" data-testid="map-without">
          {without === "webgl" ? w.noWebgl : w.notFetched}
          {without === "fetch" && (
            <Button size="small" tone="quiet" onClick={showMap}>
              {w.again}
            </Button>
          )}
        </p>
      )}
      <SelectionBar acts={acts} scene={scene} />
      <div className={cx(styles["body"], stale && styles["stale"])} data-stale={stale || undefined}>
        {body}
      </div>
      {ghost}
    </section>
  );
}

/** What the map cannot show is said, and is one press away. */
function Foot({ scene, onList }: { scene: Scene; onList: () => void }): ReactNode {
  const incidents = scene.incidents.filter(({ row }) => row.point === null).length;
  const cars = scene.cars.filter((each) => each.car.status !== "off_duty" && !isDrawn(each)).length;
  if (scene.incidents.length === 0) return <p className={styles["foot"]}>{w.empty.open}</p>;
  if (incidents + cars === 0) return null;
  return (
    <p className={styles["foot"]} data-testid="map-without-place">
      <span>{w.withoutPlace(incidents, cars)}</span>
      <button type="button" className={styles["link"]} onClick={onList}>
        {w.toList}
      </button>
    </p>
  );
}

function hasWebgl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
