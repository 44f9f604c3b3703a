// What the desk does with a car apart from its jobs: shift, crew, break.
import { useState, type ReactNode } from "react";
import { useAct, useYou } from "../../live/hooks";
import type { CarRow } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { showToast } from "../../ui/toasts";
import { cars as w } from "../../words/en.cars";
import { Late } from "../../ui/Late";
import { PARTS } from "../parts";
import styles from "./CarItem.module.css";

/** What the dialog is for. */
export type ShiftAsk = "start" | "crew" | "end";

export function CarActs({ car }: { car: CarRow }): ReactNode {
  const you = useYou();
  const act = useAct();
  const [ask, setAsk] = useState<ShiftAsk | null>(null);
  const may = you?.roles.some((role) => role === "coordinator" || role === "control_room" || role === "support_worker") === true;
  if (!may) return null;
  const resting = car.status === "break";
  const failed = (): void => {
    setAsk(null);
    showToast(w.notFetched);
  };
  return (
    <div className={styles["acts"]}>
      {car.status === "off_duty" ? (
        <Button size="small" aria-label={w.startOf(car.call_sign)} data-testid={`start-shift-${car.car}`} onClick={() => setAsk("start")}>
          {w.start}
        </Button>
      ) : (
        <>
          <Button size="small" tone="quiet" aria-label={w.crewOf(car.call_sign)} data-testid={`crew-${car.car}`} onClick={() => setAsk("crew")}>
            {w.crew}
          </Button>
          {(resting || (car.status === "available" && car.active === null)) && (
            <Button
              size="small"
              tone={resting ? "plain" : "quiet"}
              aria-label={(resting ? w.endBreakOf : w.breakOf)(car.call_sign)}
              pending={act.status === "pending"}
              data-testid={`${resting ? "end-break" : "break"}-${car.car}`}
              onClick={() => void act.run({ type: resting ? "end_break" : "take_break", car: car.car })}
            >
              {resting ? w.endBreak : w.break}
            </Button>
          )}
          <Button size="small" tone="quiet" aria-label={w.endOf(car.call_sign)} data-testid={`end-shift-${car.car}`} onClick={() => setAsk("end")}>
            {w.end}
          </Button>
        </>
      )}
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      {ask !== null && <Late load={PARTS.shift} with={{ car, ask, onClose: () => setAsk(null) }} onFail={failed} />}
    </div>
  );
}
