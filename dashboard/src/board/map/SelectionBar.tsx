// What is selected, whether a car may go there, and what a press will do next. Always the same height, so that the map below it stays still.
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconShape } from "../../ui/IconShape";
import { en } from "../../words/en";
import { map as w } from "../../words/en.map";
import { GateMark } from "../list/GateMark";
import { shortNumber } from "../logic/rows";
import type { MapIncident, Scene } from "./logic/scene";
import styles from "./SelectionBar.module.css";
import { ToolSign } from "./signs";
import type { MapActs } from "./useChoice";

export function SelectionBar({ acts, scene }: { acts: MapActs; scene: Scene }): ReactNode {
  const { selected, picked } = acts;
  if (picked !== null) {
    const sign = scene.cars.find(({ car }) => car.car === picked)?.car.call_sign ?? picked;
    return (
      <div className={styles["bar"]} role="status" data-testid="map-picked">
        <p className={styles["say"]}>{w.bar.picked(sign)}</p>
        <Button size="small" data-testid="map-unpick" onClick={acts.clear}>
          {w.bar.cancel}
        </Button>
      </div>
    );
  }
  if (selected === null) {
    return (
      <div className={styles["bar"]}>
        <p className={cx(styles["say"], styles["quiet"])}>{w.bar.none}</p>
      </div>
    );
  }
  return <Selected incident={selected} acts={acts} />;
}

function Selected({ incident, acts }: { incident: MapIncident; acts: MapActs }): ReactNode {
  const { row, shape, stand, urgent, car } = incident;
  const number = shortNumber(row.number);
  return (
    <div className={styles["bar"]} role="group" aria-label={w.bar.label} data-testid="map-selected" data-number={row.number}>
      <div className={styles["what"]}>
        <p className={styles["line"]}>
          <IconShape shape={shape} filled={stand === "waits"} tone={urgent ? "danger" : "text"} size={13} label={en.shapes[shape]} />
          <span className={cx("mono", styles["number"])}>{number}</span>
          <span className={styles["place"]}>{row.locality ?? (row.point === null ? w.noPlace : "")}</span>
        </p>
        <p className={styles["gate"]} title={row.gate.words}>
          <GateMark state={row.gate.state} />
          <span>
            {stand === "done" ? w.cannot.done(number) : row.gate.words}
            {stand !== "done" && stand !== "waits" && car !== null && `. ${w.carAt(car.call_sign, en.deployment[car.state])}`}
          </span>
        </p>
      </div>
      <div className={styles["acts"]}>
        <Button size="small" data-testid="map-open" onClick={() => acts.open(row.number)}>
          {w.bar.open}
        </Button>
        <button type="button" className={styles["clear"]} aria-label={w.bar.clear} title={w.bar.clear} data-testid="map-clear" onClick={acts.clear}>
          <ToolSign name="close" />
        </button>
      </div>
    </div>
  );
}
