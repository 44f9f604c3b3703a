// The map as a list: the same things with the same acts, in groups. Rows stand still while the pointer or the focus is among them.
import { useMemo, useState, type MouseEvent, type ReactNode } from "react";
import { useScheme } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { board as wb } from "../../words/en.board";
import { map as w } from "../../words/en.map";
import { useHeldOrder } from "../list/useHeldOrder";
import { isHeld, type Held } from "../logic/held";
import { BaseRow, CarListRow, GoneRow, IncidentListRow, UnitRow } from "./ListRows";
import styles from "./ListTwin.module.css";
import { awayFrom, groupsOf } from "./logic/groups";
import type { MapIncident, Scene } from "./logic/scene";
import type { MapActs } from "./useChoice";

type Props = { scene: Scene; acts: MapActs };

export function ListTwin({ scene, acts }: Props): ReactNode {
  const sends = useScheme()?.gate !== "none";
  const [pointerHere, setPointerHere] = useState(false);
  const [focusHere, setFocusHere] = useState(false);
  const groups = useMemo(() => groupsOf(scene), [scene]);
  const holding = pointerHere || focusHere;
  const waiting = useOrder(groups.waiting, holding);
  const withCar = useOrder(groups.withCar, holding);
  const byNumber = useMemo(() => new Map(scene.incidents.map((each) => [each.row.number, each])), [scene.incidents]);
  const etas = useMemo(() => new Map(scene.cars.map((each) => [each.car.car, each.eta])), [scene.cars]);
  const selected = acts.selected;

  const press = (event: MouseEvent): void => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-act]") : null;
    const { act, id } = pressed?.dataset ?? {};
    if (id === undefined) return;
    if (act === "select") acts.pressIncident(id);
    else if (act === "open") acts.open(id);
    else if (act === "car") acts.pressCar(id);
  };

  const incidentRow = (number: string): ReactNode => {
    const incident = byNumber.get(number);
    if (incident === undefined) return <GoneRow key={number} number={number} />;
    const eta = incident.car === null ? null : (etas.get(incident.car.car) ?? null);
    return <IncidentListRow key={number} incident={incident} eta={eta} selected={number === selected?.row.number} />;
  };

  return (
    <div
      className={styles["list"]}
      aria-label={w.here}
      role="region"
      tabIndex={-1}
      data-testid="map-list"
      onClick={press}
      onPointerEnter={() => setPointerHere(true)}
      onPointerLeave={() => setPointerHere(false)}
      onFocus={() => setFocusHere(true)}
      onBlur={(event) => setFocusHere(event.currentTarget.contains(event.relatedTarget))}
    >
      {groups.done.length > 0 && <Group title={w.groups.done}>{groups.done.map(({ row }) => incidentRow(row.number))}</Group>}
      <Group title={sends ? w.groups.waiting : w.groups.open} count={waiting.shown.length} empty={sends ? w.empty.waiting : w.empty.open} held={waiting} testId="map-list-waiting">
        {waiting.shown.map(incidentRow)}
      </Group>
      {sends && (
        <>
          <Group title={w.groups.withCar} count={withCar.shown.length} empty={w.empty.withCar} held={withCar} testId="map-list-with-car">
            {withCar.shown.map(incidentRow)}
          </Group>
          <Group title={w.groups.cars} count={scene.cars.length} empty={w.empty.cars} testId="map-list-cars">
            {scene.cars.map((each) => {
              const away = awayFrom(selected?.row ?? null, each);
              return <CarListRow key={each.car.car} car={each.car} position={each.position} eta={each.eta} job={each.job} metres={away?.metres ?? null} direction={away?.direction ?? null} to={selected?.row.number ?? null} picked={acts.picked === each.car.car} />;
            })}
          </Group>
        </>
      )}
      <Group title={w.groups.units} count={scene.units.length} empty={w.empty.units} testId="map-list-units">
        {scene.units.map(({ key, unit, incident, point }) => (
          <UnitRow key={key} unit={unit} incident={incident} placed={point !== null} />
        ))}
      </Group>
      {sends && (
        <Group title={w.groups.bases} count={scene.bases.length} empty={w.empty.bases} testId="map-list-bases">
          {scene.bases.map(({ base, cars }) => (
            <BaseRow key={base.id} base={base} cars={cars.join(", ")} />
          ))}
        </Group>
      )}
    </div>
  );
}

function useOrder(group: readonly MapIncident[], holding: boolean): ReturnType<typeof useHeldOrder> {
  const wanted = useMemo(() => group.map(({ row }) => row.number), [group]);
  return useHeldOrder(wanted, holding, "");
}

type GroupProps = { title: string; count?: number; empty?: string; held?: { held: Held; update: () => void }; testId?: string; children: ReactNode[] };

function Group({ title, count, empty, held, testId, children }: GroupProps): ReactNode {
  return (
    <section className={styles["group"]} data-testid={testId}>
      <h3 className={styles["title"]}>
        {title}
        {count !== undefined && <span className={styles["count"]}>{count}</span>}
        {held !== undefined && isHeld(held.held) && (
          <Button size="small" tone="quiet" className={styles["update"]} onClick={held.update}>
            {wb.list.news(held.held.added.length, held.held.moved, held.held.gone)} · {wb.list.update}
          </Button>
        )}
      </h3>
      {children.length === 0 ? <p className={styles["empty"]}>{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}
