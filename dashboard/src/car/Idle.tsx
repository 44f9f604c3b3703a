// No job at the moment: what the car is doing, what waits, and the next thing to press.
import type { ReactNode } from "react";
import { useAct, useTrust } from "../live";
import type { CarRow, CarStatus, JobCard, SchemeView } from "../live/protocol.gen";
import { At, ErrorNote } from "../ui";
import { car as words } from "../words/en.car";
import { BreakDue, useBreakIsDue } from "./BreakDue";
import { Dock } from "./Dock";
import { nextToTake } from "./job";
import styles from "./Plain.module.css";
import { Queue } from "./Queue";

type Props = { car: CarRow; status: CarStatus; queue: readonly JobCard[]; scheme: SchemeView };

export function Idle({ car, status, queue, scheme }: Props): ReactNode {
  const act = useAct();
  const { link } = useTrust();
  const next = nextToTake(queue);
  const breakIsDue = useBreakIsDue(car);
  const onBreak = status === "break";
  return (
    <>
      <section className={styles["plain"]} aria-labelledby="idle-title" data-testid="idle" data-status={status}>
        <h2 id="idle-title" className={styles["title"]}>
          {onBreak ? words.shift.onBreak : words.idle.title}
        </h2>
        <p className={styles["lead"]}>{onBreak ? words.shift.onBreakWords : link === "offline" ? words.idle.noLink : words.idle.words}</p>
        {!onBreak && car.sos === null && !car.deployable && car.not_deployable_because !== null ? (
          <p className={styles["warning"]}>
            <strong>{words.idle.notDeployable}.</strong> {car.not_deployable_because}
          </p>
        ) : null}
        <p className={styles["hint"]}>
          {car.seats.map((seat) => seat.name).join(" · ")}
          {car.shift_ends_at === null ? null : (
            <>
              {car.seats.length === 0 ? null : " · "}
              {words.shift.until} <At at={car.shift_ends_at} />
            </>
          )}
        </p>
        {onBreak || car.break_due_at === null ? null : (
          <p className={styles["hint"]}>
            <BreakDue car={car} />
          </p>
        )}
        <Queue jobs={queue} car={car} scheme={scheme} />
      </section>
      <Dock
        above={act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
        secondary={
          // Once it is due, it is at hand and not behind "More".
          breakIsDue && !onBreak ? { words: words.shift.break, testId: "take-break-now", onPress: () => void act.run({ type: "take_break", car: car.car }) } : null
        }
        primary={
          onBreak
            ? {
                words: words.shift.endBreak,
                pending: act.status === "pending",
                testId: "end-break",
                onPress: () => void act.run({ type: "end_break", car: car.car }),
              }
            : queue.length === 0
              ? null
              : {
                  words: words.idle.next,
                  note: next === null ? words.idle.nextWait : nextWords(next, queue),
                  pending: act.status === "pending",
                  quiet: next === null,
                  testId: "take-next",
                  onPress: () => void act.run({ type: "offer_next", car: car.car }),
                }
        }
      />
    </>
  );
}

/** Which job that is, and why it is not the first where it is not. */
function nextWords(next: JobCard, queue: readonly JobCard[]): string {
  const place = next.locality ?? words.job.noLocality;
  const at = queue.indexOf(next);
  return at <= 0 ? words.idle.nextIs(place) : words.idle.nextPast(place, at + 1);
}
