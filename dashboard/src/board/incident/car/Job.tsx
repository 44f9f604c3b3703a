// One car's job on a response: how far it is, when it will be there, who sent it, and what may be done about it.
import type { ReactNode } from "react";
import { useAct, useDoc, useEtas, useNow, usePending, useScheme } from "../../../live/hooks";
import type { CarRow, DeploymentView, GateState } from "../../../live/protocol.gen";
import { Ago, Clock } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { cx } from "../../../ui/cx";
import { ErrorNote } from "../../../ui/ErrorNote";
import { en } from "../../../words/en";
import { cars as wc } from "../../../words/en.cars";
import { dispatch as w } from "../../../words/en.dispatch";
import { EtaWords } from "../../cars/EtaWords";
import { CrewClear } from "../../cars/RadioActs";
import { canRecall, canStandDown, canSwap } from "../../logic/dispatch";
import { isActive } from "../../logic/rows";
import { useBoard, type Tray } from "../../state";
import styles from "./Car.module.css";

export function Job({ view, gate }: { view: DeploymentView; gate: GateState }): ReactNode {
  const { change } = useBoard();
  const pending = usePending(view.deployment);
  const car = useDoc("car", view.car);
  const eta = useEtas().get(view.car);
  const isPending = (type: string): boolean => pending.some((record) => record.command.type === type);
  const out = (tray: Tray): void => change({ type: "choose_job", deployment: view.deployment, tray });
  const reserved = view.state === "reserved";
  const place = (car?.queue.indexOf(view.deployment) ?? -1) + 1;
  const coming = view.state === "acknowledged" || view.state === "en_route";
  return (
    <li className={cx(styles["job"], view.recall_unconfirmed && styles["recalled"], view.recall_unconfirmed && "hatched")} data-testid="deployment" data-state={view.state} data-car={view.car}>
      <p className={styles["line"]}>
        <span className={cx("mono", styles["sign"])}>{view.call_sign}</span> {en.deployment[view.state]} <Ago at={view.at} className={styles["quiet"]} />
        <span className={styles["quiet"]}>{byWhom(view)}</span>
        {view.overridden && <Chip>{w.job.overridden}</Chip>}
        {view.next_best && (view.state === "offered" || reserved) && <Chip data-testid="next-best-on">{w.job.nextBest}</Chip>}
      </p>
      {coming && eta?.deployment === view.deployment && <EtaWords eta={eta} className={styles["eta"]} late={styles["late"]} />}
      {view.state === "offered" && view.offer_lapses_at !== null && (
        <p className={styles["quiet"]}>
          {w.job.lapses} <Clock due={view.offer_lapses_at} amberMs={30_000} words="in" />
        </p>
      )}
      {view.state === "at_scene" && car?.check_in?.deployment === view.deployment && <CheckIn car={car} />}
      {reserved && place > 0 && (
        <p className={styles["quiet"]}>
          {w.job.inQueue(place, view.call_sign)}
          {gate === "open" && car !== undefined && car.status !== "available" && `. ${w.job.waitsFor(view.call_sign, en.carStatus[car.status])}`}
          {gate !== "open" && `. ${w.job.gateShut}`}
        </p>
      )}
      {view.because !== null && <p className={styles["quiet"]}>{view.because}</p>}
      {view.recall_unconfirmed && (
        <>
          <p className={styles["loud"]}>{w.job.recallWaiting}</p>
          <CrewClear deployment={view.deployment} callSign={view.call_sign} testId="crew-clear" />
        </>
      )}
      <div className={styles["acts"]}>
        {reserved && gate === "open" && car?.status === "available" && <OfferNow view={view} />}
        {canSwap(view) && (
          <Button size="small" pending={isPending("swap_car")} data-testid="swap-car" onClick={() => out("swap_car")}>
            {w.job.swap}
          </Button>
        )}
        {canStandDown(view) && (
          <Button size="small" pending={isPending("stand_down")} data-testid="stand-down" onClick={() => out("stand_down")}>
            {w.job.standDown}
          </Button>
        )}
        {canRecall(view) && (
          <Button size="small" pending={isPending("recall_car")} data-testid="recall" onClick={() => out("recall")}>
            {w.job.recall}
          </Button>
        )}
      </div>
    </li>
  );
}

function byWhom(view: DeploymentView): string {
  if (view.state === "reserved") return view.sent_by === null ? w.job.reservedBySystem : w.job.reservedBy(view.sent_by);
  if (view.sent_by !== null) return w.job.sentBy(view.sent_by);
  return isActive(view) ? w.job.bySystem : "";
}

function OfferNow({ view }: { view: DeploymentView }): ReactNode {
  const act = useAct();
  return (
    <>
      <Button size="small" pending={act.status === "pending"} data-testid="offer-now" onClick={() => void act.run({ type: "offer_reserved", deployment: view.deployment, ...(view.next_best ? { next_best: true } : {}) })}>
        {w.job.offer}
      </Button>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </>
  );
}

/** The crew's timer at the scene. Answering it belongs to the alarm. */
function CheckIn({ car: { check_in: check } }: { car: CarRow }): ReactNode {
  const zone = useScheme()?.time_zone;
  const over = useNow((now) => check !== null && now > check.due_at);
  if (check === null || zone === undefined) return null;
  const missed = over || check.missed > 0;
  return (
    <p className={cx(!missed && styles["quiet"])} data-testid="check-in" data-missed={missed}>
      {missed ? wc.checkInMissed : wc.checkIn} <Clock due={check.due_at} words="in" />
      {check.missed > 0 && `, ${w.job.told[Math.min(2, check.missed)] ?? ""}`}
    </p>
  );
}
