// Jobs that wait for a car, in their order. Buttons, Alt and arrows, or dragging change it; the wish shows at once, and what the server says stands.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useAct } from "../../live/hooks";
import type { CarRow, DeploymentId } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { ErrorNote } from "../../ui/ErrorNote";
import { announce } from "../../ui/toasts";
import { cars as w } from "../../words/en.cars";
import { isFree, placed, shownQueue, stepped } from "../logic/cars";
import { incidentOf, shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import { useJobNames } from "../useJobNames";
import styles from "./CarQueue.module.css";

export function CarQueue({ car }: { car: CarRow }): ReactNode {
  const act = useAct();
  const { done } = useBoard();
  const nameOf = useJobNames();
  const list = useRef<HTMLOListElement>(null);
  const [wished, setWished] = useState<readonly DeploymentId[] | null>(null);
  const [dragged, setDragged] = useState<DeploymentId | null>(null);
  const queue = shownQueue(car.queue, wished);
  const pending = act.status === "pending";

  // A moved row takes its focus along: the browser lets go of it while the row changes places.
  const keep = useRef<{ job: DeploymentId; what: string } | null>(null);
  useEffect(() => {
    const wanted = keep.current;
    keep.current = null;
    if (wanted === null) return;
    const moved = [...(list.current?.children ?? [])].find((item) => item instanceof HTMLElement && item.dataset["job"] === wanted.job);
    moved?.querySelector<HTMLElement>(`[data-what="${wanted.what}"]`)?.focus();
  }, [queue]);

  // The order wanted last. One act at a time is under way, and what is pressed meanwhile is its own next one: no press is lost.
  const latest = useRef<readonly DeploymentId[] | null>(null);

  async function reorder(next: readonly DeploymentId[], job: DeploymentId): Promise<void> {
    if (next === queue) return;
    const focused = document.activeElement?.closest<HTMLElement>("[data-what]");
    if (focused !== null && focused !== undefined && list.current?.contains(focused) === true) keep.current = { job, what: focused.dataset["what"] ?? "" };
    setWished(next);
    const underWay = latest.current !== null;
    latest.current = next;
    if (underWay) return;
    const before = [...car.queue];
    let taken = 0;
    let accepted: boolean;
    let sent: readonly DeploymentId[];
    do {
      sent = latest.current;
      accepted = await act.run({ type: "reorder_queue", car: car.car, queue: [...sent] });
      if (accepted) taken += 1;
    } while (accepted && latest.current !== sent);
    latest.current = null;
    // Whatever came of it, the queue of the server is what stands.
    setWished(null);
    if (taken > 0) done(w.queue.reordered(car.call_sign), { type: "reorder_queue", car: car.car, queue: before });
    if (!accepted) announce(w.queue.now);
  }

  return (
    <div className={styles["box"]}>
      <div className={styles["head"]}>
        <span>{pending ? w.queue.saving : w.queue.count(queue.length)}</span>
        {isFree(car) && <OfferNext car={car} />}
      </div>
      <ol ref={list} aria-label={w.queue.label(car.call_sign)} aria-busy={pending} data-testid={`queue-${car.car}`}>
        {queue.map((job, at) => (
          <QueuedJob
            key={job}
            job={job}
            name={nameOf(job)}
            place={at + 1}
            last={at === queue.length - 1}
            free={isFree(car)}
            dragged={dragged === job}
            onStep={(step) => void reorder(stepped(queue, job, step), job)}
            onDrag={setDragged}
            onDrop={() => {
              if (dragged !== null) void reorder(placed(queue, dragged, at), dragged);
              setDragged(null);
            }}
          />
        ))}
      </ol>
      {act.refusal !== null && (
        <ErrorNote refusal={act.refusal}>
          {act.refusal.code === "queue_changed" && <p>{w.queue.now}</p>}
          <Button size="small" onClick={act.clear}>
            {w.queue.seen}
          </Button>
        </ErrorNote>
      )}
    </div>
  );
}

function OfferNext({ car }: { car: CarRow }): ReactNode {
  const act = useAct();
  return (
    <>
      <Button size="small" pending={act.status === "pending"} data-testid={`offer-next-${car.car}`} onClick={() => void act.run({ type: "offer_next", car: car.car })}>
        {w.queue.offerNext}
      </Button>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </>
  );
}

type JobProps = { job: DeploymentId; name: string; place: number; last: boolean; free: boolean; dragged: boolean; onStep: (step: 1 | -1) => void; onDrag: (job: DeploymentId | null) => void; onDrop: () => void };

function QueuedJob({ job, name, place, last, free, dragged, onStep, onDrag, onDrop }: JobProps): ReactNode {
  const { change } = useBoard();
  const act = useAct();
  const [over, setOver] = useState(false);
  const number = incidentOf(job);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      className={cx(styles["queued"], dragged && styles["dragged"], over && !dragged && styles["over"])}
      data-job={job}
      data-testid={`queued-${job}`}
      draggable
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(job);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <span className={styles["place"]}>{place}</span>
      <button type="button" className={styles["job"]} data-what="open" onClick={() => change({ type: "open", number })}>
        <span className="mono">{shortNumber(number)}</span> {name.slice(shortNumber(number).length + 1)}
      </button>
      <span className={styles["steps"]}>
        <Step label={w.queue.up(name)} what="up" stopped={place === 1} path="m3.5 10 4.5-4.5 4.5 4.5" testId={`up-${job}`} onPress={() => onStep(-1)} />
        <Step label={w.queue.down(name)} what="down" stopped={last} path="m3.5 6 4.5 4.5L12.5 6" testId={`down-${job}`} onPress={() => onStep(1)} />
      </span>
      <span className={styles["acts"]}>
        {free && (
          <Button size="small" tone="quiet" aria-label={w.queue.offerOf(name)} pending={act.status === "pending"} data-what="offer" data-testid={`offer-${job}`} onClick={() => void act.run({ type: "offer_reserved", deployment: job })}>
            {w.queue.offer}
          </Button>
        )}
        <Button size="small" tone="quiet" aria-label={w.queue.standDownOf(name)} data-what="stand-down" data-testid={`queued-stand-down-${job}`} onClick={() => change({ type: "choose_job", deployment: job, tray: "stand_down" })}>
          {w.queue.standDown}
        </Button>
      </span>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </li>
  );
}

/** Stays in reach of the keyboard at the end of its way, so that the focus is not lost there. */
function Step({ label, what, stopped, path, testId, onPress }: { label: string; what: string; stopped: boolean; path: string; testId: string; onPress: () => void }): ReactNode {
  return (
    <button type="button" className={styles["step"]} aria-label={label} title={label} aria-disabled={stopped || undefined} data-what={what} data-testid={testId} onClick={() => !stopped && onPress()}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </button>
  );
}
