// What a car should bring for this person: language, who comes, seats for children, training.
import { useId, useState, type ReactNode } from "react";
import { useAct, useCars, useScheme } from "../../../live/hooks";
import type { CarNeeds } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { Check, Pick, TextField } from "../../../ui/Field";
import { dispatch as w } from "../../../words/en.dispatch";
import { useDraft } from "../../../held/drafts";
import { asksForNothing, NO_NEEDS, sameNeeds } from "../../logic/dispatch";
import { languagesOnDuty, speakersOf } from "../../logic/cars";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import styles from "./Car.module.css";

const SEATS = ["0", "1", "2", "3", "4", "5", "6"] as const;

export function NeedsForm({ row, response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const scheme = useScheme();
  const cars = useCars();
  const list = useId();
  const { done } = useBoard();
  const [tried, setTried] = useState(false);
  // Where nobody has said anything yet, what is known of her language is there to begin with.
  const known = [part?.safe_contact?.record.language, row.language].map((each) => each?.trim() ?? "").find((each) => each !== "") ?? "";
  const [needs, change, forget] = useDraft<CarNeeds>(`needs ${response.response}`, () => response.needs ?? { ...NO_NEEDS, language: /^english$/i.test(known) ? "" : known });
  const before = response.needs ?? NO_NEEDS;
  const same = sameNeeds(before, needs);
  const language = needs.language.trim();
  // Left empty, the language that is known counts all the same.
  const counts = language === "" ? (row.language ?? "") : language;
  const speakers = speakersOf(cars, counts);
  const training = scheme?.cars.training ?? [];

  async function save(): Promise<void> {
    setTried(true);
    if (same) return;
    const command = { type: "set_car_needs", response: response.response } as const;
    if (await act.run({ ...command, needs: { ...needs, language, only_with_all: needs.only_with_all && !asksForNothing(needs) } })) {
      forget();
      done(w.needs.done(shortNumber(row.number)), { ...command, needs: before });
      onDone();
    }
  }

  return (
    <FormFrame title={w.needs.title} act={act} save={w.needs.save} onSave={() => void save()} onCancel={onCancel} testId="needs">
      <div className={frame["pair"]}>
        <TextField
          label={w.needs.language}
          hint={counts === "" ? w.needs.languageHint : [language === "" && w.needs.languageKnown(counts), speakers.length === 0 ? w.needs.notSpoken(counts) : w.needs.spoken(counts, speakers)].filter(Boolean).join(" ")}
          value={needs.language}
          list={list}
          data-testid="needs-language"
          onChange={(text) => change({ language: text })}
        />
        <datalist id={list}>
          {languagesOnDuty(cars).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Pick
          legend={w.needs.gender}
          value={needs.worker_gender ?? "either"}
          options={[
            ["either", w.needs.either],
            ["woman", w.needs.woman],
            ["man", w.needs.man],
          ]}
          testId="needs-gender"
          onChange={(each) => change({ worker_gender: each === "either" ? null : each })}
        />
      </div>
      <Pick legend={w.needs.childSeats} value={SEATS[needs.child_seats] ?? "6"} options={SEATS.map((each) => [each, each] as const)} testId="needs-seats" onChange={(each) => change({ child_seats: Number(each) })} />
      <div className={styles["ticks"]}>
        <Check label={w.needs.wheelchairTick} checked={needs.wheelchair} onChange={(wheelchair) => change({ wheelchair })} data-testid="needs-wheelchair" />
      </div>
      {training.length > 0 && (
        <fieldset className={frame["services"]}>
          <legend>{w.needs.training}</legend>
          <div className={styles["ticks"]}>
            {training.map(({ id, label }) => (
              <Check
                key={id}
                label={label}
                checked={needs.training.includes(id)}
                data-testid={`needs-training-${id}`}
                onChange={(on) => change({ training: on ? [...needs.training, id] : needs.training.filter((each) => each !== id) })}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div>
        <Check label={w.needs.onlyWithAll} checked={needs.only_with_all} onChange={(only_with_all) => change({ only_with_all })} data-testid="needs-only" />
        <p className={frame["note"]}>{w.needs.onlyHint}</p>
      </div>
      {!asksForNothing(needs) && (
        <p>
          <Button size="small" data-testid="needs-clear" onClick={() => change(NO_NEEDS)}>
            {w.needs.clear}
          </Button>
        </p>
      )}
      {tried && same && <p role="alert">{w.needs.nothing}</p>}
    </FormFrame>
  );
}
