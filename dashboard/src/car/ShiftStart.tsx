// Who is in the car today. The first screen of a shift.
import { useId, useState, type ReactNode } from "react";
import { useAct } from "../live";
import { LIMITS } from "../live/protocol.gen";
import type { CarRow, SeatFilled } from "../live/protocol.gen";
import { ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { Dock } from "./Dock";
import { emptySeats } from "./job";
import styles from "./Plain.module.css";

export function ShiftStart({ car, queued }: { car: CarRow; queued: number }): ReactNode {
  const act = useAct();
  const form = useId();
  // One field a seat, in the scheme's order; a car may need two of one kind.
  const [names, setNames] = useState<readonly string[]>(() => startingNames(car));
  const filled: SeatFilled[] = car.seats_needed.map((seat, at) => ({ seat, name: (names[at] ?? "").trim() }));
  const empty = emptySeats(car.seats_needed, filled);
  // Without any name there is nobody to start a shift for.
  const nobody = empty.length > 0 && empty.length === car.seats_needed.length;
  const emptyWords = empty.map((seat) => en.seat[seat].toLowerCase()).join(", ");

  return (
    <>
      <section className={styles["plain"]} aria-labelledby="shift-title">
        <h2 id="shift-title" className={styles["title"]}>
          {words.shift.title}
        </h2>
        <p className={styles["lead"]}>{words.shift.lead(car.call_sign, car.partner)}</p>
        <form
          id={form}
          className={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (!nobody) void act.run({ type: "start_shift", car: car.car, seats: filled.filter((seat) => seat.name !== "") });
          }}
        >
          <fieldset className={styles["fields"]}>
            <legend className="sr">{words.shift.seats}</legend>
            {car.seats_needed.map((seat, at) => (
              <label key={`${seat}-${at}`} className={styles["field"]}>
                <span className={styles["label"]}>{en.seat[seat]}</span>
                <span className={styles["hint"]}>{words.shift.seatHint[seat]}</span>
                <input
                  className={styles["input"]}
                  value={names[at] ?? ""}
                  maxLength={LIMITS.FIELD_CHARS_MAX}
                  autoComplete="off"
                  autoCapitalize="words"
                  spellCheck={false}
                  enterKeyHint={at === car.seats_needed.length - 1 ? "done" : "next"}
                  data-testid={`seat-${seat}`}
                  onChange={(event) => setNames(car.seats_needed.map((_, each) => (each === at ? event.target.value : (names[each] ?? ""))))}
                />
              </label>
            ))}
          </fieldset>
          <p className={styles["note"]} aria-live="polite">
            {empty.length === 0 ? "" : words.shift.missing(emptyWords)}
          </p>
          {act.refusal === null ? null : <ErrorNote refusal={act.refusal} kept />}
        </form>
        {queued === 0 ? null : <p className={styles["note"]}>{words.idle.waiting(queued)}</p>}
      </section>
      <Dock
        primary={{
          words: empty.length === 0 || nobody ? words.shift.start : words.shift.startShort,
          form,
          pending: act.status === "pending",
          disabled: nobody,
          quiet: empty.length > 0,
          testId: "start-shift",
        }}
      />
    </>
  );
}

function startingNames(car: CarRow): string[] {
  const left = [...car.seats];
  return car.seats_needed.map((seat) => {
    const at = left.findIndex((each) => each.seat === seat);
    return at < 0 ? "" : (left.splice(at, 1)[0]?.name ?? "");
  });
}
