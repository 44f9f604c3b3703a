// The scene from what is live. Each part is the same object until what it is made of changes: positions come every second.
import { useMemo } from "react";
import { useCars, useDocs, useEtas, useNow, usePositions, useScheme } from "../../live/hooks";
import type { IncidentNumber } from "../../live/protocol.gen";
import { SORT_EVERY_MS } from "../logic/order";
import { basesOf, carsOf, incidentsOf, unitsOf, type Scene } from "./logic/scene";

export function useScene(selected: IncidentNumber | null): Scene {
  const rows = useDocs("incident");
  const fleet = useCars();
  const positions = usePositions();
  const etas = useEtas();
  const scheme = useScheme();
  const now = useNow((at) => Math.floor(at / SORT_EVERY_MS) * SORT_EVERY_MS);
  const incidents = useMemo(() => incidentsOf(rows, scheme, selected, now), [rows, scheme, selected, now]);
  const units = useMemo(() => unitsOf(incidents), [incidents]);
  const cars = useMemo(() => carsOf(fleet, positions, etas), [fleet, positions, etas]);
  const bases = useMemo(() => basesOf(fleet), [fleet]);
  return useMemo(() => ({ incidents, units, cars, bases }), [incidents, units, cars, bases]);
}
