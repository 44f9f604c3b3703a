// Who sits in the car and what they bring: names, languages, training. One form for the desk and for the tablet.
import { useId, type ReactNode } from "react";
import { LIMITS, type Named } from "../live/protocol.gen";
import { cx } from "../ui/cx";
import { Check, Pick, TextField } from "../ui/Field";
import { crew as w } from "../words/en.crew";
import { en } from "../words/en";
import styles from "./CrewFields.module.css";
import { seatFault, withSeat, type Crew, type CrewSeat } from "./seats";

type Props = {
  /** Begin with `crewOf(car.seats_needed, car.seats)`, send `seatsOf(value)`. */
  value: Crew;
  onChange: (value: Crew) => void;
  /** What the scheme lists: `scheme.cars.training`. */
  training: readonly Named[];
  /** `tablet`: for gloves, every target 48 px or more. */
  size?: "desk" | "tablet";
  /** Faults are shown once the person has tried to send. */
  tried?: boolean;
};

export function CrewFields({ value, onChange, training, size = "desk", tried = false }: Props): ReactNode {
  const twice = new Set(value.map((each) => each.seat)).size < value.length;
  return (
    <div className={cx(styles["crew"], styles[size])} data-testid="crew-fields">
      {value.map((each, at) => (
        <SeatFields
          key={`${each.seat} ${at}`}
          title={twice ? w.seatOf(en.seat[each.seat], value.slice(0, at + 1).filter((other) => other.seat === each.seat).length) : en.seat[each.seat]}
          value={each}
          onChange={(part) => onChange(withSeat(value, at, part))}
          training={training}
          tried={tried}
        />
      ))}
    </div>
  );
}

type SeatProps = { title: string; value: CrewSeat; onChange: (part: Partial<CrewSeat>) => void; training: readonly Named[]; tried: boolean };

function SeatFields({ title, value, onChange, training, tried }: SeatProps): ReactNode {
  const id = useId();
  const fault = tried ? seatFault(value) : null;
  const gender = value.gender ?? "not_said";
  return (
    <div role="group" aria-labelledby={id} className={styles["seat"]}>
      <h3 id={id} className={styles["title"]}>
        {title}
      </h3>
      <TextField
        label={w.name}
        value={value.name}
        autoCapitalize="words"
        spellCheck={false}
        data-testid={`seat-${value.seat}`}
        error={fault === "name" ? w.needName : null}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={w.languages}
        hint={w.languagesHint}
        value={value.languages}
        autoCapitalize="words"
        spellCheck={false}
        data-testid={`languages-${value.seat}`}
        error={fault === "languages" ? w.tooMany(LIMITS.SKILLS_MAX) : null}
        onChange={(languages) => onChange({ languages })}
      />
      <Pick
        legend={w.gender}
        value={gender}
        options={(["woman", "man", "not_said"] as const).map((each) => [each, w.genders[each]] as const)}
        testId={`gender-${value.seat}`}
        onChange={(each) => onChange({ gender: each === "not_said" ? null : each })}
      />
      {training.length > 0 && (
        <fieldset className={styles["training"]}>
          <legend>{w.training}</legend>
          <div>
            {training.map(({ id: each, label }) => (
              <Check
                key={each}
                label={label}
                checked={value.training.includes(each)}
                data-testid={`training-${value.seat}-${each}`}
                onChange={(on) => onChange({ training: on ? [...value.training, each] : value.training.filter((other) => other !== each) })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
