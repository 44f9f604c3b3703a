// Who is in the car. A car with an empty seat is on shift but cannot be sent, except by override.
import { useState, type ReactNode } from "react";
import { useAct } from "../../live/hooks";
import type { CarRow } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import styles from "./CarsPane.module.css";

export function ShiftDialog({ car, onClose }: { car: CarRow; onClose: () => void }): ReactNode {
  const act = useAct();
  const [names, setNames] = useState<readonly string[]>(car.seats_needed.map(() => ""));
  const [tried, setTried] = useState(false);
  const seats = car.seats_needed.flatMap((seat, index) => {
    const name = (names[index] ?? "").trim();
    return name === "" ? [] : [{ seat, name }];
  });
  async function start(): Promise<void> {
    setTried(true);
    if (seats.length === 0) return;
    if (await act.run({ type: "start_shift", car: car.car, seats })) onClose();
  }
  return (
    <Dialog
      title={w.cars.startTitle(car.call_sign)}
      onClose={onClose}
      testId="shift-dialog"
      footer={
        <>
          <Button onClick={onClose}>{en.cancel}</Button>
          <Button tone="primary" pending={act.status === "pending"} data-testid="start-shift-go" onClick={() => void start()}>
            {w.cars.start}
          </Button>
        </>
      }
    >
      <div className={styles["form"]}>
        {car.seats_needed.map((seat, index) => (
          <TextField
            key={`${seat} ${index}`}
            label={en.seat[seat]}
            value={names[index] ?? ""}
            error={tried && seats.length === 0 && index === 0 ? w.cars.startNeed : null}
            data-testid={`seat-${seat}`}
            onChange={(name) => setNames(names.map((each, at) => (at === index ? name : each)))}
          />
        ))}
        <p className={styles["detail"]}>{w.cars.startHint}</p>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} kept />}
      </div>
    </Dialog>
  );
}
