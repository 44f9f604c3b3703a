// Which incident is selected, which car is picked, and what a press on either means. A pair opens the incident's form; nothing is sent from here.
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { CarId, IncidentNumber } from "../../live/protocol.gen";
import { showToast } from "../../ui/toasts";
import { map as w } from "../../words/en.map";
import { shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import type { Pair } from "./logic/drag";
import { mayChoose, responseFor, type MapIncident, type Scene } from "./logic/scene";

export type MapActs = {
  selected: MapIncident | null;
  /** Waits for its incident. */
  picked: CarId | null;
  pressIncident: (number: IncidentNumber) => void;
  pressCar: (car: CarId) => void;
  choose: (pair: Pair) => void;
  open: (number: IncidentNumber) => void;
  clear: () => void;
};

/** `number`: the incident that is looked at, the row that has the focus on the board or the one that is open, until somebody says "none". */
export function useMapActs(scene: Scene, number: IncidentNumber | null): MapActs {
  const { state, change } = useBoard();
  const [picked, setPicked] = useState<CarId | null>(null);
  const selected = useMemo(() => scene.incidents.find(({ row }) => row.number === number) ?? null, [scene.incidents, number]);

  const choose = useCallback(
    (pair: Pair): void => {
      const incident = scene.incidents.find(({ row }) => row.number === pair.incident);
      const car = scene.cars.find((each) => each.car.car === pair.car)?.car;
      if (incident === undefined || car === undefined) return;
      const choice = mayChoose(incident, car);
      if (!choice.may) {
        showToast(choice.why === "done" ? w.cannot.done(shortNumber(pair.incident)) : choice.why === "off_duty" ? w.cannot.off_duty(car.call_sign) : w.cannot.no_cars);
        return;
      }
      const response = responseFor(incident.row, pair.incident === state.open ? state.ordinal : null);
      if (response === null) return;
      setPicked(null);
      change({ type: "choose_car", response, car: pair.car });
    },
    [scene, state.open, state.ordinal, change],
  );

  return {
    selected,
    picked,
    choose,
    pressIncident: (pressed) => {
      if (picked !== null) choose({ incident: pressed, car: picked });
      else {
        change({ type: "unselected", on: false });
        change({ type: "row", number: pressed });
      }
    },
    pressCar: (car) => {
      if (selected !== null) choose({ incident: selected.row.number, car });
      else setPicked(picked === car ? null : car);
    },
    open: (opened) => change({ type: "open", number: opened }),
    clear: () => {
      setPicked(null);
      change({ type: "unselected", on: true });
    },
  };
}

export const MapContext = createContext<MapActs | null>(null);

export function useActsOnMap(): MapActs {
  const acts = useContext(MapContext);
  if (acts === null) throw new Error("useActsOnMap outside MapPanel");
  return acts;
}
